import { wilson, type Interval } from './wilson.ts'

/** A narrower spread than a coin's is believed up to this factor; beyond it a small sample of equal answers would look certain. */
const LARGEST_GAIN = 8

/** The mean of answers on a scale of levels, on 0–1 (times 100: points). `variance` is the sample variance; null for no answers. */
export interface LevelMean extends Interval { mean: number; variance: number; n: number; effectiveN: number }

/**
 * How many yes-or-no answers are as certain about a mean as `n` answers on 0–1: n · clip(m(1 − m)/s², 1, 8). m(1 − m) is never below the
 * variance (Bhatia and Davis 2000), so the answer lies in n … 8n, and for yes-or-no answers it is n but for the n − 1 of the sample
 * variance. Where all answers are equal it is n. Coverage by simulation: 93–97 % from n = 5 on, where a t interval has 41 %.
 */
export function toEffectiveN(n: number, mean: number, variance: number): number {
  if (variance <= 0) return n
  return n * Math.min(LARGEST_GAIN, Math.max(1, (mean * (1 - mean)) / variance))
}

/**
 * Mean of levels 1 … L, level i being worth (i − 1)/(L − 1), with a 95 % interval: Wilson's with the effective number of answers.
 * `counts[i]` is how many chose level i + 1. Clustered or weighted answers carry less: their number is divided by `designEffect` (≥ 1).
 * Throws RangeError for fewer than two levels, or counts that are no whole numbers from 0 on.
 */
export function meanOfLevels(counts: readonly number[], designEffect = 1): LevelMean | null {
  if (counts.length < 2) throw new RangeError('a scale has at least two levels')
  if (counts.some((it) => !Number.isInteger(it) || it < 0)) throw new RangeError('counts are whole numbers from 0 on')
  const top = counts.length - 1
  const n = counts.reduce((sum, it) => sum + it, 0)
  if (n === 0) return null
  // Sums of whole numbers, so that the order of levels leaves no dust.
  const sum = counts.reduce((total, it, level) => total + it * level, 0)
  const squares = counts.reduce((total, it, level) => total + it * level * level, 0)
  const mean = sum / (n * top)
  const variance = n === 1 ? 0 : (n * squares - sum * sum) / (n * (n - 1) * top * top)
  const effectiveN = toEffectiveN(n, mean, variance) / Math.max(1, designEffect)
  const interval = wilson(mean * effectiveN, effectiveN)
  return interval && { mean, variance, n, effectiveN, ...interval }
}
