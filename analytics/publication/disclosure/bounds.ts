/** `total` = the sum of `parts` + `remainder`. Variables by their index; the remainder is taken as known to everybody. */
export interface Relation { total: number; parts: readonly number[]; remainder: number }

/**
 * Counts and all that anybody may know about how they hang together. `floors`: the least a count can be where it is not shown. `pairs`:
 * what is counted by the first is among what is counted by the second.
 */
export interface CountTable {
  keys: readonly string[]
  counts: readonly number[]
  floors: readonly number[]
  relations: readonly Relation[]
  pairs: readonly (readonly [smaller: number, larger: number])[]
}

/** What can be concluded about each count, by its index. */
export interface Bounds { low: Float64Array; high: Float64Array }

/** Bounds hold after every round; more rounds could only narrow some by a little more. */
const ROUNDS = 60

/**
 * What a reader can conclude who is shown some of the counts: a shown one is known, a hidden one lies from its floor to infinity, and
 * every relation and pair narrows its members by what is known of the others, until nothing moves. Over a tree alone this is exact.
 */
export function propagate({ counts, floors, relations, pairs }: CountTable, isShown: (index: number) => boolean): Bounds {
  const low = Float64Array.from(counts, (count, index) => (isShown(index) ? count : (floors[index] ?? 0)))
  const high = Float64Array.from(counts, (count, index) => (isShown(index) ? count : Infinity))
  const narrow = (index: number, from: number, to: number): boolean => {
    const [before, after] = [low[index] ?? 0, high[index] ?? Infinity]
    if (from <= before && to >= after) return false
    low[index] = Math.max(before, from)
    high[index] = Math.min(after, to)
    return true
  }
  const settle = (relation: Relation): boolean => {
    const { least, most, unbounded } = sumOfParts(relation, { low, high })
    let moved = narrow(relation.total, least, unbounded === 0 ? most : Infinity)
    const [totalLow, totalHigh] = [low[relation.total] ?? 0, high[relation.total] ?? Infinity]
    for (const part of relation.parts) {
      const [partLow, partHigh] = [low[part] ?? 0, high[part] ?? Infinity]
      const othersMost = partHigh === Infinity ? (unbounded === 1 ? most : Infinity) : unbounded === 0 ? most - partHigh : Infinity
      moved = narrow(part, totalLow - othersMost, totalHigh - (least - partLow)) || moved
    }
    return moved
  }
  for (let round = 0, moved = true; moved && round < ROUNDS; round += 1) {
    moved = false
    // Up and down again: over a tree, whose relations come from the leaves on, two rounds are all.
    for (const relation of relations) moved = settle(relation) || moved
    for (let index = relations.length - 1; index >= 0; index -= 1) {
      const relation = relations[index]
      if (relation) moved = settle(relation) || moved
    }
    for (const [smaller, larger] of pairs) {
      moved = narrow(smaller, 0, high[larger] ?? Infinity) || moved
      moved = narrow(larger, low[smaller] ?? 0, Infinity) || moved
    }
  }
  return { low, high }
}

/** The least and the most that parts with the remainder can come to; `most` is of those that are bounded, `unbounded` counts the others. */
export function sumOfParts({ parts, remainder }: Relation, { low, high }: Bounds): { least: number; most: number; unbounded: number } {
  let [least, most, unbounded] = [remainder, remainder, 0]
  for (const part of parts) {
    least += low[part] ?? 0
    if (high[part] === Infinity) unbounded += 1
    else most += high[part] ?? 0
  }
  return { least, most, unbounded }
}
