import { z } from 'zod'
import { defineQuery } from '../../platform/warehouse/define-query.ts'
import type { Warehouse } from '../../platform/warehouse/warehouse.ts'
import type { TapDay } from '../detection/quality-bits.ts'
import { addDays } from '../../registry/working-calendar/days.ts'

/** What is usual is told by so many days before. */
const USUAL_DAYS = 28
/** On fewer days with people served nobody knows how many are. */
const LEAST_SERVED_DAYS = 10
/** From fewer ratings nobody knows which scores are rare. */
const LEAST_RATINGS = 100
/** Of a counter that nobody knows yet: three in ten rate. */
const [PRIOR_RATINGS, PRIOR_SERVED] = [3, 10]
const [DAY_MS, HOUR_MS] = [86_400_000, 3_600_000]
const number = z.coerce.number()

export interface StoredTap { centre: string; counter: string; sender: string; id: string; at: number; scale: number; score: number }
export const storedTap = z.object({ centre: z.string(), counter: z.string(), by: z.string(), rating: z.string(), at: number, scale: z.number(), score: z.number() })
  .transform((it): StoredTap => ({ centre: it.centre, counter: it.counter, sender: it.by, id: it.rating, at: it.at, scale: it.scale, score: it.score }))
type OfDay = { day: string; centres: readonly string[] }
const inDay = (column: string, from: string, to: string) => `${column} >= toDateTime64({${from}:String}, 3, 'Asia/Ho_Chi_Minh') AND ${column} < toDateTime64({${to}:String}, 3, 'Asia/Ho_Chi_Minh')`

const taps = defineQuery<{ from: string; to: string; centres: readonly string[] }, StoredTap>({
  name: 'taps-of-day', lane: 'job',
  sql: `SELECT toString(centre_code) AS centre, toString(counter_code) AS counter, toString(sender) AS by, toString(id) AS rating, toUnixTimestamp64Milli(corrected_at) AS at, scale, score FROM ratings_current
        WHERE ${inDay('corrected_at', 'from', 'to')} AND centre_code IN {centres:Array(String)} ORDER BY centre, counter, by, corrected_at, rating`,
  row: storedTap,
})
/** Ratings of centres on one day, by counter, sender and time. */
export const readTaps = (warehouse: Warehouse, { day, centres }: OfDay): Promise<StoredTap[]> => warehouse.select(taps, { from: day, to: addDays(day, 1), centres })

const usualScores = defineQuery<{ from: string; to: string; centres: readonly string[] }, { counter: string; scale: number; score: number; n: number }>({
  name: 'usual-scores', lane: 'job',
  sql: `SELECT toString(counter_code) AS counter, scale, score, sum(ratings) AS n FROM rating_daily FINAL
        WHERE is_deleted = 0 AND day >= {from:Date} AND day < {to:Date} AND centre_code IN {centres:Array(String)} GROUP BY counter, scale, score`,
  row: z.object({ counter: z.string(), scale: z.number(), score: z.number(), n: number }),
})
const usualHours = defineQuery<{ from: string; to: string; centres: readonly string[] }, { counter: string; hour: number; perDay: number }>({
  name: 'usual-hours', lane: 'job',
  sql: `SELECT counter, hour, n / days AS per_day FROM
          (SELECT toString(counter_code) AS counter, hour, sum(ratings) AS n FROM rating_daily FINAL WHERE is_deleted = 0 AND day >= {from:Date} AND day < {to:Date} AND centre_code IN {centres:Array(String)} GROUP BY counter, hour) AS hours
        INNER JOIN (SELECT toString(counter_code) AS counter, uniqExact(day) AS days FROM rating_daily FINAL WHERE is_deleted = 0 AND day >= {from:Date} AND day < {to:Date} AND centre_code IN {centres:Array(String)} GROUP BY counter) AS rated USING (counter)`,
  row: z.object({ counter: z.string(), hour: z.number(), per_day: number }).transform((it) => ({ counter: it.counter, hour: it.hour, perDay: it.per_day })),
})
/** Who is served is somebody whose dossier is taken in or handed out; SQL over `dossiers`. */
export const SERVED_MOMENTS = '[registered_at, ifNull(ifNull(returned_at, finished_at), registered_at)]'
const served = defineQuery<{ usual: string; to: string; centres: readonly string[] }, { centre: string; counter: string; hour: number; people: number }>({
  name: 'served-by-hour', lane: 'job',
  sql: `SELECT centre, counter, hour, count() AS people FROM (
          SELECT DISTINCT toString(centre_code) AS centre, toString(counter_code) AS counter, agency_code, code, toUnixTimestamp(toStartOfHour(moment)) * 1000 AS hour
          FROM dossiers ARRAY JOIN ${SERVED_MOMENTS} AS moment
          WHERE centre_code IN {centres:Array(String)} AND counter_code != '' AND ${inDay('moment', 'usual', 'to')})
        GROUP BY centre, counter, hour`,
  row: z.object({ centre: z.string(), counter: z.string(), hour: number, people: number }),
})

