import { logBeta, logGamma } from './special-functions.ts'

/** Terms below that share of the sum no longer change it. */
const NEGLIGIBLE = 1e-16

/**
 * Upper mid-p of a count: P(X > k) + ½ P(X = k) for X ~ BetaBin(n, a, b), summed exactly from k outwards (statistics.md §2.1, step 4).
 * 0 ≤ k ≤ n, a and b > 0; 0.5 where nothing was counted.
 */
export function betaBinomialMidP(k: number, n: number, a: number, b: number): number {
  if (n === 0) return 0.5
  const own = Math.exp(logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1) + logBeta(a + k, b + n - k) - logBeta(a, b))
  const mean = (n * a) / (a + b)
  let sum = 0
  if (k >= mean) {
    for (let [x, term] = [k, own]; x < n; x += 1) {
      term *= ((n - x) / (x + 1)) * ((a + x) / (b + n - x - 1))
      sum += term
      if (term < NEGLIGIBLE * (sum + own)) break
    }
    return Math.min(1, sum + own / 2)
  }
  for (let [x, term] = [k, own]; x > 0; x -= 1) {
    term *= (x / (n - x + 1)) * ((b + n - x) / (a + x - 1))
    sum += term
    if (term < NEGLIGIBLE * (sum + own)) break
  }
  return Math.max(0, 1 - sum - own / 2)
}
