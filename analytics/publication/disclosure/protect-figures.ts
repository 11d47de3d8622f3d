import { attack, type Exposure } from './attack.ts'
import type { CountTable, Relation } from './bounds.ts'
import { suppress } from './suppress.ts'

/**
 * One figure as far as its count matters. `counted` names what is counted (figures that count the same share it), `unit` where, `within` the
 * units above it with itself at the month's end. `isSmall`: under the minimum, so never shown.
 */
export interface CountedFigure { counted: string; unit: string; within: readonly string[]; count: number; isSmall: boolean }
/** A figure of the edition before, and whether everybody was shown it. */
export interface EarlierFigure extends CountedFigure { wasShown: boolean }
/** What is counted by `smaller` is always among what is counted by `larger`, in the same unit. */
export interface Subset { smaller: string; larger: string }

interface Edition { figures: readonly CountedFigure[]; earlier: readonly EarlierFigure[]; subsets: readonly Subset[] }

/** Which counts must not be shown, and which stay open to the attack whatever is hidden. Keys as of `keyOf`. */
export interface Protection { hidden: ReadonlySet<string>; exposed: readonly string[] }

export const keyOf = ({ counted, unit }: Pick<CountedFigure, 'counted' | 'unit'>): string => `${counted} ${unit}`

/** A count that moves by so little between two editions says what a few people did; the earlier figure stands on. */
const SMALL_MOVE = 10

/** Settles what everybody may be shown of an edition, given what they were shown of the one before. */
export function protectFigures(edition: Edition): Protection {
  const { table, now, before, moves } = toTable(edition)
  const primary = new Set<number>()
  for (const it of edition.figures) if (it.isSmall) primary.add(now.get(keyOf(it)) ?? -1)
  for (const it of edition.earlier) if (!it.wasShown) primary.add(before.get(keyOf(it)) ?? -1)
  for (const index of moves) primary.add(index)
  const ofNow = new Set(now.values())
  const { hidden, exposed } = suppress({
    table, primary, mayBeHidden: (index) => ofNow.has(index), isProtected: (index) => ofNow.has(index) || isOfBefore(table, index) || isSmallMove(table, index),
  })
  return { hidden: new Set([...hidden].filter((it) => ofNow.has(it)).map((it) => table.keys[it] ?? '')), exposed }
}

/**
 * Tries to undo it: knows what was published of this edition and of the one before and how the counts hang together, and nothing else.
 * Answers what it can tell too well.
 */
export function attackFigures(edition: Edition, isShown: (key: string) => boolean): Exposure[] {
  const { table, now, before } = toTable(edition)
  const shown = new Set<number>()
  for (const [key, index] of now) if (isShown(key)) shown.add(index)
  for (const it of edition.earlier) if (it.wasShown) shown.add(before.get(keyOf(it)) ?? -1)
  const kept = table.keys.flatMap((_, index) => (!shown.has(index) && (!isMove(table, index) || isSmallMove(table, index)) ? [index] : []))
  return attack(table, (index) => shown.has(index), kept)
}

const [BEFORE, MOVE] = ['before ', 'move ']
const isOfBefore = ({ keys }: CountTable, index: number) => (keys[index] ?? '').startsWith(BEFORE)
const isMove = ({ keys }: CountTable, index: number) => (keys[index] ?? '').startsWith(MOVE)
const isSmallMove = (table: CountTable, index: number) => isMove(table, index) && (table.counts[index] ?? 0) > 0 && (table.counts[index] ?? 0) < SMALL_MOVE

function toTable({ figures, earlier, subsets }: Edition) {
  const [keys, counts, floors]: [string[], number[], number[]] = [[], [], []]
  const [relations, moves]: [Relation[], number[]] = [[], []]
  const [now, before] = [new Map<string, number>(), new Map<string, number>()]
  const add = (key: string, count: number, floor: number): number => {
    counts.push(count)
    floors.push(floor)
    return keys.push(key) - 1
  }
  // What is listed was counted at least once, unless it was not: an attacker who takes it for granted must not come further either.
  const addAll = (all: readonly CountedFigure[], into: Map<string, number>, prefix: string) => {
    for (const it of all) if (!into.has(keyOf(it))) into.set(keyOf(it), add(prefix + keyOf(it), it.count, Math.min(1, it.count)))
    relations.push(...toRelations(all, (it) => into.get(keyOf(it)) ?? -1, counts))
  }
  addAll(figures, now, '')
  addAll(earlier, before, BEFORE)
  for (const [key, index] of now) {
    const old = before.get(key)
    if (old === undefined) continue
    const [from, to] = [counts[old] ?? 0, counts[index] ?? 0]
    const move = add(MOVE + key, Math.abs(to - from), 0)
    moves.push(move)
    relations.push(to >= from ? { total: index, parts: [old, move], remainder: 0 } : { total: old, parts: [index, move], remainder: 0 })
  }
  const pairs = figures.flatMap(({ counted, unit }) => subsets.filter((it) => it.smaller === counted).flatMap((it): [number, number][] => {
    const [smaller, larger] = [now.get(keyOf({ counted, unit })), now.get(keyOf({ counted: it.larger, unit }))]
    return smaller === undefined || larger === undefined || (counts[smaller] ?? 0) > (counts[larger] ?? 0) ? [] : [[smaller, larger]]
  }))
  const table: CountTable = { keys, counts, floors, relations, pairs }
  return { table, now, before, moves }
}

/** A unit's count is the sum of those directly below it; what belongs to none of them is taken as known. Lower units first. */
function toRelations(figures: readonly CountedFigure[], indexOf: (it: CountedFigure) => number, counts: readonly number[]): Relation[] {
  const depth = new Map(figures.map((it) => [it.unit, it.within.length]))
  const present = new Map(figures.map((it) => [keyOf(it), it]))
  const below = new Map<CountedFigure, Set<number>>()
  for (const it of figures) {
    const parent = it.within.filter((unit) => unit !== it.unit && present.has(keyOf({ counted: it.counted, unit })))
      .reduce<string | null>((nearest, unit) => (nearest === null || (depth.get(unit) ?? 0) > (depth.get(nearest) ?? 0) ? unit : nearest), null)
    const total = parent === null ? undefined : present.get(keyOf({ counted: it.counted, unit: parent }))
    if (total) below.set(total, (below.get(total) ?? new Set()).add(indexOf(it)))
  }
  return [...below].sort(([one], [other]) => other.within.length - one.within.length).map(([it, ofParts]) => {
    const [total, parts] = [indexOf(it), [...ofParts]]
    return { total, parts, remainder: (counts[total] ?? 0) - parts.reduce((sum, index) => sum + (counts[index] ?? 0), 0) }
  })
}
