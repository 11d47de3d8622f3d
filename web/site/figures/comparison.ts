import type { IndicatorDefinition } from '../../../contract/indicator.ts'
import type { Estimate } from '../../../contract/words/format.ts'

export type Verdict = 'higher' | 'lower' | 'cannot-tell'
export type Judgement = 'better' | 'worse' | 'cannot-tell'

/** The difference of two values of one unit with its 95 % interval, and what may be said about it. */
export interface Comparison { difference: number, lower: number, upper: number, verdict: Verdict }

/**
 * Compares two independent values by Newcombe's hybrid score interval, which needs only the two intervals; so it serves shares, means and
 * medians alike (MOVER, Zou and Donner 2008). "Higher" and "lower" are said only where the interval of the difference leaves out zero.
 */
export function compare(current: Estimate, previous: Estimate): Comparison {
  const difference = current.value - previous.value
  const lower = difference - Math.hypot(current.value - current.lower, previous.upper - previous.value)
  const upper = difference + Math.hypot(current.upper - current.value, previous.value - previous.lower)
  return { difference, lower, upper, verdict: lower > 0 ? 'higher' : upper < 0 ? 'lower' : 'cannot-tell' }
}

/** What a verdict means to people: more days or more dissatisfied are worse, where lower is better. */
export function judge(verdict: Verdict, direction: IndicatorDefinition['direction']): Judgement {
  if (verdict === 'cannot-tell') return verdict
  return (verdict === 'higher') === (direction === 'higher-is-better') ? 'better' : 'worse'
}
