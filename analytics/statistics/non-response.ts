import type { Interval } from './wilson.ts'

/** Below these parts of all transactions rated, a figure carries a label (own convention; no norm names a limit). */
const NOT_REPRESENTATIVE_BELOW = 0.05
const LOW_BELOW = 0.2

/** What a response rate says about a figure; null where there is nothing to warn of. */
export type ResponseLabel = 'not-representative' | 'low' | 'more-ratings-than-transactions'

/**
 * Where a share could lie if the dissatisfied answer `factor` times as readily as the satisfied, or the other way about, in odds:
 * odds of all = odds of those who answered · κ or ÷ κ. Weighting removes differences in response between counters and fields; nothing
 * removes the link between opinion and answering, so the band is shown instead. 85 % and κ = 1.5: 79.07–89.47 %.
 * Throws RangeError for a share outside 0–1 or a factor below 1.
 */
export function sensitivityBand(share: number, factor: number): Interval {
  if (!(share >= 0 && share <= 1)) throw new RangeError('a share lies in 0–1')
  if (!(factor >= 1)) throw new RangeError('a factor is 1 or more')
  // p·κ/(p·κ + 1 − p) is odds·κ without dividing by 1 − p, so 0 and 1 stay where they are.
  const shift = (by: number) => (share * by) / (share * by + 1 - share)
  return { lower: shift(1 / factor), upper: shift(factor) }
}

/** Labels ratings ÷ transactions: under 5 % not representative, under 20 % low; over 100 % the two do not count the same people. */
export function toResponseLabel(rate: number): ResponseLabel | null {
  if (rate > 1) return 'more-ratings-than-transactions'
  if (rate < NOT_REPRESENTATIVE_BELOW) return 'not-representative'
  return rate < LOW_BELOW ? 'low' : null
}
