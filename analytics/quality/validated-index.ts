import { z } from 'zod'
import { QUALITY_BITS, QUALITY_METHOD } from '../detection/quality-bits.ts'
import { qualityRules, type RatingQuality } from '../../contract/rating-quality.ts'
import type { IndicatorValue } from '../../contract/indicator.ts'
import { defineQuery } from '../../platform/warehouse/define-query.ts'
import type { Warehouse } from '../../platform/warehouse/warehouse.ts'
import { counterSatisfaction } from '../indicators/counter-satisfaction.ts'
import { toValue } from '../indicators/to-value.ts'

/** Ratings of these counters (null: all) on days `[from, to)`. */
export interface QualityScope { counters: readonly string[] | null; from: string; to: string }
export interface Counted { ratings: number; satisfied: number }

const count = z.coerce.number()
type Params = { from: string; to: string; counters?: readonly string[] }
const within = (counters: readonly string[] | null) => (counters === null ? '' : 'AND counter_code IN {counters:Array(String)}')
const paramsOf = ({ counters, from, to }: QualityScope): Params => ({ from, to, ...(counters === null ? {} : { counters }) })

/** Five-level ratings, as the index of counter satisfaction counts them. */
export async function countAll(warehouse: Warehouse, scope: QualityScope): Promise<Counted> {
  const query = defineQuery<Params, Counted>({
    name: 'all-ratings', row: z.object({ all_ratings: count, all_satisfied: count }).transform((it) => ({ ratings: it.all_ratings, satisfied: it.all_satisfied })),
    sql: `SELECT sum(ratings) AS all_ratings, sumIf(ratings, score >= 4) AS all_satisfied FROM rating_daily FINAL WHERE day >= {from:Date} AND day < {to:Date} AND scale = 5 ${within(scope.counters)}`,
  })
  return (await warehouse.select(query, paramsOf(scope)))[0] ?? { ratings: 0, satisfied: 0 }
}

/** Those that leave the validated set, and by which rule. */
export async function countExcluded(warehouse: Warehouse, scope: QualityScope, except?: { counter: string; sender: string; day: string }): Promise<Counted & { byRule: RatingQuality['byRule'] }> {
  const rules = qualityRules.map((it) => `countIf(bitAnd(bits, ${QUALITY_BITS[it]}) > 0) AS ${it}`).join(', ')
  const query = defineQuery<Record<string, unknown>, Record<string, number>>({
    name: 'excluded-ratings', row: z.record(z.string(), count),
    sql: `SELECT count() AS ratings, countIf(score >= 4) AS satisfied, ${rules} FROM rating_quality FINAL
          WHERE detector = ${QUALITY_METHOD.version} AND day >= {from:Date} AND day < {to:Date} AND scale = 5 AND excluded = 1 ${within(scope.counters)}
            ${except ? 'AND NOT (day = {odd_day:Date} AND counter_code = {odd_counter:String} AND sender = {odd_sender:String})' : ''}`,
  })
  const [row = {}] = await warehouse.select(query, { ...paramsOf(scope), ...(except ? { odd_day: except.day, odd_counter: except.counter, odd_sender: except.sender } : {}) })
  return { ratings: row['ratings'] ?? 0, satisfied: row['satisfied'] ?? 0, byRule: Object.fromEntries(qualityRules.map((it) => [it, row[it] ?? 0])) as RatingQuality['byRule'] }
}

/** The index of counter satisfaction over what is counted, without what is taken out. */
export function toIndex(all: Counted, without: Counted, { unit, unitName, period, computedAt }: { unit: string; unitName: { vi: string; en: string }; period: string; computedAt: string }): IndicatorValue {
  const [ratings, satisfied] = [all.ratings - without.ratings, all.satisfied - without.satisfied]
  return toValue(counterSatisfaction, { unit, bucket: '', segment: '', numerator: satisfied, denominator: ratings, sampleSize: ratings }, { period, unitName, segment: null, computedAt, provisional: false, maySeeSmallCounts: true })
}

/** By more than a point, or more than one of twenty left out: then the unit carries a note (statistics.md §3). */
export const differs = (all: IndicatorValue, validated: IndicatorValue, excluded: number): boolean =>
  (all.value !== null && validated.value !== null && Math.abs(all.value - validated.value) > 0.01) || excluded > 0.05 * (all.sampleSize ?? 0)
