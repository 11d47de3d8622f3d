import { WIDTH } from './attack.ts'
import { propagate, sumOfParts, type Bounds, type CountTable, type Relation } from './bounds.ts'

/** How a table may be published. */
export interface Suppression {
  /** Indices that are not shown: those that were too small, and those that would give them away. */
  hidden: ReadonlySet<number>
  /** Keys that stay open to the attack whatever is hidden; empty where the table may be published. */
  exposed: readonly string[]
}

/** What is hidden from the start, what may be hidden besides, and what is to be protected where it is hidden. */
export interface Wanted {
  table: CountTable
  primary: ReadonlySet<number>
  mayBeHidden: (index: number) => boolean
  isProtected: (index: number) => boolean
  /** Which to hide first, before smaller ones. */
  isPreferred: (index: number) => boolean
}

/**
 * Complementary and cascading suppression: whatever hidden count the differencing attack narrows too far, the smallest shown neighbour in
 * what narrowed it is hidden too (of equal ones that with the first key, so that the same table always comes out the same), and so on
 * until the attack finds nothing. Siblings come before sums, so that totals stay.
 */
export function suppress({ table: given, primary, mayBeHidden, isProtected, isPreferred }: Wanted): Suppression {
  const table = { ...given, isPreferred }
  const hidden = new Set(primary)
  const near = neighbours(table)
  for (;;) {
    const bounds = propagate(table, (index) => !hidden.has(index))
    const weak = [...hidden].filter((index) => isProtected(index) && (bounds.high[index] ?? 0) - (bounds.low[index] ?? 0) < WIDTH)
    if (weak.length === 0) return { hidden, exposed: [] }
    const isOpen = (index: number) => !hidden.has(index) && mayBeHidden(index)
    // A hidden sum whose parts are all shown hides nothing: those parts come first, then it is seen what is still weak.
    const cascading = weak.flatMap((index) => choosePart(table, bounds, near(index), index, isOpen) ?? [])
    const added = new Set(cascading.length > 0 ? cascading : weak.flatMap((index) => chooseCover(table, bounds, near(index), index, isOpen) ?? []))
    if (added.size === 0) for (const index of weak) for (const it of nearestOpen(table, near, index, isOpen)) added.add(it)
    if (added.size === 0) return { hidden, exposed: weak.map((index) => table.keys[index] ?? '').sort() }
    for (const index of added) hidden.add(index)
  }
}

interface Near { relations: readonly Relation[]; paired: readonly number[] }

function neighbours({ relations, pairs }: CountTable): (index: number) => Near {
  const ofRelation = new Map<number, Relation[]>()
  const ofPair = new Map<number, number[]>()
  const note = <T>(map: Map<number, T[]>, index: number, it: T) => map.set(index, [...(map.get(index) ?? []), it])
  for (const relation of relations) for (const index of [relation.total, ...relation.parts]) note(ofRelation, index, relation)
  for (const [smaller, larger] of pairs) {
    note(ofPair, smaller, larger)
    note(ofPair, larger, smaller)
  }
  return (index) => ({ relations: ofRelation.get(index) ?? [], paired: ofPair.get(index) ?? [] })
}

function choosePart(table: Preferring, bounds: Bounds, { relations }: Near, index: number, isOpen: (index: number) => boolean): number | null {
  const parts = relations.filter((it) => it.total === index && isNarrow(it, bounds, index, table.floors[index] ?? 0)).flatMap((it) => it.parts).filter(isOpen)
  return parts.length > 0 ? smallest(table, parts) : null
}

function chooseCover(table: Preferring, bounds: Bounds, { relations, paired }: Near, index: number, isOpen: (index: number) => boolean): number | null {
  const guilty = relations.filter((it) => isNarrow(it, bounds, index, table.floors[index] ?? 0))
  const from = guilty.length > 0 ? guilty : relations
  const parts = from.flatMap((it) => it.parts).filter((it) => it !== index && isOpen(it))
  if (parts.length > 0) return smallest(table, parts)
  const totals = from.map((it) => it.total).filter((it) => it !== index && isOpen(it))
  if (guilty.length > 0 && totals.length > 0) return smallest(table, totals)
  const others = [...paired.filter(isOpen), ...totals]
  return others.length > 0 ? smallest(table, others) : null
}

/** Whether one relation alone narrows a count too far. */
function isNarrow(relation: Relation, bounds: Bounds, index: number, floor: number): boolean {
  const { least, most, unbounded } = sumOfParts(relation, bounds)
  if (index === relation.total) return unbounded === 0 && most - Math.max(floor, least) < WIDTH
  const [low, high] = [bounds.low[index] ?? 0, bounds.high[index] ?? Infinity]
  const othersMost = high === Infinity ? (unbounded === 1 ? most : Infinity) : unbounded === 0 ? most - high : Infinity
  return (bounds.high[relation.total] ?? Infinity) - (least - low) - Math.max(floor, (bounds.low[relation.total] ?? 0) - othersMost) < WIDTH
}

/** Where all that a count hangs together with is hidden already: the smallest shown one of the nearest that hang together with those. */
function nearestOpen(table: Preferring, near: (index: number) => Near, from: number, isOpen: (index: number) => boolean): number[] {
  const seen = new Set([from])
  for (let edge = [from]; edge.length > 0;) {
    edge = [...new Set(edge.flatMap((index) => {
      const { relations, paired } = near(index)
      return [...relations.flatMap((it) => [it.total, ...it.parts]), ...paired]
    }))].filter((it) => !seen.has(it))
    const open = edge.filter(isOpen)
    if (open.length > 0) return [smallest(table, open)]
    for (const index of edge) seen.add(index)
  }
  return []
}

type Preferring = CountTable & Pick<Wanted, 'isPreferred'>

const smallest = ({ counts, keys, isPreferred }: Preferring, indices: readonly number[]): number =>
  indices.reduce((best, it) => {
    const difference = Number(isPreferred(best)) - Number(isPreferred(it)) || (counts[it] ?? 0) - (counts[best] ?? 0)
    return difference < 0 || (difference === 0 && (keys[it] ?? '') < (keys[best] ?? '')) ? it : best
  })
