import { wilson, type Interval } from './wilson.ts'

/** The difference of two shares, the first less the second, with its 95 % interval; all in −1 … 1. */
export interface ShareDifference extends Interval { difference: number }

/**
 * Newcombe's hybrid score interval for the difference of two independent shares (Newcombe 1998, method 10): each end is as far from the
 * difference as the two Wilson intervals together allow. Null where one of the two has no observations.
 */
export function compareShares(first: { k: number; n: number }, second: { k: number; n: number }): ShareDifference | null {
  const [one, other] = [wilson(first.k, first.n), wilson(second.k, second.n)]
  if (!one || !other) return null
  const [p, q] = [first.k / first.n, second.k / second.n]
  const difference = p - q
  return {
    difference,
    lower: Math.max(-1, difference - Math.hypot(p - one.lower, other.upper - q)),
    upper: Math.min(1, difference + Math.hypot(one.upper - p, q - other.lower)),
  }
}
