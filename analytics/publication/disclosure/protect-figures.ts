import { attack, type Exposure } from './attack.ts'
import type { CountTable, Relation } from './bounds.ts'
import { suppress } from './suppress.ts'

/**
 * One figure as far as its count matters. `counted` names what is counted (figures that count the same share it), `unit` where, `within` the
 * units above it with itself at the month's end, `level` its kind. `isSmall`: under the minimum, so never shown.
 */
export interface CountedFigure { counted: string; unit: string; level: string; within: readonly string[]; count: number; isSmall: boolean }
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
  // What was hidden before hides best: everything else is known already where nothing has moved.
  const wasHidden = new Set(edition.earlier.filter((it) => !it.wasShown).map((it) => now.get(keyOf(it)) ?? -1))
  const { hidden, exposed } = suppress({
    table, primary, mayBeHidden: (index) => ofNow.has(index), isPreferred: (index) => wasHidden.has(index), isProtected: (index) => ofNow.has(index) || isOfBefore(table, index) || isSmallMove(table, index),
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
  const kept = table.keys.flatMap((_, index) => (!shown.has(index) && !isFamily(table, index) && (!isMove(table, index) || isSmallMove(table, index)) ? [index] : []))
  return attack(table, (index) => shown.has(index), kept)
}

const [BEFORE, MOVE, FAMILY] = ['before ', 'move ', 'family ']
const isFamily = ({ keys }: CountTable, index: number) => (keys[index] ?? '').startsWith(FAMILY)
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
  const addAll = (all: readonly CountedFigure[], into: Map<string, number>, prefix: string): TreeRelation[] => {
    for (const it of all) if (!into.has(keyOf(it))) into.set(keyOf(it), add(prefix + keyOf(it), it.count, Math.min(1, it.count)))
    const found = toRelations(all, (it) => into.get(keyOf(it)) ?? -1, counts)
    relations.push(...found)
    return found
  }
  const [ofNow, ofBefore] = [addAll(figures, now, ''), addAll(earlier, before, BEFORE)]
  const moveOf = new Map<number, Move>()
  for (const [key, index] of now) {
    const old = before.get(key)
    if (old === undefined) continue
    const [from, to] = [counts[old] ?? 0, counts[index] ?? 0]
    const move = add(MOVE + key, Math.abs(to - from), 0)
    moves.push(move)
    moveOf.set(index, { old, move, isUp: to >= from })
    relations.push(to >= from ? { total: index, parts: [old, move], remainder: 0 } : { total: old, parts: [index, move], remainder: 0 })
  }
  const named = new Map(ofBefore.map((it) => [it.of, it]))
  for (const it of ofNow) {
    const was = named.get(it.of)
    const sides = was && toMovedSides(it, was, moveOf)
    if (!sides) continue
    const [gained, lost] = sides
    const total = add(FAMILY + it.of, gained.parts.reduce((sum, index) => sum + (counts[index] ?? 0), gained.remainder), 0)
    moves.push(total)
    relations.push({ total, ...gained }, { total, ...lost })
  }
  const pairs = figures.flatMap(({ counted, unit }) => subsets.filter((it) => it.smaller === counted).flatMap((it): [number, number][] => {
    const [smaller, larger] = [now.get(keyOf({ counted, unit })), now.get(keyOf({ counted: it.larger, unit }))]
    return smaller === undefined || larger === undefined || (counts[smaller] ?? 0) > (counts[larger] ?? 0) ? [] : [[smaller, larger]]
  }))
  const table: CountTable = { keys, counts, floors, relations, pairs }
  return { table, now, before, moves }
}

interface Move { old: number; move: number; isUp: boolean }
type Side = Pick<Relation, 'parts' | 'remainder'>

/**
 * What a sum moves by, its parts move by: all that was gained equals all that was lost together with what the sum gained. Parts that came or went
 * count whole. Null where the sum was not there before.
 */
function toMovedSides(now: Relation, was: Relation, moveOf: ReadonlyMap<number, Move>): [gained: Side, lost: Side] | null {
  const total = moveOf.get(now.total)
  if (!total) return null
  const [gained, lost]: [number[], number[]] = [[], []]
  const [stayed, older] = [new Set<number>(), new Set(was.parts)]
  for (const part of now.parts) {
    const moved = moveOf.get(part)
    if (!moved || !older.has(moved.old)) gained.push(part)
    else {
      stayed.add(moved.old)
      ;(moved.isUp ? gained : lost).push(moved.move)
    }
  }
  lost.push(...was.parts.filter((it) => !stayed.has(it)))
  ;(total.isUp ? lost : gained).push(total.move)
  const rest = now.remainder - was.remainder
  return [{ parts: gained, remainder: Math.max(0, rest) }, { parts: lost, remainder: Math.max(0, -rest) }]
}

/**
 * A unit's count is a sum of those directly below it: of all, or of some kinds of them. A province's dossiers are those of its centres and communes,
 * and once more those of its agencies, which handle what the centres take in. Every choice of kinds that adds up is taken for known; where none does
 * (a unit has moved within the month) the nearest, and what is left over is taken for known too. Lower units first.
 */
function toRelations(figures: readonly CountedFigure[], indexOf: (it: CountedFigure) => number, counts: readonly number[]): TreeRelation[] {
  return [...childrenOf(figures)].sort(([one], [other]) => other.within.length - one.within.length).flatMap(([it, children]) => {
    const total = indexOf(it)
    const relations = choicesOf([...new Set(children.map((child) => child.level))].sort()).map((levels): TreeRelation => {
      const parts = [...new Set(children.filter((child) => levels.includes(child.level)).map(indexOf))]
      return { total, parts, remainder: (counts[total] ?? 0) - parts.reduce((sum, index) => sum + (counts[index] ?? 0), 0), of: [keyOf(it), ...levels].join(' ') }
    })
    const exact = relations.filter((relation) => relation.remainder === 0)
    return exact.length > 0 ? exact : relations.sort((one, other) => Math.abs(one.remainder) - Math.abs(other.remainder)).slice(0, 1)
  })
}

/** One way in which a count is taken apart; `of` names the count and the kinds of its parts, the same in each edition. */
interface TreeRelation extends Relation { of: string }

/** Every choice of some of the levels. */
const choicesOf = (levels: readonly string[]): string[][] =>
  levels.reduce<string[][]>((choices, level) => [...choices, ...choices.map((it) => [...it, level])], [[]]).slice(1)

/** Those directly below each unit: of which it is the nearest above that has a figure of the same kind. */
export function childrenOf<T extends Pick<CountedFigure, 'counted' | 'unit' | 'within'>>(figures: readonly T[]): Map<T, T[]> {
  const present = new Map(figures.map((it) => [keyOf(it), it]))
  const below = new Map<T, T[]>()
  for (const it of present.values()) {
    const parent = it.within.reduce<T | null>((nearest, unit) => {
      const above = unit === it.unit ? undefined : present.get(keyOf({ counted: it.counted, unit }))
      return above && (nearest === null || above.within.length > nearest.within.length) ? above : nearest
    }, null)
    if (parent) below.set(parent, [...(below.get(parent) ?? []), it])
  }
  return below
}
