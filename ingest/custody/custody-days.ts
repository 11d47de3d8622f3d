import { z } from 'zod'
import type { Lane, Warehouse } from '../../platform/warehouse/warehouse.ts'

/** What of a tablet's numbers has arrived on one day (Asia/Ho_Chi_Minh, of the tap), by what became of it. */
export interface Balance { sender: string; day: string; stored: number; setAside: Record<string, number>; refused: number; /** the highest number of that day */ highest: number }

/** Numbers that have not come, both ends included; their day is that of the next one that has. */
export interface Gap { sender: string; from: number; to: number; day: string; /** when that next one came, epoch milliseconds */ since: number }

/** Sender ids are our own: a kind and a UUID. In the text, because parameters would make pages wait for the night's work. */
const toList = (senders: readonly string[]) => senders.filter((it) => /^[\w:-]+$/.test(it)).map((it) => `'${it}'`).join(',') || `''`

/** Every number once: stored goes before set aside, and that before refused. */
const numbers = (senders: readonly string[]) => `
  SELECT sender, seq, argMin(came_on, came_as) AS day, argMin(why, came_as) AS reason, min(came_as) AS rank, min(came_at) AS received_at FROM (
    SELECT sender, seq, toDate(corrected_at, 'Asia/Ho_Chi_Minh') AS came_on, '' AS why, 0 AS came_as, received_at AS came_at
      FROM ratings WHERE sender IN (${toList(senders)}) AND seq > 0
    UNION ALL SELECT sender, seq, toDate(received_at, 'Asia/Ho_Chi_Minh'), reason, 1, received_at
      FROM set_aside_facts WHERE kind = 'rating' AND sender IN (${toList(senders)}) AND seq > 0
    UNION ALL SELECT sender, seq, toDate(received_at, 'Asia/Ho_Chi_Minh'), '', 2, received_at
      FROM refused_facts WHERE sender IN (${toList(senders)})
  ) GROUP BY sender, seq`

const cellRow = z.object({ sender: z.string(), day: z.string(), rank: z.number(), reason: z.string(), count: z.number(), highest: z.coerce.number() })

/** What has arrived, by sender and day. */
export async function readBalances(warehouse: Warehouse, senders: readonly string[]): Promise<Balance[]> {
  const cells = await warehouse.select({
    name: 'custody-balances', lane: 'job', row: cellRow,
    sql: `SELECT sender, toString(day) AS day, rank, reason, toUInt32(count()) AS count, toString(max(seq)) AS highest
          FROM (${numbers(senders)}) GROUP BY sender, day, rank, reason ORDER BY sender, day`,
  }, {})
  const balances = new Map<string, Balance>()
  for (const { sender, day, rank, reason, count, highest } of cells) {
    const key = `${sender}|${day}`
    const at = balances.get(key) ?? { sender, day, stored: 0, setAside: {}, refused: 0, highest: 0 }
    if (rank === 0) at.stored += count
    else if (rank === 1) at.setAside[reason] = (at.setAside[reason] ?? 0) + count
    else at.refused += count
    at.highest = Math.max(at.highest, highest)
    balances.set(key, at)
  }
  return [...balances.values()]
}

const gapRow = z.object({ sender: z.string(), from: z.coerce.number(), to: z.coerce.number(), day: z.string(), since: z.coerce.number() })

/** The holes in the numbering, by sender. */
export const readGaps = (warehouse: Warehouse, senders: readonly string[]): Promise<Gap[]> => warehouse.select({
  name: 'custody-gaps', lane: 'job', row: gapRow,
  sql: `SELECT sender, toString(previous + 1) AS from, toString(seq - 1) AS to, toString(day) AS day, toString(toUnixTimestamp64Milli(received_at)) AS since
        FROM (SELECT *, lagInFrame(seq, 1, toUInt64(0)) OVER (PARTITION BY sender ORDER BY seq ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS previous
              FROM (${numbers(senders)}))
        WHERE seq > previous + 1 ORDER BY sender, seq`,
}, {})

const dayRow = z
  .object({
    sender: z.string(), day: z.string(), captured: z.number(), stored: z.number(), set_aside: z.record(z.string(), z.number()), refused: z.number(),
    missing: z.number(), missing_ranges: z.array(z.tuple([z.coerce.number(), z.coerce.number()])), missing_since_ms: z.coerce.number().nullable(), computed_ms: z.coerce.number(),
  })
  .transform(({ set_aside: setAside, missing_ranges: missingRanges, missing_since_ms: missingSince, computed_ms: computedAt, ...row }) =>
    ({ ...row, setAside, missingRanges, missingSince, computedAt }))
/** A tablet's day as the last run left it; instants in epoch milliseconds. */
export type ReconciledDay = z.infer<typeof dayRow>

/** The days of these tablets that a run has looked at; one day only where it is named. */
export const readReconciledDays = (
  warehouse: Warehouse, senders: readonly string[], { day = null, lane = 'job' }: { day?: string | null; lane?: Lane } = {},
): Promise<ReconciledDay[]> => warehouse.select({
  name: 'reconciled-days', lane, row: dayRow,
  sql: `SELECT sender, toString(day) AS day, captured, stored, set_aside, refused, missing, missing_ranges,
          toString(toUnixTimestamp64Milli(missing_since)) AS missing_since_ms, toString(toUnixTimestamp64Milli(computed_at)) AS computed_ms
        FROM custody_days FINAL WHERE sender IN (${toList(senders)}) ${day ? `AND day = '${toPlainDay(day)}'` : ''} ORDER BY sender, day`,
}, {})
const toPlainDay = (day: string) => (/^\d{4}-\d{2}-\d{2}$/.test(day) ? day : '1970-01-01')

const overdueRow = z.object({ missing: z.coerce.number() })

/** How many numbers, of all tablets and days, have been missing since before an instant (epoch milliseconds). */
export const countMissingSince = async (warehouse: Warehouse, before: number): Promise<number> => (await warehouse.select({
  name: 'custody-overdue', row: overdueRow,
  sql: `SELECT toString(sum(missing)) AS missing FROM custody_days FINAL WHERE missing_since < fromUnixTimestamp64Milli(${Math.floor(before)})`,
}, {}))[0]?.missing ?? 0
