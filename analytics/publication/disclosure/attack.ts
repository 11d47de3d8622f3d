import { propagate, type CountTable } from './bounds.ts'

/** A hidden count must stay possible over so wide a range (statistics.md §4). */
export const WIDTH = 10

/** A hidden count that can be told to lie from `lower` to `upper`. */
export interface Exposure { key: string; lower: number; upper: number }

/**
 * The differencing attack: by sums over the tree, between breakdowns and between editions, which hidden counts can a reader narrow to a
 * range under 10 wide? `protectedOnes`: those that are to be kept. Nobody's count is safe where this answers anything.
 */
export function attack(table: CountTable, isShown: (index: number) => boolean, protectedOnes: Iterable<number>): Exposure[] {
  const { low, high } = propagate(table, isShown)
  const found: Exposure[] = []
  for (const index of protectedOnes) {
    const [lower, upper] = [low[index] ?? 0, high[index] ?? Infinity]
    if (upper - lower < WIDTH) found.push({ key: table.keys[index] ?? '', lower, upper })
  }
  return found
}
