import { selectSmallest } from './select-smallest.ts'
import { normalQuantile } from './special-functions.ts'

const TRIM = 0.1
/** With fewer effects their spread says nothing. */
const LEAST_EFFECTS = 10
/** Closer than that no decision depends on it. */
const EXACT_TO = 1e-12
const LARGEST = 16
const MOST_STEPS = 200

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
  /** By how much the mean square is above what it should be: falls as τ² rises. */
  const excessAt = (tau2: number): number => {
    for (let i = 0; i < count; i += 1) z[i] = (effects[i] as number) / Math.sqrt((variances[i] as number) + tau2)
    const from = selectSmallest(z, low, 0)
    const to = selectSmallest(z, high, low)
    let sum = 0
    for (let i = 0; i < count; i += 1) sum += Math.min(to, Math.max(from, z[i] as number)) ** 2
    return sum / count - EXPECTED
  }
  return findZero(excessAt)
}

/** Where a falling function of τ² ≥ 0 crosses zero: 0 where it begins below it. False position, halving the side that does not move. */
function findZero(excessAt: (tau2: number) => number): number {
  let [below, above] = [0, 0.05]
  let atBelow = excessAt(below)
  if (atBelow <= 0) return 0
  let atAbove = excessAt(above)
  while (atAbove > 0 && above < LARGEST) [below, atBelow, above, atAbove] = [above, atAbove, 2 * above, excessAt(2 * above)]
  if (atAbove > 0) return above
  let moved: 'below' | 'above' | null = null
  for (let [last, step] = [NaN, 0]; step < MOST_STEPS && above - below > EXACT_TO; step += 1) {
    const middle = (below * atAbove - above * atBelow) / (atAbove - atBelow)
    const there = excessAt(middle)
    if (there === 0 || Math.abs(middle - last) < EXACT_TO / 10) return middle
    if (there > 0) {
      [below, atBelow] = [middle, there]
      if (moved === 'below') atAbove /= 2
      moved = 'below'
    } else {
      [above, atAbove] = [middle, there]
      if (moved === 'above') atBelow /= 2
      moved = 'above'
    }
    last = middle
  }
  return (below + above) / 2
}
