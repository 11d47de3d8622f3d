import { normalQuantile } from './special-functions.ts'

const TRIM = 0.1
/** With fewer effects their spread says nothing. */
const LEAST_EFFECTS = 10
/** Closer than that no decision depends on it. */
const EXACT_TO = 1e-12
const LARGEST = 16

/** The mean of z² of a standard normal whose tails are clipped at its `trim` quantiles: 0.6786545589528744 for a tenth on each side. */
export function winsorisedMeanSquare(trim: number): number {
  const cut = -normalQuantile(trim)
  const density = Math.exp((-cut * cut) / 2) / Math.sqrt(2 * Math.PI)
  return 1 - 2 * trim - 2 * cut * density + 2 * trim * cut * cut
}
const EXPECTED = winsorisedMeanSquare(TRIM)

/**
 * How much effects differ beyond chance, τ² ≥ 0: the value at which the winsorised mean of y²/(v + τ²) is what it is for normal z
 * (Paule & Mandel 1982, a tenth winsorised on each side; statistics.md §2.1, step 1, which says why not DerSimonian & Laird).
 * `effects` around 0, `variances` of their own sampling; 0 for fewer than ten.
 */
export function betweenVariance(effects: ArrayLike<number>, variances: ArrayLike<number>): number {
  const count = effects.length
  if (count < LEAST_EFFECTS) return 0
  const [low, high] = [Math.floor(TRIM * (count - 1)), Math.ceil((1 - TRIM) * (count - 1))]
  const z = new Float64Array(count)
  const isTooSmall = (tau2: number): boolean => {
    for (let i = 0; i < count; i += 1) z[i] = (effects[i] as number) / Math.sqrt((variances[i] as number) + tau2)
    z.sort()
    const [from, to] = [z[low] as number, z[high] as number]
    let sum = 0
    for (const it of z) sum += Math.min(to, Math.max(from, it)) ** 2
    return sum / count > EXPECTED
  }
  if (!isTooSmall(0)) return 0
  let [below, above] = [0, 0.05]
  while (isTooSmall(above) && above < LARGEST) above *= 2
  while (above - below > EXACT_TO) {
    const middle = (below + above) / 2
    if (isTooSmall(middle)) below = middle
    else above = middle
  }
  return (below + above) / 2
}
