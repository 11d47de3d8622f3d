/** Two-sided 95 % quantile of the standard normal distribution. */
export const Z_95 = 1.959963984540054

export interface Interval { lower: number; upper: number }

/**
 * Wilson score interval of a share (Wilson 1927; recommended for small samples by Brown, Cai, DasGupta 2001).
 * `successes` may be fractional when `n` is an effective sample size. Shares lie in 0–1; null when n = 0.
 */
export function wilson(successes: number, n: number, z = Z_95): Interval | null {
  if (n <= 0) return null
  const p = successes / n
  const scale = 1 + (z * z) / n
  const centre = (p + (z * z) / (2 * n)) / scale
  const half = (z * Math.sqrt((Math.max(0, p * (1 - p)) / n) + (z * z) / (4 * n * n))) / scale
  // At the ends it is exact, and floating point would leave dust: 2.8e-17 in a table that is published.
  return { lower: p <= 0 ? 0 : Math.max(0, centre - half), upper: p >= 1 ? 1 : Math.min(1, centre + half) }
}
