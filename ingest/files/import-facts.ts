import { writeAudit } from '../../access/audit-log.ts'
import type { ImportProblem } from '../../contract/import.ts'
import type { RejectedItem } from '../../contract/rating.ts'
import type { Clock } from '../../platform/clock.ts'
import type { RecordStore } from '../../platform/record/record.ts'
import type { DailyKind } from '../../platform/warehouse/dirty-days.ts'
import { placeColumns } from '../../registry/imports/columns.ts'
import type { ImportChunks } from '../../registry/imports/import-chunks.ts'
import type { FactImports } from '../../registry/imports/import-kinds.ts'
import type { Imports, OpenImport } from '../../registry/imports/imports.ts'
import { readRows } from '../../registry/imports/read-rows.ts'
import { WITHOUT_HEADER } from '../../registry/imports/read-sheet.ts'
import { renderRejected, renderRejectedHeader } from '../../registry/imports/rejected-csv.ts'
import type { SheetRow } from '../../registry/imports/sheet-row.ts'
import type { Places } from '../../registry/places.ts'
import { judgeDossiers } from '../http/judge-dossiers.ts'
import { judgeMeasures } from '../http/judge-measures.ts'
import { judgeRatings } from '../http/judge-ratings.ts'
import type { FactBatch } from '../queue/fact-batch.ts'
import type { FactProcessor } from '../queue/process-fact-batch.ts'
import { DOSSIER_COLUMNS, readDossierRow, UNWANTED_DOSSIER_COLUMNS } from './dossier-file.ts'
import type { FactColumn, ReadRow } from './fact-file.ts'
import { MEASURE_COLUMNS, readMeasureRow } from './measure-file.ts'
import { RATING_COLUMNS, readRatingRow } from './rating-file.ts'

/** The sender of everything that comes in files: two people who import the same file count it once. */
const SENDER = 'file'
/** So many rows are judged in one go; more would keep tablets waiting meanwhile. */
const ROWS_AT_ONCE = 2_000

interface FactFile {
  kind: DailyKind | 'measures'
  columns: readonly FactColumn[]
  unwanted: readonly string[]
  readRow(cells: ReadonlyMap<string, string>, now: number): ReadRow
  /** Judges items as the wire does; `batch` holds those that were accepted. */
  judge(items: unknown[], context: { places: Places; unitCode: string | null; now: number }): { batch: FactBatch; rejected: RejectedItem[] }
}

const RATING_FILE: FactFile = {
  kind: 'ratings', columns: RATING_COLUMNS, unwanted: [], readRow: readRatingRow,
  judge: (items, { places, unitCode, now }) => {
    const { rows, rejected } = judgeRatings(items, { places, sender: { kind: 'system', id: SENDER, unitCode }, sentAt: now, receivedAt: now })
    return { batch: { version: 1, kind: 'ratings', sender: SENDER, receivedAt: now, sentAt: now, rows }, rejected }
  },
}
const DOSSIER_FILE: FactFile = {
  kind: 'dossiers', columns: DOSSIER_COLUMNS, unwanted: UNWANTED_DOSSIER_COLUMNS, readRow: readDossierRow,
  judge: (items, context) => {
    const { rows, rejected } = judgeDossiers(items, context)
    return { batch: { version: 1, kind: 'dossiers', sender: SENDER, receivedAt: context.now, rows }, rejected }
  },
}

const MEASURE_FILE: FactFile = {
  kind: 'measures', columns: MEASURE_COLUMNS, unwanted: [], readRow: readMeasureRow,
  judge: (items, context) => {
    const { rows, rejected } = judgeMeasures(items, context)
    return { batch: { version: 1, kind: 'measures', sender: SENDER, receivedAt: context.now, rows }, rejected }
  },
}

interface ImportDeps {
  record: RecordStore
  imports: Imports
  chunks: ImportChunks
  places: Places
  clock: Clock
  storeFacts: FactProcessor
  /** Resolves when results show what was stored until now. */
  untilCounted(kind: DailyKind): Promise<void>
}

/**
 * Imports of facts, through the same rules and the same pipeline as the wire, in stretches of two thousand rows. After each stretch one
 * transaction moves the cursor and adds to the counts and the report; an import that was broken off goes on behind it, and what was
 * stored twice folds.
 */
