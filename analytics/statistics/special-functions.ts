/**
 * Special functions in double precision: relative errors below 1e-12 against SciPy 1.17 (statistics.md §5, §11). The packages that are as
 * exact bring 230 others for four functions; those without them are wrong in the tails, where decisions fall.
 */

const LANCZOS = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905, -0.13857109526572012,
  9.9843695780195716e-6, 1.5056327351493116e-7,
] as const
const HALF_LOG_TWO_PI = 0.9189385332046727
/** From here on Stirling's series is exact in double precision and quicker. */
const STIRLING_FROM = 100

/** ln Γ(x) for x > 0 (Lanczos, g = 7; Stirling for large x). */
export function logGamma(x: number): number {
  if (x >= STIRLING_FROM) {
    const i = 1 / x
    return (x - 0.5) * Math.log(x) - x + HALF_LOG_TWO_PI + i * (1 / 12 - i * i * (1 / 360 - (i * i) / 1260))
  }
  if (x < 0.5) return Math.log(Math.PI / Math.abs(Math.sin(Math.PI * x))) - logGamma(1 - x)
  const y = x - 1
  let sum: number = LANCZOS[0]
  for (let k = 1; k < LANCZOS.length; k += 1) sum += (LANCZOS[k] as number) / (y + k)
  const t = y + 7.5
  return HALF_LOG_TWO_PI + (y + 0.5) * Math.log(t) - t + Math.log(sum)
}

/** ln B(a, b). */
export const logBeta = (a: number, b: number): number => logGamma(a) + logGamma(b) - logGamma(a + b)

/** 1 − erf(x): its series near 0, its continued fraction in the tails. */
function complementaryError(x: number): number {
  const size = Math.abs(x)
  let tail: number
  if (size < 2.5) {
    let [sum, term] = [size, size]
    for (let n = 1; n < 200; n += 1) {
      term *= (-size * size) / n
      const added = term / (2 * n + 1)
      sum += added
      if (Math.abs(added) < 1e-17 * Math.abs(sum)) break
    }
    tail = 1 - (2 / Math.sqrt(Math.PI)) * sum
  } else {
    let fraction = 0
    for (let k = 80; k >= 1; k -= 1) fraction = k / 2 / (size + fraction)
    tail = Math.exp(-size * size) / Math.sqrt(Math.PI) / (size + fraction)
  }
  return x >= 0 ? tail : 2 - tail
}

/** Φ(z), the distribution function of the standard normal. */
export const normalCdf = (z: number): number => 0.5 * complementaryError(-z / Math.SQRT2)

const [A, B, C, D] = [
  [-39.69683028665376, 220.9460984245205, -275.9285104469687, 138.357751867269, -30.66479806614716, 2.506628277459239],
  [-54.47609879822406, 161.5858368580409, -155.6989798598866, 66.80131188771972, -13.28068155288572, 1],
  [-0.007784894002430293, -0.3223964580411365, -2.400758277161838, -2.549732539343734, 4.374664141464968, 2.938163982698783],
  [0.007784695709041462, 0.3224671290700398, 2.445134137142996, 3.754408661907416, 1],
]
const polynomial = (coefficients: readonly number[], x: number) => coefficients.reduce((sum, it) => sum * x + it, 0)
const CENTRAL_FROM = 0.02425

/** Φ⁻¹(p) (Acklam's rational approximation with one Halley step); ∓∞ at 0 and 1. */
export function normalQuantile(p: number): number {
  if (p <= 0) return -Infinity
  if (p >= 1) return Infinity
  if (p > 1 - CENTRAL_FROM) return -normalQuantile(1 - p)
  const r = p < CENTRAL_FROM ? Math.sqrt(-2 * Math.log(p)) : p - 0.5
  const first = p < CENTRAL_FROM ? polynomial(C, r) / polynomial(D, r) : (polynomial(A, r * r) * r) / polynomial(B, r * r)
  const step = (normalCdf(first) - p) * Math.sqrt(2 * Math.PI) * Math.exp((first * first) / 2)
  return first - step / (1 + (first * step) / 2)
}

/** Log-odds of a share in (0, 1), and back. */
export const logit = (share: number): number => Math.log(share / (1 - share))
export const expit = (logOdds: number): number => 1 / (1 + Math.exp(-logOdds))
