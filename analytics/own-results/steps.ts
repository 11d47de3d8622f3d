import { OWN_RESULTS_STEP } from '../../contract/own-results.ts'

/** What an official is shown of a month: counts over its first ratings in whole tens, and how many of them each day gave. */
export interface Snapshot { ratings: number; satisfied: number; reasons: Record<string, number>; byDay: Record<string, number> }

/** The ratings that may be counted: whole tens. */
export const toWholeTens = (count: number): number => Math.floor(count / OWN_RESULTS_STEP) * OWN_RESULTS_STEP

/**
 * At least so many ratings are in one of two snapshots and not in the other: what the days differ by. Ratings that come late or belong to
 * somebody else after a shift was corrected change what the first tens are; counting alone would not see that.
 */
export function leastDifference(a: Snapshot, b: Snapshot): number {
  const days = new Set([...Object.keys(a.byDay), ...Object.keys(b.byDay)])
  return [...days].reduce((sum, day) => sum + Math.abs((a.byDay[day] ?? 0) - (b.byDay[day] ?? 0)), 0)
}

/**
 * What is shown after `shown`, now that `fresh` could be: it is replaced only when ten ratings or more are different, so that two readings
 * never tell apart the one who has just rated.
 */
export const nextSnapshot = (shown: Snapshot | null, fresh: Snapshot): Snapshot =>
  (shown === null || leastDifference(shown, fresh) >= OWN_RESULTS_STEP ? fresh : shown)

/** Reasons that ten ratings or more gave, the most frequent first. */
export const toShownReasons = ({ reasons }: Snapshot): { reason: string; ratings: number }[] =>
  Object.entries(reasons).filter(([, ratings]) => ratings >= OWN_RESULTS_STEP)
    .map(([reason, ratings]) => ({ reason, ratings })).sort((a, b) => b.ratings - a.ratings || (a.reason < b.reason ? -1 : 1))
