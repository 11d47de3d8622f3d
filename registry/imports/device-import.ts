import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { writeAudit } from '../../access/audit-log.ts'
import { code, storableText } from '../../contract/codes.ts'
import type { ImportProblem } from '../../contract/import.ts'
import type { Clock } from '../../platform/clock.ts'
import type { RecordSession, RecordStore } from '../../platform/record/record.ts'
import type { Places } from '../places.ts'
import { lockRegistry } from '../registry-version.ts'
import type { ImportChunks } from './import-chunks.ts'
import type { ShapedRow } from './import-definition.ts'
import type { Imports, OpenImport } from './imports.ts'
import { readSheet } from './read-sheet.ts'
import { renderRejected, renderRejectedHeader } from './rejected-csv.ts'
import { shapeRows } from './shape-rows.ts'
import type { Breach } from '../unit-rules.ts'

const shape = z.strictObject({ serial: storableText.trim().min(1).max(80), counterCode: code })
type DeviceLine = z.infer<typeof shape>
/** What a file of tablets looks like. */
export const DEVICE_FILE = {
  columns: [
    { name: 'serial', aliases: ['số máy', 'số sê-ri', 'serial number'], required: true },
    { name: 'counterCode', aliases: ['mã quầy'], required: true },
  ],
  shape,
}
const LINES_PER_AUDIT_LINE = 500

const livingRow = z.object({ id: z.string(), serial: z.string(), counter_code: z.string(), valid_from: z.date(), enrolled_at: z.date().nullable() })
type LivingTablet = z.infer<typeof livingRow>
interface NewTablet { id: string; serial: string; counterCode: string }
interface Moved { id: string; serial: string; from: string; to: string; isFresh: boolean }

export interface DeviceImportDeps {
  record: RecordStore
  places: Places
  imports: Imports
  chunks: ImportChunks
  clock: Clock
  /** Called when places have changed. */
  forgetRemembered(): void
}

/** The tablets in use that have these serials, by serial. */
async function readLiving(session: RecordSession, serials: string[]): Promise<Map<string, LivingTablet[]>> {
  const bySerial = new Map<string, LivingTablet[]>()
  for (const tablet of z.array(livingRow).parse(await session.query(
    `SELECT id, serial, counter_code, valid_from, enrolled_at FROM device JOIN device_place ON device_id = device.id AND valid_to IS NULL
     WHERE revoked_at IS NULL AND serial = ANY($1::text[])`,
    [serials],
  ))) bySerial.set(tablet.serial, [...(bySerial.get(tablet.serial) ?? []), tablet])
  return bySerial
}

/**
 * The list of tablets: each serial stands at its counter from now on. A serial that is new is made (without a code: sheets are printed
 * when they are needed), one that stands elsewhere is moved, one that stands there already stays. The same file twice changes nothing.
 */
