import { z } from 'zod'
import type { IndicatorDefinition, IndicatorValue } from '../../contract/indicator.ts'
import { qualityRules, type RatingQuality } from '../../contract/rating-quality.ts'
import { defineQuery } from '../../platform/warehouse/define-query.ts'
import type { Warehouse } from '../../platform/warehouse/warehouse.ts'
import { QUALITY_BITS, QUALITY_METHOD } from '../detection/quality-bits.ts'
import { counterSatisfaction } from '../indicators/counter-satisfaction.ts'
import { counterSatisfaction3 } from '../indicators/counter-satisfaction-3.ts'
import { counterSatisfaction3Mean } from '../indicators/counter-satisfaction-3-mean.ts'
import { counterSatisfactionMean } from '../indicators/counter-satisfaction-mean.ts'
import { toValue } from '../indicators/to-value.ts'

/** Ratings of these counters (null: all) on days `[from, to)`. */
export interface QualityScope { counters: readonly string[] | null; from: string; to: string }
export interface Scored { scale: number; score: number; ratings: number }
interface Context { unit: string; unitName: { vi: string; en: string }; period: string; computedAt: string }
/** An index over several sets of ratings, by the names of the sets. */
export interface IndexOfSets<Name extends string> { id: string; name: { vi: string; en: string }; measuredIn: IndicatorDefinition['unit']; values: Record<Name, IndicatorValue> }

const INDICES = [counterSatisfaction, counterSatisfactionMean, counterSatisfaction3, counterSatisfaction3Mean]
const number = z.coerce.number()
const scored = z.object({ scale: number, score: number, counted: number }).transform((it): Scored => ({ scale: it.scale, score: it.score, ratings: it.counted }))
type Params = { from: string; to: string; counters?: readonly string[] }
const within = (counters: readonly string[] | null) => (counters === null ? '' : 'AND counter_code IN {counters:Array(String)}')
const paramsOf = ({ counters, from, to }: QualityScope): Params => ({ from, to, ...(counters === null ? {} : { counters }) })

/** Ratings by scale and score, as the indices count them. */
export async function countAll(warehouse: Warehouse, scope: QualityScope): Promise<Scored[]> {
  const query = defineQuery<Params, Scored>({
    name: 'all-ratings', row: scored,
    sql: `SELECT scale, score, sum(ratings) AS counted FROM rating_daily FINAL WHERE is_deleted = 0 AND day >= {from:Date} AND day < {to:Date} ${within(scope.counters)} GROUP BY scale, score`,
  })
  return await warehouse.select(query, paramsOf(scope))
}

/** Those that leave the validated set, by scale and score. `except`: as if nothing left it of a device's day. */
export async function countExcluded(warehouse: Warehouse, scope: QualityScope, except?: { counter: string; sender: string; day: string }): Promise<Scored[]> {
  const query = defineQuery<Record<string, unknown>, Scored>({
    name: 'excluded-ratings', row: scored,
    sql: `SELECT scale, score, count() AS counted FROM ${excludedWithin(scope)}
            ${except ? 'AND NOT (day = {odd_day:Date} AND counter_code = {odd_counter:String} AND sender = {odd_sender:String})' : ''} GROUP BY scale, score`,
  })
  return await warehouse.select(query, { ...paramsOf(scope), ...(except ? { odd_day: except.day, odd_counter: except.counter, odd_sender: except.sender } : {}) })
}

/** How many of those that leave the validated set break which rule. */
export async function countByRule(warehouse: Warehouse, scope: QualityScope): Promise<RatingQuality['byRule']> {
  const rules = qualityRules.map((it) => `countIf(bitAnd(bits, ${QUALITY_BITS[it]}) > 0) AS ${it}`).join(', ')
  const query = defineQuery<Params, Record<string, number>>({ name: 'excluded-by-rule', row: z.record(z.string(), number), sql: `SELECT ${rules} FROM ${excludedWithin(scope)}` })
  const [row = {}] = await warehouse.select(query, paramsOf(scope))
  return Object.fromEntries(qualityRules.map((it) => [it, row[it] ?? 0])) as RatingQuality['byRule']
}

