import { z } from 'zod'
import type { Clock } from '../platform/clock.ts'
import type { RecordSession } from '../platform/record/record.ts'

export interface NewOriginal { sender: string; eventId: string; original: string; centreCode: string; counterCode: string; receivedAt: number }

/** The one character that the record has no place for; a comment must not wait for ever because of it. */
const NUL = '\0'
const DAY_MS = 24 * 3_600_000
const instant = z.date().transform((it) => it.toISOString())
const originalRow = z
  .object({ sender: z.string(), event_id: z.string(), original: z.string(), centre_code: z.string(), counter_code: z.string(), received_at: instant, delete_after: instant })
  .transform((row) => ({
    sender: row.sender, eventId: row.event_id, original: row.original, centreCode: row.centre_code, counterCode: row.counter_code,
    receivedAt: row.received_at, deleteAfter: row.delete_after,
  }))

/** Comments in which personal data was masked, as they were written: for the case handler, deleted `keepDays` after they came. */
export function createRestrictedOriginals({ record, clock, keepDays }: { record: RecordSession; clock: Clock; keepDays: number }) {
  return {
    /** Keeps them once each, however often they come. */
    keep: async (originals: readonly NewOriginal[]): Promise<void> => {
      for (const it of originals) {
        await record.query(
          `INSERT INTO restricted_original (sender, event_id, original, centre_code, counter_code, received_at, delete_after)
           VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (sender, event_id) DO NOTHING`,
          [it.sender, it.eventId, it.original.replaceAll(NUL, ''), it.centreCode, it.counterCode, new Date(it.receivedAt), new Date(it.receivedAt + keepDays * DAY_MS)],
        )
      }
    },

    /** What has not expired of those events of a sender whose id begins so, in the order they came. */
    of: async (sender: string, idsFrom: string): Promise<{ eventId: string; original: string; receivedAt: string }[]> =>
      z.array(originalRow).parse(await record.query(
        `SELECT sender, event_id, original, centre_code, counter_code, received_at, delete_after FROM restricted_original
         WHERE sender = $1 AND starts_with(event_id, $2) AND delete_after > $3 ORDER BY received_at, event_id`,
        [sender, idsFrom, new Date(clock())],
      )),

    /** What has not expired at these centres (everywhere when null), the newest first. */
    list: async ({ centreCodes, limit }: { centreCodes: readonly string[] | null; limit: number }) =>
      z.array(originalRow).parse(await record.query(
        `SELECT sender, event_id, original, centre_code, counter_code, received_at, delete_after FROM restricted_original
         WHERE delete_after > $1 AND ($2::text[] IS NULL OR centre_code = ANY($2)) ORDER BY received_at DESC, event_id LIMIT $3`,
        [new Date(clock()), centreCodes, limit],
      )),

    /** Deletes what has outlived its time; answers how many. */
    deleteExpired: async (): Promise<number> =>
      (await record.query('DELETE FROM restricted_original WHERE delete_after <= $1 RETURNING 1', [new Date(clock())])).length,
  }
}
export type RestrictedOriginals = ReturnType<typeof createRestrictedOriginals>