export function createFactImports(deps: ImportDeps): FactImports {
  const { record, imports, chunks, places, clock, storeFacts, untilCounted } = deps

  const importFile = async (open: OpenImport, file: FactFile): Promise<void> => {
    let readBytes = 0
    async function* counted(pieces: AsyncIterable<Uint8Array>) {
      for await (const piece of pieces) {
        readBytes += piece.length
        yield piece
      }
    }
    const rows = readRows(counted(chunks.read(open.id, 'file')))
    const first = await rows.next()
    if (first.done) throw WITHOUT_HEADER
    const header = first.value.cells
    const columns = placeColumns(header, file.columns, file.unwanted)
    const wanted = new Set(columns.values())
    const shown = header.filter((_, index) => wanted.has(index))
    if (open.cursorLine === 0) await chunks.write(open.id, 'refused', 0, Buffer.from(renderRejectedHeader(shown)))

    const settle = async (stretch: SheetRow[]): Promise<void> => {
      const last = stretch.at(-1)
      if (!last) return
      const { batch, problems } = judgeStretch(stretch, { header, columns, file, context: { places, unitCode: open.unitCode, now: clock() } })
      if (!open.dryRun) await storeFacts({ version: 2, batches: [batch] })
      const refused = new Set(problems.map((it) => it.line)).size
      const report = renderRejected(shown, stretch.map(({ line, cells }) => ({ line, cells: cells.filter((_, index) => wanted.has(index)) })), problems)
      await record.transaction(async (session) => {
        if (report !== '') await chunks.write(open.id, 'refused', last.line, Buffer.from(report), session)
        await imports.settleStretch(session, open.id, { rows: stretch.length, accepted: stretch.length - refused, refused, problems, line: last.line, readBytes })
      })
    }
    let stretch: SheetRow[] = []
    for await (const row of rows) {
      if (row.line <= open.cursorLine) continue
      stretch.push(row)
      if (stretch.length < ROWS_AT_ONCE) continue
      await settle(stretch)
      stretch = []
    }
    await settle(stretch)
    if (open.dryRun) return
    const status = await imports.status(open.id, null)
    await writeAudit(record, {
      actor: open.actor, action: `${file.kind}.import`, subject: `import:${open.id}`, detail: { rows: status?.rows, accepted: status?.accepted, refused: status?.refused },
    })
    // Measures are read as they were reported; nothing is recomputed.
    if (file.kind !== 'measures') await untilCounted(file.kind)
  }
  return {
    ratings: (open) => importFile(open, RATING_FILE), dossiers: (open) => importFile(open, DOSSIER_FILE), measures: (open) => importFile(open, MEASURE_FILE),
  }
}

interface Judging { header: string[]; columns: ReadonlyMap<string, number>; file: FactFile; context: { places: Places; unitCode: string | null; now: number } }

/** Judges the rows of a stretch: those with as many cells as the header, whose cells can be read, by the rules of the wire. */
function judgeStretch(stretch: readonly SheetRow[], { header, columns, file, context }: Judging): { batch: FactBatch; problems: ImportProblem[] } {
  const problems: ImportProblem[] = []
  const readable: { line: number; cellOf(column: string): string; item: unknown }[] = []
  for (const { line, cells } of stretch) {
    if (cells.length !== header.length) {
      problems.push({ line, column: '', value: '', rule: `as many cells as the header, which has ${header.length}; this row has ${cells.length}` })
      continue
    }
    const cellOf = (column: string) => cells[columns.get(column) ?? -1] ?? ''
    const row = file.readRow(new Map([...columns].map(([name, index]) => [name, cells[index] ?? ''])), context.now)
    if ('item' in row) readable.push({ line, cellOf, item: row.item })
    else problems.push(...row.breaches.map(({ pointer, rule }): ImportProblem => ({ line, column: pointer.slice(1), value: cellOf(pointer.slice(1)), rule })))
  }
  const { batch, rejected } = file.judge(readable.map((it) => it.item), context)
  for (const { index, errors } of rejected) {
    const row = readable[index]
    for (const { pointer, rule } of row ? errors : []) {
      const column = pointer.split('/')[1] ?? ''
      const value = row?.cellOf(column) ?? ''
      problems.push({ line: row?.line ?? 0, column, value, rule: value === '' && column !== '' ? `a value is required (${rule})` : rule })
    }
  }
  return { batch, problems: problems.sort((a, b) => a.line - b.line) }
}
