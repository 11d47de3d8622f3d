import type { TroubleLevel } from '../../contract/device-health.ts'

/** Dossiers that end within one of these steps at one counter count as one serving: a clerk who closes thirty at once has served nobody just then. */
export const SERVING_STEP_MS = 3 * 60_000

/** What a place is used to: servings and ratings at its tablets over `USUAL_DAYS` days. */
export interface Usual { servings: number; ratings: number }
export const USUAL_DAYS = 28
const WORKING_DAYS_IN_USUAL = 20

/** Ratings per serving where nothing is known, and how many servings that guess is worth. */
const GUESSED_RATIO = 0.3
const GUESS_WEIGHT = 50
/** How many servings the centre's ratio is worth against the counter's own. */
const CENTRE_WEIGHT = 30

const shrink = ({ servings, ratings }: Usual, towards: number, weight: number) => (ratings + weight * towards) / (servings + weight)

/**
 * How many ratings follow on one serving at a counter: its own ratio, drawn to that of its centre, and that drawn to 0.3, the more the
 * less is known (a gamma–Poisson mean).
 */
export const toUsualRatio = (counter: Usual, centre: Usual): number => shrink(counter, shrink(centre, GUESSED_RATIO, GUESS_WEIGHT), CENTRE_WEIGHT)

const ATTENTION_AT = 3
const ALARM_AT = 5

/**
 * From how many expected ratings on a silence is worth attention, and an alarm. No rating where λ were expected has the chance e^−λ
 * (Poisson): 5 % at 3, 0.7 % at 5. But every pause between two ratings is another occasion, and a counter has as many in a day as it has
 * ratings; ln(ratings a day) on top keeps the chance that a healthy tablet is accused on a day, not in a pause, at 5 % and 0.7 %.
 */
export function toThresholds(counter: Usual): { attention: number; alarm: number } {
  const occasions = Math.log(Math.max(1, counter.ratings / WORKING_DAYS_IN_USUAL))
  return { attention: ATTENTION_AT + occasions, alarm: ALARM_AT + occasions }
}

/** What a silence amounts to; null where it is no reason for anything. */
export function judgeSilence({ servings, ratio, counter }: { servings: number; ratio: number; counter: Usual }): { level: TroubleLevel; expected: number } | null {
  const expected = servings * ratio
  const { attention, alarm } = toThresholds(counter)
  return expected >= alarm ? { level: 'alarm', expected } : expected >= attention ? { level: 'attention', expected } : null
}
