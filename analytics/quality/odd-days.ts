import { z } from 'zod'
import { qualityRules, type OddDay, type OddDayDetail, type QualityRuleName } from '../../contract/rating-quality.ts'
import { defineQuery } from '../../platform/warehouse/define-query.ts'
import type { Warehouse } from '../../platform/warehouse/warehouse.ts'
import { addDays } from '../../registry/working-calendar/days.ts'
import type { Places } from '../../registry/places.ts'
import { QUALITY_BITS, QUALITY_METHOD } from '../detection/quality-bits.ts'
import type { QualityScope } from './validated-index.ts'

/** A double tap is everyday and taken out by itself: a day with nothing else is not one to look at. */
const WORTH_A_LOOK = Object.values(QUALITY_BITS).reduce((all, it) => all | it, 0) & ~QUALITY_BITS.double
const MOST = 500

export const toRules = (bits: number): QualityRuleName[] => qualityRules.filter((it) => (bits & QUALITY_BITS[it]) > 0)

type FoundDay = Omit<OddDay, 'decision' | 'counter'> & { counterCode: string }
const dayRow = z.object({ of_day: z.string(), counter: z.string(), by: z.string(), odd: z.coerce.number(), left_out: z.coerce.number(), all_bits: z.coerce.number() })
  .transform((it): FoundDay => ({ day: it.of_day, counterCode: it.counter, sender: it.by, odd: it.odd, excluded: it.left_out, rules: toRules(it.all_bits) }))
const COLUMNS = `toString(day) AS of_day, toString(counter_code) AS counter, toString(sender) AS by, countIf(bits > 0) AS odd, countIf(excluded = 1) AS left_out, groupBitOr(bits) AS all_bits`

/** Days of devices with odd ratings, the newest first; those of single double taps are left out unless somebody decided about them. */
export async function listOddDays(warehouse: Warehouse, { counters, from, to }: QualityScope): Promise<FoundDay[]> {
  const query = defineQuery<Record<string, unknown>, FoundDay>({
    name: 'odd-days', row: dayRow,
    sql: `SELECT ${COLUMNS} FROM rating_quality FINAL WHERE detector = ${QUALITY_METHOD.version} AND day >= {from:Date} AND day < {to:Date} ${counters === null ? '' : 'AND counter_code IN {counters:Array(String)}'}
          GROUP BY of_day, counter, by HAVING bitAnd(all_bits, ${WORTH_A_LOOK}) > 0 OR left_out > odd ORDER BY of_day DESC, counter, by LIMIT ${MOST}`,
  })
  return await warehouse.select(query, { from, to, ...(counters === null ? {} : { counters }) })
}

export const named = ({ counterCode, ...day }: FoundDay, places: Pick<Places, 'nameOf'>, decision: OddDay['decision']): OddDay =>
  ({ ...day, counter: { code: counterCode, name: places.nameOf(counterCode) ?? { vi: counterCode, en: counterCode } }, decision })

const tapsOfDevice = defineQuery<{ counter: string; sender: string; from: string; to: string; day: string }, { at: number; scale: number; score: number; bits: number; excluded: boolean }>({
  name: 'taps-of-device',
  sql: `SELECT toUnixTimestamp64Milli(rating.corrected_at) AS moment, rating.scale AS scale, rating.score AS score, judged.bits AS odd_bits, judged.excluded AS left_out
        FROM (SELECT * FROM ratings_current WHERE counter_code = {counter:String} AND sender = {sender:String}
          AND corrected_at >= toDateTime64({from:String}, 3, 'Asia/Ho_Chi_Minh') AND corrected_at < toDateTime64({to:String}, 3, 'Asia/Ho_Chi_Minh')) AS rating
        LEFT JOIN (SELECT id, bits, excluded FROM rating_quality FINAL WHERE detector = ${QUALITY_METHOD.version} AND day = {day:Date} AND counter_code = {counter:String} AND sender = {sender:String}) AS judged ON judged.id = rating.id
        ORDER BY moment, rating.id`,
  row: z.object({ moment: z.coerce.number(), scale: z.number(), score: z.number(), odd_bits: z.coerce.number(), left_out: z.number() })
    .transform((it) => ({ at: it.moment, scale: it.scale, score: it.score, bits: it.odd_bits, excluded: it.left_out === 1 })),
})

/** Every rating of a device on a day, in the order of time, with what is odd about it. */
export async function readTimeline(warehouse: Warehouse, { counter, sender, day }: { counter: string; sender: string; day: string }): Promise<OddDayDetail['taps']> {
  const taps = await warehouse.select(tapsOfDevice, { counter, sender, day, from: day, to: addDays(day, 1) })
  return taps.map(({ at, bits, ...tap }) => ({ ...tap, at: new Date(at).toISOString(), rules: toRules(bits) }))
}