const excludedWithin = ({ counters }: QualityScope) =>
  `rating_quality FINAL WHERE detector = ${QUALITY_METHOD.version} AND day >= {from:Date} AND day < {to:Date} AND excluded = 1 ${within(counters)}`

export const countOf = (ratings: readonly Scored[]): number => ratings.reduce((sum, it) => sum + it.ratings, 0)

/** What is left of ratings without some of them. */
export const without = (ratings: readonly Scored[], taken: readonly Scored[]): Scored[] => [...ratings, ...taken.map((it) => ({ ...it, ratings: -it.ratings }))]

type SetCell = { indicator: string; set: string; numerator: number; denominator: number; sampleSize: number; squares: number }
const cellsOfSets = defineQuery<{ sets: string[]; scales: number[]; scores: number[]; counts: number[] }, SetCell>({
  name: 'indices-of-sets',
  sql: INDICES.map((it) => `
    SELECT '${it.definition.id}' AS indicator, of_set, ${it.numerator} AS above, ${it.denominator} AS below, ${it.sampleSize} AS n, ${it.squares ?? '0'} AS squared
    FROM (SELECT given.1 AS of_set, given.2 AS scale, given.3 AS score, given.4 AS ratings
      FROM (SELECT arrayJoin(arrayZip({sets:Array(String)}, {scales:Array(UInt8)}, {scores:Array(UInt8)}, {counts:Array(Int64)})) AS given))
    WHERE ${it.where} GROUP BY of_set`).join(' UNION ALL '),
  row: z.object({ indicator: z.string(), of_set: z.string(), above: number, below: number, n: number, squared: number })
    .transform((it): SetCell => ({ indicator: it.indicator, set: it.of_set, numerator: it.above, denominator: it.below, sampleSize: it.n, squares: it.squared })),
})

/**
 * The indices of counter satisfaction over sets of ratings, by the indicators' own formulas: share and mean on each scale that `all` was
 * rated on; the share on five levels always.
 */
export async function toIndices<Name extends string>(warehouse: Warehouse, sets: Record<Name | 'all', Scored[]>, context: Context): Promise<IndexOfSets<Name | 'all'>[]> {
  const names = Object.keys(sets) as (Name | 'all')[]
  const given = names.flatMap((set) => sets[set].map((it) => ({ ...it, set })))
  const cells = await warehouse.select(cellsOfSets, { sets: given.map((it) => it.set), scales: given.map((it) => it.scale), scores: given.map((it) => it.score), counts: given.map((it) => it.ratings) })
  return INDICES.filter(({ definition }) => definition.id === counterSatisfaction.definition.id || cells.some((it) => it.indicator === definition.id && it.set === 'all')).map((indicator) => {
    const { id, name, unit: measuredIn } = indicator.definition
    const values = names.map((set) => {
      const { numerator, denominator, sampleSize, squares } = cells.find((it) => it.indicator === id && it.set === set) ?? { numerator: 0, denominator: 0, sampleSize: 0, squares: 0 }
      const cell = { unit: context.unit, bucket: '', segment: '', numerator, denominator, sampleSize, ...(indicator.squares ? { squares } : {}) }
      return [set, toValue(indicator, cell, { ...context, segment: null, provisional: false, maySeeSmallCounts: true })]
    })
    return { id, name, measuredIn, values: Object.fromEntries(values) as Record<Name | 'all', IndicatorValue> }
  })
}

/** By more than a point, or more than one of twenty left out: then the unit carries a note (statistics.md §3). */
export const differs = (indices: readonly IndexOfSets<'all' | 'validated'>[], all: number, excluded: number): boolean =>
  excluded > 0.05 * all || indices.some(({ measuredIn, values }) =>
    values.all.value !== null && values.validated.value !== null && Math.abs(values.all.value - values.validated.value) > (measuredIn === 'points' ? 1 : 0.01))
