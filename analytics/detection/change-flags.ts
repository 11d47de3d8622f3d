import { betaBinomialMidP } from '../statistics/beta-binomial.ts'
import { betweenVariance } from '../statistics/between-variance.ts'
import { expit, logit, normalQuantile } from '../statistics/special-functions.ts'
import type { Method } from './method.ts'
import type { Sums } from './rating-cells.ts'

/** How a counter's sum of surprises went, oldest week first, 0 before it begins; above the limit at a month's end the counter has changed for the worse. */
export type CusumPath = Float64Array

/** Every so many weeks give the spread between weeks; all of them would cost more and tell the same. */
const SPREAD_EVERY = 4

/**
 * The change flag of the counters of one province (statistics.md §2.1): each week is held against the counter's own level of eight weeks
 * before and earlier, shrunken to the province's by `tau2` (how much counters differ); the surprise of the week, as a normal score of the
 * exact predictive tail, is added up: S = max(0, S + z − k), not restarted after an alarm. It begins a year before the months that are
 * judged, so that old surprises do not stay. `weekly` is the latest week first.
 */
export function followChanges(counters: readonly number[], weekly: Sums, weeks: number, tau2: number, method: Method): CusumPath[] {
  const baselines = counters.map((counter) => toBaselines(counter, weekly, weeks, tau2, method))
  const { slack, clip, cap, lagWeeks, yearWeeks } = method.cusum
  const firstWeek = Math.max(lagWeeks, weeks - yearWeeks - (method.review.months - 1) * method.weeksPerMonth)
  const tau2Weeks = spreadBetweenWeeks(counters, weekly, { weeks, firstWeek }, baselines, method)
  return counters.map((counter, index) => {
    const path = new Float64Array(weeks)
    const baseline = baselines[index] as Baselines
    let sum = 0
    for (let week = firstWeek; week < weeks; week += 1) {
      sum = Math.min(cap, Math.max(0, sum + surpriseOf(weekOf(counter, weekly, weeks, week), baseline, week, tau2Weeks, { clip, isQuiet: sum === 0, method }) - slack))
      path[week] = sum
    }
    return path
  })
}

/** Of every week, oldest first: the counter's level as known before it (logit), and how uncertain that is (variance). */
interface Baselines { level: Float64Array; variance: Float64Array }
interface Week { n: number; observed: number; expected: number; information: number }

function weekOf(counter: number, weekly: Sums, weeks: number, week: number): Week {
  const at = counter * weeks + (weeks - 1 - week)
  return { n: weekly.n[at] as number, observed: weekly.observed[at] as number, expected: weekly.expected[at] as number, information: weekly.information[at] as number }
}

function toBaselines(counter: number, weekly: Sums, weeks: number, tau2: number, { cusum }: Method): Baselines {
  const [level, variance] = [new Float64Array(weeks), new Float64Array(weeks)]
  let [excess, information] = [0, 0]
  for (let week = 0; week < weeks; week += 1) {
    if (week >= cusum.lagWeeks) {
      const before = weekOf(counter, weekly, weeks, week - cusum.lagWeeks)
      excess += before.observed - before.expected
      information += before.information
    }
    level[week] = information > 0 ? (excess / information) * (tau2 / (tau2 + 1 / information)) : 0
    variance[week] = 1 / (information + 1 / tau2)
  }
  return { level, variance }
}

/** What is expected of a week by the counter's own level: a share, 0 where nothing is expected. */
function meanOf({ n, expected }: Week, level: number): number {
  const share = n > 0 ? expected / n : 0
  return share > 0 && share < 1 ? expit(logit(share) + level) : 0
}

/** How much a counter's weeks differ beyond chance and beyond what is not known of its level. */
function spreadBetweenWeeks(counters: readonly number[], weekly: Sums, { weeks, firstWeek }: { weeks: number; firstWeek: number }, baselines: readonly Baselines[], method: Method): number {
  const [effects, variances]: [number[], number[]] = [[], []]
  counters.forEach((counter, index) => {
    const { level, variance } = baselines[index] as Baselines
    for (let week = weeks - 1; week >= firstWeek; week -= SPREAD_EVERY) {
      const it = weekOf(counter, weekly, weeks, week)
      const mean = meanOf(it, level[week] as number)
      const information = it.n * mean * (1 - mean)
      if (information < method.leastInformation) continue
      effects.push((it.observed - it.n * mean) / information)
      variances.push(1 / information + (variance[week] as number))
    }
  })
  return betweenVariance(effects, variances)
}

/** Where nobody was dissatisfied the tail is at least a half, and a sum of zero stays zero: nothing need be computed. */
function surpriseOf(
  it: Week, baselines: Baselines, week: number, tau2Weeks: number, { clip, isQuiet, method }: { clip: number; isQuiet: boolean; method: Method },
): number {
  if (it.n === 0 || (isQuiet && it.observed === 0)) return 0
  const mean = meanOf(it, baselines.level[week] as number)
  if (mean <= 0) return 0
  const variance = (baselines.variance[week] as number) + tau2Weeks
  const precision = Math.max(method.leastPrecision, 1 / (variance * mean * (1 - mean)) - 1)
  const z = -normalQuantile(betaBinomialMidP(it.observed, it.n, mean * precision, (1 - mean) * precision))
  return Math.min(clip, Math.max(-clip, z))
}
