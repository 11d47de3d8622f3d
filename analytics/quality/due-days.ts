import { createHash } from 'node:crypto'
import { setImmediate as breathe } from 'node:timers/promises'
import { z } from 'zod'
import { toHanoiDay } from '../../contract/period.ts'
import type { Clock } from '../../platform/clock.ts'
import { defineQuery } from '../../platform/warehouse/define-query.ts'
import type { Warehouse } from '../../platform/warehouse/warehouse.ts'
import type { OpenSpans } from '../../registry/opening-hours/open-spans.ts'
import { addDays } from '../../registry/working-calendar/days.ts'
import { QUALITY_METHOD } from '../detection/quality-bits.ts'
import { SERVED_MOMENTS } from './read-days.ts'

/** A day of a centre to judge: by which version of its counts, and how many moments of service were known of. */
export interface CentreDay { day: string; centre: string; version: number; served: number }
type Hours = Pick<OpenSpans, 'openSpansOn'>

const MOST_AT_ONCE = 500
/** Later than so, dossiers and hours are believed to be complete. */
const [LATE_DOSSIER_DAYS, LATE_HOURS_DAYS] = [62, 31]
const count = z.coerce.number()
const cell = { of_day: z.string(), centre: z.string(), version: count, people: count }
const toCell = (it: { of_day: string; centre: string; version: number; people: number }): CentreDay => ({ day: it.of_day, centre: it.centre, version: it.version, served: it.people })

const dueDays = defineQuery<{ detector: number; today: string; since: string }, CentreDay>({
  name: 'days-to-judge', lane: 'job',
  sql: `SELECT toString(counted.day) AS of_day, toString(counted.centre_code) AS centre, newest AS version, came.people AS people FROM
          (SELECT day, centre_code, max(version) AS newest FROM rating_daily WHERE day < {today:Date} GROUP BY day, centre_code) AS counted
        LEFT JOIN (SELECT toDate(moment, 'Asia/Ho_Chi_Minh') AS day, centre_code, uniq(agency_code, code, counter_code, toStartOfHour(moment)) AS people
          FROM dossiers ARRAY JOIN ${SERVED_MOMENTS} AS moment
          WHERE counter_code != '' AND moment >= toDateTime64({since:String}, 3, 'Asia/Ho_Chi_Minh') AND moment < toDateTime64({today:String}, 3, 'Asia/Ho_Chi_Minh') GROUP BY day, centre_code) AS came
          ON came.day = counted.day AND came.centre_code = counted.centre_code
        LEFT JOIN (SELECT day, centre_code, version AS judged, served FROM judged_days FINAL WHERE detector = {detector:UInt16}) AS known
          ON known.day = counted.day AND known.centre_code = counted.centre_code
        WHERE newest > judged OR (counted.day >= {since:Date} AND came.people != known.served) ORDER BY counted.day DESC, centre LIMIT ${MOST_AT_ONCE}`,
  row: z.object(cell).transform(toCell),
})

/**
 * Days of centres that are over and whose ratings have changed since they were judged, or, in the last 62 days, whose dossiers have: the newest
 * first, at most 500.
 */
export const findDueDays = async ({ warehouse, clock }: { warehouse: Warehouse; clock: Clock }): Promise<CentreDay[]> => {
  const today = toHanoiDay(clock())
  return await warehouse.select(dueDays, { detector: QUALITY_METHOD.version, today, since: addDays(today, -LATE_DOSSIER_DAYS) })
}

const judgedLately = defineQuery<{ detector: number; since: string; today: string }, CentreDay & { counters: string[]; hours: string }>({
  name: 'judged-lately', lane: 'job',
  sql: `SELECT toString(day) AS of_day, toString(centre_code) AS centre, version, served AS people, counters, hours FROM judged_days FINAL
        WHERE detector = {detector:UInt16} AND day >= {since:Date} AND day < {today:Date} AND notEmpty(counters) ORDER BY day DESC, centre`,
  row: z.object({ ...cell, counters: z.array(z.string()), hours: z.string() }).transform(({ counters, hours, ...it }) => ({ ...toCell(it), counters, hours })),
})

/** Days of the last 31 whose counters were open at other times than those they were judged by. */
export async function findDaysOfOtherHours({ warehouse, clock, openingHours }: { warehouse: Warehouse; clock: Clock; openingHours: Hours }): Promise<CentreDay[]> {
  const today = toHanoiDay(clock())
  const found: CentreDay[] = []
  let last = ''
  for (const { counters, hours, ...judged } of await warehouse.select(judgedLately, { detector: QUALITY_METHOD.version, today, since: addDays(today, -LATE_HOURS_DAYS) })) {
    // A country's day is thousands of centres: between days whoever waits for an answer gets it.
    if (judged.day !== last) await breathe()
    last = judged.day
    if (toHoursMark(openingHours, counters, judged.day) !== hours) found.push(judged)
  }
  return found
}

/** Tells apart when counters, in a fixed order, are open on a day. */
export const toHoursMark = ({ openSpansOn }: Hours, counters: readonly string[], day: string): string =>
  createHash('sha256').update(JSON.stringify(counters.map((it) => openSpansOn(it, day).map(({ from, to }) => [from, to])))).digest('base64url').slice(0, 16)
