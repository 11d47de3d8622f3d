import { z } from 'zod'
import type { RecordSession } from '../../platform/record/record.ts'
import type { PlannedShift, ShiftChange } from './shift-plan.ts'

const instant = z.date().transform((it) => it.toISOString())
const shiftRow = z
  .object({
    id: z.string(), official_code: z.string(), counter_code: z.string().nullable(), valid_from: instant,
    stated_to: instant.nullable(), valid_to: instant.nullable(),
  })
  .transform((row): PlannedShift => ({
    id: row.id, officialCode: row.official_code, counterCode: row.counter_code, validFrom: row.valid_from, statedTo: row.stated_to, validTo: row.valid_to,
  }))
export const SHIFT_COLUMNS = 'id, official_code, counter_code, valid_from, stated_to, valid_to'
const ROWS_PER_STATEMENT = 5_000

/** Every shift of these officials, by official and then in the order of time. */
export const readShifts = async (session: RecordSession, officialCodes: readonly string[]): Promise<PlannedShift[]> =>
  z.array(shiftRow).parse(await session.query(
    `SELECT ${SHIFT_COLUMNS} FROM official_shift WHERE removed_at IS NULL AND official_code = ANY($1::text[]) ORDER BY official_code COLLATE "C", valid_from`,
    [officialCodes],
  ))

/** The shifts of all other officials at these counters. */
export const readNeighbours = async (session: RecordSession, counterCodes: readonly string[], officialCodes: readonly string[]): Promise<PlannedShift[]> =>
  z.array(shiftRow).parse(await session.query(
    `SELECT ${SHIFT_COLUMNS} FROM official_shift WHERE removed_at IS NULL AND counter_code = ANY($1::text[]) AND NOT official_code = ANY($2::text[])`,
    [counterCodes, officialCodes],
  ))

/** A shift that was not taken back; null when there is none. */
export const findShift = async (session: RecordSession, id: string): Promise<PlannedShift | null> =>
  z.array(shiftRow).parse(await session.query(`SELECT ${SHIFT_COLUMNS} FROM official_shift WHERE removed_at IS NULL AND id::text = $1`, [id]))[0] ?? null

/**
 * Where ratings may now belong to somebody else: all of a shift that is new, gone or at another counter, and of one that only begins or
 * ends otherwise just the stretch between.
 */
export function toTouched({ before, after }: { before: PlannedShift | null; after: PlannedShift | null }): { counterCode: string; from: string; to: string | null }[] {
  if (before && after && before.counterCode === after.counterCode && before.validFrom === after.validFrom) {
    if (after.counterCode === null || before.validTo === after.validTo) return []
    const ends = [before.validTo, after.validTo].sort((a, b) => (a === null ? 1 : b === null ? -1 : a < b ? -1 : 1))
    return [{ counterCode: after.counterCode, from: ends[0] ?? after.validFrom, to: ends[1] ?? null }]
  }
  return [before, after].flatMap((it) => (it && it.counterCode !== null ? [{ counterCode: it.counterCode, from: it.validFrom, to: it.validTo }] : []))
}

/** Writes shifts as they were planned and what the warehouse has to be told; in the transaction that holds the lock on the registry. */
export async function writeShifts(session: RecordSession, changes: readonly ShiftChange[]): Promise<void> {
  for (let start = 0; start < changes.length; start += ROWS_PER_STATEMENT) {
    const part = changes.slice(start, start + ROWS_PER_STATEMENT)
    const column = <T>(valueOf: (it: PlannedShift) => T): T[] => part.map(({ after }) => valueOf(after))
    await session.query(
      `INSERT INTO official_shift (${SHIFT_COLUMNS}, version)
       SELECT given.*, nextval('official_shift_version')
       FROM unnest($1::uuid[], $2::text[], $3::text[], $4::timestamptz[], $5::timestamptz[], $6::timestamptz[]) AS given
       ON CONFLICT (id) DO UPDATE SET counter_code = excluded.counter_code, stated_to = excluded.stated_to, valid_to = excluded.valid_to, version = excluded.version`,
      [column((it) => it.id), column((it) => it.officialCode), column((it) => it.counterCode), column((it) => it.validFrom), column((it) => it.statedTo), column((it) => it.validTo)],
    )
    await noteChanges(session, part)
  }
}

/** Takes a shift back; it stays in the record as removed. */
export async function removeShift(session: RecordSession, shift: PlannedShift, at: Date): Promise<void> {
  await session.query(`UPDATE official_shift SET removed_at = $2, version = nextval('official_shift_version') WHERE id = $1`, [shift.id, at])
  await noteChanges(session, [{ before: shift, after: null }])
}

async function noteChanges(session: RecordSession, changes: readonly { before: PlannedShift | null; after: PlannedShift | null }[]): Promise<void> {
  interface Note { shiftId: string; counterCode: string | null; from: string | null; to: string | null }
  const notes = changes.flatMap((change): Note[] => {
    const shiftId = change.after?.id ?? change.before?.id ?? ''
    const touched = toTouched(change)
    return touched.length > 0 ? touched.map((it) => ({ shiftId, ...it })) : [{ shiftId, counterCode: null, from: null, to: null }]
  })
  await session.query(
    `INSERT INTO official_shift_change (shift_id, counter_code, touched_from, touched_to)
     SELECT * FROM unnest($1::uuid[], $2::text[], $3::timestamptz[], $4::timestamptz[])`,
    [notes.map((it) => it.shiftId), notes.map((it) => it.counterCode), notes.map((it) => it.from), notes.map((it) => it.to)],
  )
}
