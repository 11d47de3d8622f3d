import { logGamma } from './special-functions.ts'

/** Terms beyond these add less than double precision holds, for the means of a few taps that are asked about. */
const TERMS = 200

/** P(X ≥ k) for X ~ Poisson(λ), summed from k upwards (statistics.md §3); 1 for k ≤ 0. k whole, λ > 0. */
export function poissonTail(k: number, lambda: number): number {
  if (k <= 0) return 1
  let term = Math.exp(-lambda + k * Math.log(lambda) - logGamma(k + 1))
  let sum = term
  for (let x = k + 1; x < k + TERMS && term > 0; x += 1) {
    term *= lambda / x
    sum += term
  }
  return Math.min(1, sum)
}
