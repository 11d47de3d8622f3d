import { toEffectiveN } from './effective-n.ts'
import { wilson, type Interval } from './wilson.ts'

/** How often one way to answer the items of a factor occurred; null where an item was not answered, or its answer counts nowhere. */
export interface ItemPattern { satisfied: readonly (boolean | null)[]; times: number }
export interface ItemShare extends Interval { satisfied: number; n: number; share: number }
export interface FactorIndex extends Interval { value: number; /** respondents with an answer to any item */ n: number; effectiveN: number; items: (ItemShare | null)[] }

/**
 * A factor index: the unweighted mean of its items' shares of satisfied answers, 0–1 (statistics.md §1.3). Its items are answered by the same people,
 * so the interval is Wilson's with the effective number of answers that the variance between respondents gives: each respondent's weight in the
 * index is Σ (x − p)/(k·n) over the items they answered. Null without any answer.
 */
export function toFactorIndex(patterns: readonly ItemPattern[], items: number): FactorIndex | null {
  const counts = Array.from({ length: items }, (_, item) => patterns.reduce(
    (sum, { satisfied, times }) => (satisfied[item] === null ? sum : { n: sum.n + times, satisfied: sum.satisfied + (satisfied[item] ? times : 0) }), { n: 0, satisfied: 0 },
  ))
  const shares = counts.map(({ n, satisfied }): ItemShare | null => {
    const interval = wilson(satisfied, n)
    return interval && { n, satisfied, share: satisfied / n, ...interval }
  })
  const asked = shares.flatMap((it, index) => (it ? [{ ...it, index }] : []))
  if (asked.length === 0) return null
  const value = asked.reduce((sum, it) => sum + it.share, 0) / asked.length
  let [n, squares] = [0, 0]
  for (const { satisfied, times } of patterns) {
    if (satisfied.every((it) => it === null)) continue
    n += times
    const weight = asked.reduce((sum, it) => (satisfied[it.index] === null ? sum : sum + ((satisfied[it.index] ? 1 : 0) - it.share) / (asked.length * it.n)), 0)
    squares += times * weight * weight
  }
  // `squares` is the variance of the index; n times it is that of one respondent.
  const effectiveN = asked.length === 1 ? n : toEffectiveN(n, value, squares * n)
  const interval = wilson(value * effectiveN, effectiveN)
  return interval && { value, n, effectiveN, items: shares, ...interval }
}