/** What is usual at a counter and what is known of the day; scores by `toScoreKey`. */
export type UsualDay = Pick<TapDay, 'expected' | 'served' | 'shares'>

/** As a score stands in `UsualDay.shares`. */
export const toScoreKey = ({ scale, score }: { scale: number; score: number }): number => scale * 10 + score

function byCounter<Row extends { counter: string }>(rows: readonly Row[]): Map<string, Row[]> {
  const found = new Map<string, Row[]>()
  for (const row of rows) {
    const known = found.get(row.counter)
    if (known) known.push(row)
    else found.set(row.counter, [row])
  }
  return found
}

/** By counter, for the days before `day` and the day itself. */
export async function readUsual(warehouse: Warehouse, { day, centres }: OfDay): Promise<(counter: string) => UsualDay> {
  const usual = addDays(day, -USUAL_DAYS)
  const scores = byCounter(await warehouse.select(usualScores, { from: usual, to: day, centres }))
  const rated = byCounter(await warehouse.select(usualHours, { from: usual, to: day, centres }))
  const moments = await warehouse.select(served, { usual, to: addDays(day, 1), centres })
  const people = byCounter(moments)
  const startsAt = Date.parse(`${day}T00:00:00+07:00`)
  const haveSent = new Set(moments.filter((it) => it.hour >= startsAt).map((it) => it.centre))
  return (counter) => {
    const given = scores.get(counter) ?? []
    const ratings = given.reduce((sum, it) => sum + it.n, 0)
    const hours = people.get(counter) ?? []
    const before = hours.filter((it) => it.hour < startsAt)
    const servedBefore = before.reduce((sum, it) => sum + it.people, 0)
    // Where more rate than are served, dossiers are not all that people come for, and nobody knows how many were served. Nor does anybody where
    // no dossier of the whole centre has come for that day: it has not been sent, rather than that nobody was served.
    const isKnown = hours.some((it) => haveSent.has(it.centre)) && new Set(before.map((it) => Math.floor((it.hour - startsAt) / DAY_MS))).size >= LEAST_SERVED_DAYS && ratings <= servedBefore
    const rate = (ratings + PRIOR_RATINGS) / (servedBefore + PRIOR_SERVED)
    const today = hours.filter((it) => it.hour >= startsAt)
    return {
      expected: new Map(isKnown ? today.map((it) => [it.hour, it.people * rate]) : (rated.get(counter) ?? []).map((it) => [startsAt + it.hour * HOUR_MS, it.perDay])),
      served: isKnown ? { people: today.reduce((sum, it) => sum + it.people, 0), rate } : null,
      shares: ratings < LEAST_RATINGS ? null : Object.fromEntries(given.map((it) => [toScoreKey(it), it.n / ratings])),
    }
  }
}
