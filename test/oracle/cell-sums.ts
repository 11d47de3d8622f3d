import type { Cell } from '../../analytics/indicators/indicator.ts'

/** Sums of cells, by indicator. */
export type SumsById = Map<string, Sums>
export interface Sums { numerator: number; denominator: number; sampleSize: number; squares: number }
export const addUp = (all: readonly (Sums | undefined)[]): Sums => all.reduce<Sums>((sum, it) => ({
  numerator: sum.numerator + (it?.numerator ?? 0), denominator: sum.denominator + (it?.denominator ?? 0), sampleSize: sum.sampleSize + (it?.sampleSize ?? 0), squares: sum.squares + (it?.squares ?? 0),
}), { numerator: 0, denominator: 0, sampleSize: 0, squares: 0 })
export const sumOf = (cells: readonly Cell[]): Sums => addUp(cells.map(({ numerator, denominator, sampleSize, squares = 0 }) => ({ numerator, denominator, sampleSize, squares })))
export const times = (sums: Sums | undefined, factor: number): Sums => ({
  numerator: factor * (sums?.numerator ?? 0), denominator: factor * (sums?.denominator ?? 0), sampleSize: factor * (sums?.sampleSize ?? 0), squares: factor * (sums?.squares ?? 0),
})

/** Of a median: counts by value, in the order of values. */
export function histogramOf(cells: readonly Cell[]): Map<number, number> {
  const times = new Map<number, number>()
  for (const [value, count] of cells.flatMap((it) => it.histogram ?? []).sort(([a], [b]) => a - b)) times.set(value, (times.get(value) ?? 0) + count)
  return times
}