export function createDeviceImport({ record, places, imports, chunks, clock, forgetRemembered }: DeviceImportDeps) {
  const isWithin = (counterCode: string, unitCode: string | null) => unitCode === null || places.isWithin(places.centreOf(counterCode) ?? '', unitCode)

  /** Judges every line against the lines before it and the tablets that are there. */
  const plan = (lines: readonly ShapedRow<DeviceLine>[], living: ReadonlyMap<string, LivingTablet[]>, unitCode: string | null) => {
    const [seen, made, moved] = [new Map<string, string>(), [] as NewTablet[], [] as Moved[]]
    const breaches = new Map<number, Breach>()
    const judge = ({ serial, counterCode }: DeviceLine): Breach | null => {
      const scopeRule = `within ${unitCode}, where this key or account may write`
      const standing = living.get(serial) ?? []
      const [tablet] = standing
      if (!places.placeOf(counterCode)) return { column: 'counterCode', rule: 'a known counter' }
      if (!isWithin(counterCode, unitCode)) return { column: 'counterCode', rule: scopeRule }
      if (standing.length > 1) return { column: 'serial', rule: `a serial of one tablet; ${standing.length} living tablets have it, revoke those that are wrong` }
      if (tablet && !isWithin(tablet.counter_code, unitCode)) return { column: 'serial', rule: scopeRule }
      const before = seen.get(serial)
      if (before !== undefined) return before === counterCode ? null : { column: 'serial', rule: `one line for each serial; an earlier one says ${before}` }
      if (tablet?.enrolled_at && tablet.counter_code !== counterCode && tablet.valid_from.getTime() >= clock()) {
        return { column: 'counterCode', rule: `the counter where the tablet stands from ${tablet.valid_from.toISOString()} on: ${tablet.counter_code}` }
      }
      seen.set(serial, counterCode)
      if (!tablet) made.push({ id: randomUUID(), serial, counterCode })
      else if (tablet.counter_code !== counterCode) moved.push({ id: tablet.id, serial, from: tablet.counter_code, to: counterCode, isFresh: !tablet.enrolled_at })
      return null
    }
    for (const { line, row } of lines) {
      const breach = judge(row)
      if (breach) breaches.set(line, breach)
    }
    return { made, moved, breaches }
  }

  const write = async (session: RecordSession, { made, moved }: { made: NewTablet[]; moved: Moved[] }, { id, actor }: OpenImport) => {
    if (made.length + moved.length === 0) return
    const now = new Date(clock())
    await session.query('INSERT INTO device (id, serial, created_at) SELECT id, serial, $3 FROM unnest($1::uuid[], $2::text[]) AS made (id, serial)', [made.map((it) => it.id), made.map((it) => it.serial), now])
    // Nothing was recorded by a tablet that has never been enrolled: where it was meant to stand is simply corrected.
    const [fresh, used] = [moved.filter((it) => it.isFresh), moved.filter((it) => !it.isFresh)]
    await session.query(
      'UPDATE device_place SET counter_code = moved.counter FROM unnest($1::uuid[], $2::text[]) AS moved (id, counter) WHERE device_id = moved.id AND valid_to IS NULL',
      [fresh.map((it) => it.id), fresh.map((it) => it.to)],
    )
    await session.query('UPDATE device_place SET valid_to = $2 WHERE device_id = ANY($1::uuid[]) AND valid_to IS NULL', [used.map((it) => it.id), now])
    const begun = [...made.map((it) => ({ id: it.id, counter: it.counterCode })), ...used.map((it) => ({ id: it.id, counter: it.to }))]
    await session.query(
      'INSERT INTO device_place (device_id, counter_code, valid_from) SELECT id, counter, $3 FROM unnest($1::uuid[], $2::text[]) AS begun (id, counter)',
      [begun.map((it) => it.id), begun.map((it) => it.counter), now],
    )
    await writeAudit(session, { actor, action: 'device.import', subject: `import:${id}`, detail: { made: made.length, moved: moved.length } })
    for (const [action, tablets] of [['device.create', made], ['device.move', moved.map(({ id: tablet, serial, from, to }) => ({ id: tablet, serial, from, to }))]] as const) {
      for (let start = 0; start < tablets.length; start += LINES_PER_AUDIT_LINE) {
        await writeAudit(session, { actor, action, subject: `import:${id}`, detail: { tablets: tablets.slice(start, start + LINES_PER_AUDIT_LINE) } })
      }
    }
  }

  return async (open: OpenImport): Promise<void> => {
    const sheet = await readSheet(chunks.read(open.id, 'file'))
    const { rows, problems: shapeProblems, cellAt } = await shapeRows(sheet, DEVICE_FILE)
    const rowAt = new Map(sheet.rows.map((it) => [it.line, it]))
    await record.transaction(async (session) => {
      await lockRegistry(session)
      const living = await readLiving(session, [...new Set(rows.map((it) => it.row.serial))])
      const { breaches, ...changes } = plan(rows, living, open.unitCode)
      const planProblems = [...breaches].map(([line, { column, rule }]): ImportProblem => {
        const row = rowAt.get(line)
        return { line, column, value: row ? cellAt(row, column) : '', rule }
      })
      const problems = [...shapeProblems, ...planProblems].sort((a, b) => a.line - b.line)
      const refused = new Set(problems.map((it) => it.line)).size
      if (!open.dryRun) await write(session, changes, open)
      await imports.settle(session, open.id, { rows: sheet.rows.length, accepted: sheet.rows.length - refused, refused, problems })
      await chunks.write(open.id, 'refused', 0, Buffer.from(renderRejectedHeader(sheet.header) + renderRejected(sheet.header, sheet.rows, problems)), session)
    })
    forgetRemembered()
  }
}
