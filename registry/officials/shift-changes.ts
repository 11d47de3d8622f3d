import { z } from 'zod'
import type { RecordStore } from '../../platform/record/record.ts'

const CHANGES_AT_ONCE = 1_000
const OPEN_END = new Date('2200-01-01T00:00:00Z')

const changeRow = z
  .object({ seq: z.number(), shift_id: z.string(), counter_code: z.string().nullable(), touched_from: z.date().nullable(), touched_to: z.date().nullable() })
const copyRow = z
  .object({
    id: z.string(), official_code: z.string(), counter_code: z.string().nullable(), valid_from: z.date(), valid_to: z.date().nullable(),
    version: z.number(), removed: z.boolean(),
  })
  .transform((row): ShiftCopy => ({
    id: row.id, officialCode: row.official_code, counterCode: row.counter_code ?? '', validFrom: row.valid_from, validTo: row.valid_to ?? OPEN_END,
    version: row.version, removed: row.removed,
  }))

/** A shift as the warehouse keeps it; `counterCode` '' where somebody sits at no counter. */
export interface ShiftCopy { id: string; officialCode: string; counterCode: string; validFrom: Date; validTo: Date; version: number; removed: boolean }
/** Ratings at this counter in this stretch may have to be counted for somebody else. */
export interface TouchedStretch { counterCode: string; from: Date; to: Date }
export interface ShiftChanges { seqs: number[]; shifts: ShiftCopy[]; touched: TouchedStretch[] }

const COPIED = 'id, official_code, counter_code, valid_from, valid_to, version, removed_at IS NOT NULL AS removed'

/** What the warehouse has not been told yet. A change stays until it is forgotten, so a crash in between only tells it twice. */
export function createShiftChanges({ record }: { record: RecordStore }) {
  return {
    /** The oldest changes with the shifts as they are now. */
    take: async (): Promise<ShiftChanges> => {
      const changes = z.array(changeRow).parse(await record.query(
        'SELECT seq, shift_id, counter_code, touched_from, touched_to FROM official_shift_change ORDER BY seq LIMIT $1', [CHANGES_AT_ONCE],
      ))
      const ids = [...new Set(changes.map((it) => it.shift_id))]
      const shifts = ids.length === 0 ? [] : z.array(copyRow).parse(await record.query(`SELECT ${COPIED} FROM official_shift WHERE id = ANY($1::uuid[])`, [ids]))
      const touched = changes.flatMap((it) => (it.counter_code !== null && it.touched_from ? [{ counterCode: it.counter_code, from: it.touched_from, to: it.touched_to ?? OPEN_END }] : []))
      return { seqs: changes.map((it) => it.seq), shifts, touched }
    },

    forget: async (seqs: readonly number[]): Promise<void> =>
      void (await record.query('DELETE FROM official_shift_change WHERE seq = ANY($1::bigint[])', [seqs])),

    /** Every shift after an id, removed ones too: for a warehouse that has lost them. */
    all: async (after: string, limit: number): Promise<ShiftCopy[]> => z.array(copyRow).parse(await record.query(
      `SELECT ${COPIED} FROM official_shift WHERE id::text > $1 ORDER BY id::text LIMIT $2`, [after, limit],
    )),

    /** How many shifts there are, and the highest version among them. */
    extent: async () => z.tuple([z.object({ count: z.number(), version: z.number() })]).parse(
      await record.query('SELECT count(*) AS count, coalesce(max(version), 0) AS version FROM official_shift'),
    )[0],
  }
}
export type ShiftChangeLog = ReturnType<typeof createShiftChanges>
