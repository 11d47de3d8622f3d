/** A value (whole days, say) and how often it was observed. */
export type HistogramBar = readonly [value: number, count: number]

/** A quantile of `n` observations. `lower` and `upper` are null where too few observations bound it; `coverage` is what the interval has, at least 95 %. */
export interface QuantileInterval { value: number; lower: number | null; upper: number | null; n: number; coverage: number | null }

/** Terms of a binomial distribution below this part of its largest no longer change a sum of doubles. */
const NEGLIGIBLE = 1e-22
const DUST = 1e-9

/** P(X = k) of Binomial(n, p) for the k around its mode that matter: each term from its neighbour, then all made to add up to 1. */
function binomialTerms(n: number, p: number): { first: number; terms: number[] } {
  const mode = Math.min(n, Math.floor((n + 1) * p))
  const [below, above]: [number[], number[]] = [[], []]
  for (let k = mode, term = 1; k > 0; k--) {
    term *= (k / (n - k + 1)) * ((1 - p) / p)
    if (term < NEGLIGIBLE) break
    below.push(term)
  }
  for (let k = mode, term = 1; k < n; k++) {
    term *= ((n - k) / (k + 1)) * (p / (1 - p))
    if (term < NEGLIGIBLE) break
    above.push(term)
  }
  const terms = [...below.reverse(), 1, ...above]
  const total = terms.reduce((sum, it) => sum + it, 0)
  return { first: mode - below.length, terms: terms.map((it) => it / total) }
}

/**
 * Ranks (1 … n) between which the quantile of a population lies with at least the confidence asked for, whatever its distribution: the
 * number of observations below it is Binomial(n, level). Each tail has at most half of what is left. Null for a rank that would have to
 * lie outside the sample.
 */
function toRanks(n: number, level: number, confidence: number): { lower: number | null; upper: number | null; coverage: number | null } {
  const tail = (1 - confidence) / 2
  const { first, terms } = binomialTerms(n, level)
  // What lies before the terms is nothing, so a rank up to `first` has no weight below it.
  let lower = first
  let lowerTail = 0
  for (const term of terms) {
    if (lowerTail + term > tail) break
    lowerTail += term
    lower += 1
  }
  let upper = first + terms.length
  let upperTail = 0
  for (const term of terms.toReversed()) {
    if (upperTail + term > tail) break
    upperTail += term
    upper -= 1
  }
  const [low, high] = [lower >= 1 ? lower : null, upper <= n ? upper : null]
  return { lower: low, upper: high, coverage: low === null || high === null ? null : 1 - lowerTail - upperTail }
}

/**
 * A quantile of a histogram, exactly: the observation of rank ⌈level · n⌉. For an even number that is the lower of the two medians, an
 * observed value, as ClickHouse's `quantileExactLow` and `quantileExactWeighted` have it (its `quantileExact` takes the upper one). With a distribution-free interval
 * between two observations by binomial ranks (David and Nagaraja, Order Statistics, §7.1); on tied whole days it covers more than asked.
 * Null for no observations; throws RangeError for a level outside 0–1 or counts that are no whole numbers.
 */
export function quantileOfHistogram(bars: readonly HistogramBar[], level = 0.5, confidence = 0.95): QuantileInterval | null {
  if (!(level > 0 && level < 1) || !(confidence > 0 && confidence < 1)) throw new RangeError('level and confidence lie between 0 and 1')
  if (bars.some(([, count]) => !Number.isInteger(count) || count < 0)) throw new RangeError('counts are whole numbers from 0 on')
  const sorted = [...bars].sort(([a], [b]) => a - b)
  const n = sorted.reduce((sum, [, count]) => sum + count, 0)
  if (n === 0) return null
  const valueAt = (rank: number): number => {
    let seen = 0
    for (const [value, count] of sorted) {
      seen += count
      if (seen >= rank) return value
    }
    throw new RangeError(`there is no rank ${rank} among ${n}`)
  }
  const ranks = toRanks(n, level, confidence)
  return {
    value: valueAt(Math.max(1, Math.ceil(n * level - DUST))), n, coverage: ranks.coverage,
    lower: ranks.lower === null ? null : valueAt(ranks.lower), upper: ranks.upper === null ? null : valueAt(ranks.upper),
  }
}
