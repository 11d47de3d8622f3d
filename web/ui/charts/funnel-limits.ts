/** The share of chance findings on each side: 2.5 % of 95 % limits, 0.1 % of 99.8 % limits. */
export const TAIL_95 = 0.025
export const TAIL_998 = 0.001

/** Up to here every count is added up; beyond it the expansion agrees to a ten-thousandth of a point. */
const EXACT_UP_TO = 2_000
/** Two-sided quantiles of the standard normal distribution for the two tails. */
const QUANTILES: ReadonlyMap<number, number> = new Map([[TAIL_95, 1.959963984540054], [TAIL_998, 3.090232306167813]])

export interface FunnelLimits { lower: number, upper: number }

/** The binomial distribution of `n` trials: from its highest term outwards, so that nothing underflows. */
function toBinomial(n: number, share: number): number[] {
  const terms = Array.from({ length: n + 1 }, () => 0)
  const mode = Math.min(n, Math.floor((n + 1) * share))
  terms[mode] = 1
  for (let k = mode; k > 0; k--) terms[k - 1] = terms[k]! * (k * (1 - share)) / ((n - k + 1) * share)
  for (let k = mode; k < n; k++) terms[k + 1] = terms[k]! * ((n - k) * share) / ((k + 1) * (1 - share))
  const sum = terms.reduce((total, term) => total + term, 0)
  return terms.map((term) => term / sum)
}

/** Where the lower tail reaches `tail`, between the two counts around it, as a share of `n`. */
function toQuantile(terms: readonly number[], n: number, tail: number): number {
  let below = 0
  for (const [count, term] of terms.entries()) {
    const reached = below + term
    if (reached > tail) return Math.max(0, (count - (reached - tail) / term) / n)
    below = reached
  }
  return 1
}

/**
 * The limits within which a share of `n` cases stays with probability 1 − 2 `tail` where the expected share holds: the exact binomial
 * quantiles, interpolated between counts (Spiegelhalter 2005, Funnel plots for comparing institutional performance, Statistics in Medicine
 * 24, appendix A.1.1); for large `n` their Cornish–Fisher expansion np ± z√(np(1−p)) + (z²−1)(1−2p)/6, half a count wider on either side as
 * the interpolation is (the first two terms are the score limits that Wilson's interval inverts). Shares in 0–1.
 * Throws where `n` is no positive whole number, the share does not lie in 0–1, or the tail is none of the two that are drawn.
 */
export function toFunnelLimits(n: number, share: number, tail: number): FunnelLimits {
  const z = QUANTILES.get(tail)
  if (!Number.isInteger(n) || n <= 0) throw new RangeError(`n is a positive whole number, not ${n}`)
  if (!(share >= 0 && share <= 1)) throw new RangeError(`a share lies in 0–1, not at ${share}`)
  if (z === undefined) throw new RangeError(`limits are drawn at ${TAIL_95} and ${TAIL_998}, not at ${tail}`)
  if (share === 0 || share === 1) return { lower: share, upper: share }
  if (n > EXACT_UP_TO) {
    const half = z * Math.sqrt(n * share * (1 - share)) + 0.5
    const middle = n * share + (z ** 2 - 1) * (1 - 2 * share) / 6
    return { lower: Math.max(0, (middle - half) / n), upper: Math.min(1, (middle + half) / n) }
  }
  const terms = toBinomial(n, share)
  return { lower: toQuantile(terms, n, tail), upper: 1 - toQuantile(terms.toReversed(), n, tail) }
}

/** Whole numbers from `from` to `to`, ever farther apart, both ends among them: where the limits' curves are computed. */
export function toSteps(from: number, to: number, count = 60): number[] {
  const ratio = (to / from) ** (1 / (count - 1))
  const steps = Array.from({ length: count }, (_, index) => Math.round(from * ratio ** index))
  return [...new Set([...steps, from, to])].sort((one, other) => one - other)
}
