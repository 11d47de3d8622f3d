import { writeAudit } from '../../access/audit-log.ts'
import type { ImportProblem } from '../../contract/import.ts'
import { toHanoiDay } from '../../contract/period.ts'
import type { Clock } from '../../platform/clock.ts'
import type { RecordSession, RecordStore } from '../../platform/record/record.ts'
import type { StretchChange } from '../history.ts'
import type { PlaceIndex } from '../place-index.ts'
import { lockRegistry, raiseVersion } from '../registry-version.ts'
import { writeStretches, type StretchRow } from '../stretch-table.ts'
import { writeChanges } from '../write-changes.ts'
import type { ImportChunks } from './import-chunks.ts'
import type { ImportDefinition, WritingImport } from './import-definition.ts'
import { registryImports, type FactImports, type OwnImports } from './import-kinds.ts'
import type { ImportOutcome, Imports, OpenImport } from './imports.ts'
import { readSheet } from './read-sheet.ts'
import { renderRejected, renderRejectedHeader } from './rejected-csv.ts'
import { shapeRows } from './shape-rows.ts'
import { UnreadableSheet } from './sheet-row.ts'

interface ProcessDeps {
  record: RecordStore
  places: PlaceIndex
  imports: Imports
  chunks: ImportChunks
  factImports: Partial<FactImports>
  clock: Clock
  ownImports: OwnImports
  /** Resolves when every process has loaded what was written. */
  untilKnownEverywhere(): Promise<unknown>
  /** Resolves when results follow the shifts as they are now. */
  untilShiftsCount(): Promise<unknown>
}

/** Writes the changes of an import and what they replaced, and tells every process. */
async function writeImported<Row extends StretchRow>(
  session: RecordSession, { table }: ImportDefinition<Row>, changes: StretchChange<Row>[], { id, actor }: OpenImport,
): Promise<void> {
  if (changes.length === 0) return
  const subject = `import:${id}`
  const [added, corrected] = [changes.filter((it) => it.before === null), changes.filter((it) => it.before !== null)]
  await writeAudit(session, { actor, action: `${table.name}.import`, subject, detail: { added: added.length, corrected: corrected.length } })
  await writeStretches(session, table, added.flatMap((it) => it.after ?? []))
  await writeChanges(session, table, corrected, { actor, action: `${table.name}.correct`, subject, listedAs: 'corrections' })
  await raiseVersion(session)
}

/** Reads the file, judges its rows and writes the good ones, all in one transaction with what is told about them. */
async function applyImport({ record, imports, chunks, clock }: ProcessDeps, open: OpenImport, definition: ImportDefinition<StretchRow> | WritingImport<StretchRow>): Promise<void> {
  const sheet = await readSheet(chunks.read(open.id, 'file'))
  const { rows, problems: shapeProblems, cellAt } = await shapeRows(sheet, definition)
  const rowAt = new Map(sheet.rows.map((it) => [it.line, it]))

  await record.transaction(async (session) => {
    await lockRegistry(session)
    const planned = await definition.plan({ session, rows, unitCode: open.unitCode, today: toHanoiDay(clock()) })
    const { breaches } = planned
    const planProblems = [...breaches].map(([line, { column, rule }]): ImportProblem => {
      const row = rowAt.get(line)
      return { line, column, value: row ? cellAt(row, column) : '', rule }
    })
    const problems = [...shapeProblems, ...planProblems].sort((a, b) => a.line - b.line)
    const refused = new Set(problems.map((it) => it.line)).size
    const outcome: ImportOutcome = {
      rows: sheet.rows.length, accepted: sheet.rows.length - refused, refused, problems,
    }
    if (!open.dryRun && 'write' in planned) await planned.write(open)
    if (!open.dryRun && 'plan' in planned && 'table' in definition) await writeImported(session, definition, planned.plan.changes(), open)
    await imports.settle(session, open.id, outcome)
    await chunks.write(open.id, 'refused', 0, Buffer.from(renderRejectedHeader(sheet.header) + renderRejected(sheet.header, sheet.rows, problems)), session)
  })
}

/**
 * Works one import off. Safe to run again at any point: rows that are already there change nothing, and a finished import
 * is left alone. `done` is said only after everybody who uses the rows knows them.
 */
export function createImportProcessor(deps: ProcessDeps): (payload: { importId: string }) => Promise<void> {
  const { record, places, imports, chunks, factImports, ownImports, untilKnownEverywhere, untilShiftsCount } = deps

  const apply = async (open: OpenImport): Promise<void> => {
    const factImport = factImports[open.kind as keyof FactImports]
    if (factImport) return await factImport(open)
    const ownImport = ownImports[open.kind]
    if (ownImport) {
      await ownImport(open)
      return await untilKnownEverywhere().then(() => {})
    }
    const definition = registryImports[open.kind as keyof typeof registryImports] as unknown as ImportDefinition<StretchRow> | undefined
    if (!definition) throw new Error(`No import takes ${open.kind}.`)
    await applyImport(deps, open, definition)
    if (open.dryRun) return
    await places.reload()
    await untilKnownEverywhere()
    if (open.kind === 'officials') await untilShiftsCount()
  }
  return async ({ importId }) => {
    const open = await imports.take(importId)
    if (!open) return
    let status: 'done' | 'failed' = 'done'
    try {
      await apply(open)
    } catch (error) {
      if (!(error instanceof UnreadableSheet)) throw error
      // Rows before the unreadable place have been taken; the report says so, and the same file may come again when it is mended.
      const { rows, accepted, refused } = (await imports.status(importId, null)) ?? { rows: 0, accepted: 0, refused: 0 }
      await imports.settle(record, importId, { rows, accepted, refused, problems: [error.problem] })
      status = 'failed'
    }
    await imports.finish(importId, status)
    await chunks.remove(importId, 'file')
  }
}
