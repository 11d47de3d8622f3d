import type { DevicePlace } from '../contract/device.ts'
import { toHanoiDay } from '../contract/period.ts'
import type { Counter, Unit, UnitKind } from '../contract/unit.ts'
import { toAncestry, type AncestryRow } from './ancestry.ts'
import { toFactPlaces, type FactPlace } from './fact-places.ts'
import type { PlaceHistories } from './place-histories.ts'
import { OPEN_END, stretchNear, stretchOn } from './stretch.ts'
import { successorOn } from './succession.ts'

export interface CounterRow { code: string; centreCode: string; nameVi: string; nameEn: string; validFrom: string; validTo: string }

/** Units and counters in memory. Days are those of Asia/Ho_Chi_Minh; `validTo` is exclusive, '2200-01-01' when open. */
export interface Places {
  /** The counter and its centre, if the counter existed at that instant (milliseconds UTC). */
  counterAt(counterCode: string, epochMs: number): { counterCode: string; centreCode: string } | null
  hasUnit(code: string): boolean
  hasCounter(code: string): boolean
  unitKind(code: string): UnitKind | null
  /**
   * Whether a unit lies in another (or is it) on a day, today when left out. A unit closed by then is represented by its successor,
   * on either side; without one it lies where it last lay.
   */
  isWithin(unitCode: string, ancestorCode: string, day?: string): boolean
  /** Who represents a unit on a day, today when left out: itself, or the last of its successors when it has ended. */
  representativeOf(unitCode: string, day?: string): string
  /** The name a unit or counter has on a day, today when left out; its last or first one where it does not exist then. */
  nameOf(code: string, day?: string): { vi: string; en: string } | null
  /** The centre a counter belongs to today, or last belonged to. */
  centreOf(counterCode: string): string | null
  /** What a tablet at this counter shows as its place. */
  placeOf(counterCode: string): DevicePlace | null
  /** The unit of today (or as it last was) with those above it, the country first. */
  pathOf(unitCode: string): { unit: Unit; ancestors: Unit[] } | null
  /** Every unit with itself and each ancestor; see ancestry.ts. */
  ancestry(): AncestryRow[]
  /** Where facts lie, by the code they carry; see fact-places.ts. */
  factPlaces(): FactPlace[]
  /** Every stretch of every counter. */
  counters(): CounterRow[]
  /** Every stretch of a unit or counter, the oldest first; [] for an unknown code. */
  unitHistory(code: string): readonly Unit[]
  counterHistory(code: string): readonly Counter[]
  histories(): PlaceHistories
  /** What exists on a day, in the order of codes. */
  unitsOn(day: string): Unit[]
  countersOn(day: string): Counter[]
}

/** Deeper than any tree of agencies; ends a climb even if the record held a loop. */
const DEEPEST = 64

const memoise = <T>(compute: () => T): (() => T) => {
  let known: { value: T } | null = null
  return () => (known ??= { value: compute() }).value
}

/** One state of the registry, never changed: the index swaps it whole. */
export function createPlaces({ units, counters, forwards, today }: PlaceHistories & { today: () => string }): Places {
  const unitNear = (code: string, day: string) => stretchNear(units.get(code), day)
  const existing = <S extends Unit | Counter>(all: ReadonlyMap<string, readonly S[]>, day: string): S[] =>
    [...all.values()].flatMap((stretches) => stretchOn(stretches, day) ?? [])

  const representative = (unitCode: string, day: string): string => {
    let code = unitCode
    for (let steps = 0; steps < DEEPEST; steps += 1) {
      const successor = successorOn(units.get(code), day)
      if (successor === null) break
      code = successor
    }
    return code
  }

  /** The unit and those above it, from the bottom; whoever has ended up there is represented. */
  function* climb(unitCode: string, day: string): Generator<Unit> {
    let at = unitNear(unitCode, day)
    for (let steps = 0; at && steps < DEEPEST; steps += 1) {
      yield at
      at = at.parentCode === null ? null : unitNear(representative(at.parentCode, day), day)
    }
  }
  const ancestry = memoise(() => toAncestry(units))

  return {
    counterAt: (counterCode, epochMs) => {
      const stretch = stretchOn(counters.get(counterCode), toHanoiDay(epochMs))
      return stretch && { counterCode, centreCode: stretch.centreCode }
    },
    hasUnit: (code) => units.has(code),
    hasCounter: (code) => counters.has(code),
    unitKind: (code) => unitNear(code, today())?.kind ?? null,
    isWithin: (unitCode, ancestorCode, day = today()) => {
      if (unitCode === ancestorCode) return units.has(unitCode)
      const above = representative(ancestorCode, day)
      for (const unit of climb(representative(unitCode, day), day)) if (unit.code === above) return true
      return false
    },
    representativeOf: (unitCode, day = today()) => representative(unitCode, day),
    nameOf: (code, day = today()) => {
      const named = unitNear(code, day) ?? stretchNear(counters.get(code), day)
      return named && { vi: named.nameVi, en: named.nameEn }
    },
    centreOf: (counterCode) => stretchNear(counters.get(counterCode), today())?.centreCode ?? null,
    placeOf: (counterCode) => {
      const counter = stretchNear(counters.get(counterCode), today())
      const centre = counter && unitNear(counter.centreCode, today())
      if (!counter || !centre) return null
      const named = ({ code, nameVi, nameEn }: Unit | Counter) => ({ code, nameVi, nameEn })
      return { centre: named(centre), counter: named(counter) }
    },
    pathOf: (unitCode) => {
      const [unit, ...above] = climb(unitCode, today())
      return unit ? { unit, ancestors: above.reverse() } : null
    },
    ancestry,
    factPlaces: memoise(() => toFactPlaces({ units, counters, forwards }, ancestry())),
    unitHistory: (code) => units.get(code) ?? [],
    counterHistory: (code) => counters.get(code) ?? [],
    histories: () => ({ units, counters, forwards }),
    counters: memoise(() => [...counters.values()].flat().map((it) => ({ ...it, validTo: it.validTo ?? OPEN_END }))),
    unitsOn: (day) => existing(units, day),
    countersOn: (day) => existing(counters, day),
  }
}
