import type { Interval } from './wilson.ts'

/** R² of a variable on a set of others, from their correlations; solved by elimination with pivots. A set that is collinear explains what its rest does. */
function explained(correlations: readonly (readonly number[])[], drivers: readonly number[]): number {
  const size = drivers.length
  if (size === 0) return 0
  const rows = drivers.map((a) => [...drivers.map((b) => correlations[a]?.[b] ?? 0), correlations[0]?.[a] ?? 0])
  for (let column = 0; column < size; column++) {
    let pivot = column
    for (let row = column; row < size; row++) if (Math.abs(rows[row]?.[column] ?? 0) > Math.abs(rows[pivot]?.[column] ?? 0)) pivot = row
    const [chosen, other] = [rows[pivot] as number[], rows[column] as number[]]
    if (Math.abs(chosen[column] ?? 0) < 1e-12) continue
    rows[column] = chosen
    if (pivot !== column) rows[pivot] = other
    for (let row = 0; row < size; row++) {
      if (row === column) continue
      const line = rows[row] as number[]
      const factor = (line[column] ?? 0) / (chosen[column] ?? 1)
      for (let at = column; at <= size; at++) line[at] = (line[at] ?? 0) - factor * (chosen[at] ?? 0)
    }
  }
  return drivers.reduce((sum, driver, index) => {
    const line = rows[index] as number[]
    const diagonal = line[index] ?? 0
    return Math.abs(diagonal) < 1e-12 ? sum : sum + ((line[size] ?? 0) / diagonal) * (correlations[0]?.[driver] ?? 0)
  }, 0)
}

const factorial = (n: number): number => (n <= 1 ? 1 : n * factorial(n - 1))

/**
 * Shares of R² of the first variable that the others carry (LMG: Lindeman, Merenda, Gold 1980; Shapley's value), exact over all subsets; for at most
 * eight of them. They add up to R².
 */
export function lmgShares(correlations: readonly (readonly number[])[]): { r2: number; shares: number[] } {
  const count = correlations.length - 1
  const membersOf = (set: number) => Array.from({ length: count }, (_, index) => index + 1).filter((driver) => set & (1 << (driver - 1)))
  const r2 = Array.from({ length: 1 << count }, (_, set) => explained(correlations, membersOf(set)))
  const shares = Array.from({ length: count }, (_, driver) => {
    let share = 0
    for (let set = 0; set < 1 << count; set++) {
      if (set & (1 << driver)) continue
      const size = membersOf(set).length
      share += (factorial(size) * factorial(count - size - 1) / factorial(count)) * ((r2[set | (1 << driver)] ?? 0) - (r2[set] ?? 0))
    }
    return share
  })
  return { r2: r2.at(-1) ?? 0, shares }
}

/** Correlations of the columns of rows that have no gap; a column without any spread correlates with nothing. */
export function correlationsOf(rows: readonly (readonly number[])[]): number[][] {
  const width = rows[0]?.length ?? 0
  const means = Array.from({ length: width }, (_, column) => rows.reduce((sum, row) => sum + (row[column] ?? 0), 0) / rows.length)
  const products = Array.from({ length: width }, () => Array.from({ length: width }, () => 0))
  for (const row of rows) {
    for (let a = 0; a < width; a++) for (let b = a; b < width; b++) (products[a] as number[])[b] = (products[a]?.[b] ?? 0) + ((row[a] ?? 0) - (means[a] ?? 0)) * ((row[b] ?? 0) - (means[b] ?? 0))
  }
  const at = (a: number, b: number) => products[Math.min(a, b)]?.[Math.max(a, b)] ?? 0
  return means.map((_, a) => means.map((__, b) => (a === b ? 1 : at(a, a) * at(b, b) <= 0 ? 0 : at(a, b) / Math.sqrt(at(a, a) * at(b, b)))))
}

/** Mulberry32: the same seed draws the same samples on every machine. Numbers in [0, 1). */
function draws(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Under so many complete answers nothing is said about drivers (statistics.md §6). */
export const DRIVERS_FROM = 200
export const RESAMPLES = 500

export interface Drivers { n: number; r2: number; shares: (Interval & { share: number })[]; /** whether the intervals of the largest and the smallest share lie apart */ distinguishable: boolean }

/**
 * What goes along with the first column most: LMG shares with percentile intervals of a seeded bootstrap over respondents. An association, no cause.
 * Null under 200 rows.
 */
export function findDrivers(rows: readonly (readonly number[])[], { seed = 766, resamples = RESAMPLES } = {}): Drivers | null {
  if (rows.length < DRIVERS_FROM) return null
  const { r2, shares } = lmgShares(correlationsOf(rows))
  const next = draws(seed)
  const drawn = Array.from({ length: resamples }, () => lmgShares(correlationsOf(rows.map(() => rows[Math.floor(next() * rows.length)] as readonly number[]))).shares)
  const quantile = (sorted: readonly number[], p: number) => sorted[Math.min(sorted.length - 1, Math.max(0, Math.round(p * (sorted.length - 1))))] ?? 0
  const found = shares.map((share, driver) => {
    const sorted = drawn.map((it) => it[driver] ?? 0).sort((a, b) => a - b)
    return { share, lower: quantile(sorted, 0.025), upper: quantile(sorted, 0.975) }
  })
  return { n: rows.length, r2, shares: found, distinguishable: Math.max(...found.map((it) => it.lower)) > Math.min(...found.map((it) => it.upper)) }
}
