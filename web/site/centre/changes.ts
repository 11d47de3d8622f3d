import type { IndicatorDefinition, IndicatorValue } from '../../../contract/indicator.ts'
import type { Estimate } from '../../../contract/words/format.ts'
import { toEstimate } from '../../../contract/words/estimate.ts'
import { compare, judge, type Judgement } from '../figures/comparison.ts'

/** Two stretches of time with what is known of each. */
export interface Pair { now: string, before: string, current: Estimate, previous: Estimate }

/** The last two days before today that have a figure, of rows by day; null where there are not two. */
export function lastTwoDays(rows: readonly IndicatorValue[], today: string): Pair | null {
  const known = rows.flatMap((row) => {
    const estimate = row.period < today ? toEstimate(row) : null
    return estimate ? [{ day: row.period, estimate }] : []
  }).sort((one, other) => (one.day < other.day ? 1 : -1))
  const [last, before] = known
  return last && before ? { now: last.day, before: before.day, current: last.estimate, previous: before.estimate } : null
}

/** What a change means to people, where it is sure. */
export const judgePair = (pair: Pick<Pair, 'current' | 'previous'>, direction: IndicatorDefinition['direction']): Judgement =>
  judge(compare(pair.current, pair.previous).verdict, direction)

export interface CounterChange { code: string, judgement: Judgement, pair: Pair }

/**
 * Counters of this month against the last one: those that surely differ, how many cannot be told apart, how many have too few ratings in
 * one of both. `rows` are by counter and month. Among twenty that have not changed one differs so much by chance: it is where to look.
 */
export function toCounterChanges(
  codes: readonly string[], rows: readonly IndicatorValue[], months: { now: string, before: string }, direction: IndicatorDefinition['direction'],
): { changed: CounterChange[], unsure: number, tooFew: number } {
  const find = (code: string, period: string) => toEstimate(rows.find((row) => row.unit === code && row.period === period))
  const compared = codes.map((code) => {
    const [current, previous] = [find(code, months.now), find(code, months.before)]
    return current && previous ? { code, pair: { ...months, current, previous }, judgement: judgePair({ current, previous }, direction) } : null
  })
  const known = compared.filter((it) => it !== null)
  return {
    changed: known.filter(({ judgement }) => judgement !== 'cannot-tell'),
    unsure: known.filter(({ judgement }) => judgement === 'cannot-tell').length,
    tooFew: compared.length - known.length,
  }
}
