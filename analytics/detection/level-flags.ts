import { adjustByBenjaminiHochberg } from '../statistics/benjamini-hochberg.ts'
import { betaBinomialMidP } from '../statistics/beta-binomial.ts'
import { betweenVariance } from '../statistics/between-variance.ts'
import { expit, logit } from '../statistics/special-functions.ts'
import type { Method } from './method.ts'

/** A counter in its window: ratings, dissatisfied as observed and as expected of its mix, information, and the centre it stands in. */
export interface Standardised { centre: number; n: number; observed: number; expected: number; information: number }

/** What is concluded of a counter's level; `expected` is that of its mix at its centre, `p` and `pAdjusted` 1 where too few have rated. */
export interface LevelFinding { flagged: boolean; expected: number; posteriorMean: number; p: number; pAdjusted: number }

/** How much counters differ from what is expected of them, beyond chance (logit scale). */
export function spreadOf(counters: readonly Standardised[], { leastInformation, varianceFloor }: Method): number {
  const informed = counters.filter((it) => it.information >= leastInformation)
  return Math.max(varianceFloor, betweenVariance(informed.map(effectOf), informed.map((it) => 1 / it.information)))
}

/**
 * The level flag of one province and month (statistics.md §2.1, steps 1–5): what is expected of a counter is first moved to what is seen
 * at the other counters of its centre; then the exact beta-binomial tail, false discoveries held at a rate over all counters with enough
 * ratings, and only effects that matter.
 */
export function findLevels(counters: readonly Standardised[], method: Method): LevelFinding[] {
  const adjusted = adjustToCentres(counters, method)
  const tau2 = spreadOf(adjusted, method)
  const found = adjusted.map((it) => judge(it, tau2, method))
  const enough = adjusted.flatMap((it, index) => (it.n >= method.flagRatings && it.expected > 0 ? [index] : []))
  const corrected = adjustByBenjaminiHochberg(enough.map((index) => found[index]?.p ?? 1))
  enough.forEach((index, rank) => {
    const it = found[index] as LevelFinding
    it.pAdjusted = corrected[rank] as number
    const mean = it.expected / (counters[index] as Standardised).n
    it.flagged = it.pAdjusted <= method.falseDiscoveries && it.posteriorMean >= expit(logit(mean) + Math.log(method.oddsRatio))
  })
  return found
}

const effectOf = ({ observed, expected, information }: Standardised) => (observed - expected) / information

/** Prior Beta(mM, (1 − m)M) around what is expected, its posterior mean, and how probable as many dissatisfied or more are under it. */
function judge({ n, observed, expected }: Standardised, tau2: number, { leastPrecision, flagRatings }: Method): LevelFinding {
  const mean = n > 0 ? expected / n : 0
  if (mean <= 0 || mean >= 1) return { flagged: false, expected, posteriorMean: mean, p: 1, pAdjusted: 1 }
  const precision = Math.max(leastPrecision, 1 / (tau2 * mean * (1 - mean)) - 1)
  const p = n >= flagRatings ? betaBinomialMidP(observed, n, mean * precision, (1 - mean) * precision) : 1
  return { flagged: false, expected, posteriorMean: (mean * precision + observed) / (precision + n), p, pAdjusted: 1 }
}

/**
 * Moves what is expected of each counter to the level of the other counters of its centre, as far as centres really differ: a weak centre
 * is a finding of its own and must not flag all its counters (statistics.md §2.1, step 2).
 */
function adjustToCentres(counters: readonly Standardised[], method: Method): Standardised[] {
  const informed = counters.map((it, index) => ({ it, index })).filter(({ it }) => it.information >= method.leastInformation)
  const centres = new Map<number, { excess: number; information: number; squares: number; members: Standardised[] }>()
  for (const { it } of informed) {
    const known = centres.get(it.centre) ?? { excess: 0, information: 0, squares: 0, members: [] }
    known.excess += it.observed - it.expected
    known.information += it.information
    known.squares += it.information ** 2
    known.members.push(it)
    centres.set(it.centre, known)
  }
  const within = [...centres.values()].filter(({ members }) => members.length >= method.centreCounters).flatMap(({ excess, information, members }) =>
    members.map((it) => ({ effect: (effectOf(it) - excess / information) / Math.sqrt(1 - it.information / information), variance: 1 / it.information })))
  const tau2Within = betweenVariance(within.map((it) => it.effect), within.map((it) => it.variance))
  const all = [...centres.values()]
  const tau2Centres = betweenVariance(all.map((it) => it.excess / it.information), all.map((it) => 1 / it.information + (tau2Within * it.squares) / it.information ** 2))

  return counters.map((it) => {
    const centre = centres.get(it.centre)
    const isOne = it.information >= method.leastInformation
    const [excess, information, squares] = [
      (centre?.excess ?? 0) - (isOne ? it.observed - it.expected : 0), (centre?.information ?? 0) - (isOne ? it.information : 0), (centre?.squares ?? 0) - (isOne ? it.information ** 2 : 0),
    ]
    const mean = it.n > 0 ? it.expected / it.n : 0
    if (information < method.leastInformation || mean <= 0 || mean >= 1) return it
    const others = Math.min(method.centreShiftLimit, Math.max(-method.centreShiftLimit, excess / information))
    const variance = 1 / information + (tau2Within * squares) / information ** 2
    const shifted = expit(logit(mean) + (others * tau2Centres) / (tau2Centres + variance))
    return { ...it, expected: it.n * shifted, information: (it.information * shifted * (1 - shifted)) / (mean * (1 - mean)) }
  })
}
