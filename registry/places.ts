import type { DevicePlace } from '../contract/device.ts'
import { toHanoiDay } from '../contract/period.ts'
import type { Counter, Unit, UnitKind } from '../contract/unit.ts'
import { toAncestry, type AncestryRow } from './ancestry.ts'
import { OPEN_END, stretchNear, stretchOn } from './stretch.ts'

export interface CounterRow { code: string; centreCode: string; nameVi: string; nameEn: string; validFrom: string; validTo: string }

/** Units and counters in memory. Days are those of Asia/Ho_Chi_Minh; `validTo` is exclusive, '2200-01-01' when open. */
export interface Places {
  /** The counter and its centre, if the counter existed at that instant (milliseconds UTC). */
  counterAt(counterCode: string, epochMs: number): { counterCode: string; centreCode: string } | null
  hasUnit(code: string): boolean
  hasCounter(code: string): boolean
  unitKind(code: string): UnitKind | null
  /** Whether a unit lies in another (or is it) on a day, today when left out. A unit closed by then lies where it last lay. */
  isWithin(unitCode: string, ancestorCode: string, day?: string): boolean
  /** The name of a unit or counter, of today or its last. */
  nameOf(code: string): { vi: string; en: string } | null
  /** The centre a counter belongs to today, or last belonged to. */
  centreOf(counterCode: string): string | null
  /** What a tablet at this counter shows as its place. */
  placeOf(counterCode: string): DevicePlace | null
  /** The unit of today (or as it last was) with those above it, the country first. */
  pathOf(unitCode: string): { unit: Unit; ancestors: Unit[] } | null
  /** Every unit with itself and each ancestor; see ancestry.ts. */
  ancestry(): AncestryRow[]
  /** Every stretch of every counter. */
  counters(): CounterRow[]
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
export function createPlaces(
  { units, counters, today }: { units: Map<string, Unit[]>; counters: Map<string, Counter[]>; today: () => string },
): Places {
  const unitNear = (code: string, day: string) => stretchNear(units.get(code), day)
  const existing = <S extends Unit | Counter>(all: Map<string, S[]>, day: string): S[] =>
    [...all.values()].flatMap((stretches) => stretchOn(stretches, day) ?? [])

  /** The unit and those above it, from the bottom. */
  function* climb(unitCode: string, day: string): Generator<Unit> {
    let at = unitNear(unitCode, day)
    for (let steps = 0; at && steps < DEEPEST; steps += 1) {
      yield at
      at = at.parentCode === null ? null : unitNear(at.parentCode, day)
    }
  }

  return {
    counterAt: (counterCode, epochMs) => {
      const stretch = stretchOn(counters.get(counterCode), toHanoiDay(epochMs))
      return stretch && { counterCode, centreCode: stretch.centreCode }
    },
    hasUnit: (code) => units.has(code),
    hasCounter: (code) => counters.has(code),
    unitKind: (code) => unitNear(code, today())?.kind ?? null,
    isWithin: (unitCode, ancestorCode, day = today()) => {
      for (const unit of climb(unitCode, day)) if (unit.code === ancestorCode) return true
      return false
    },
    nameOf: (code) => {
      const named = unitNear(code, today()) ?? stretchNear(counters.get(code), today())
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
    ancestry: memoise(() => toAncestry(units)),
    counters: memoise(() => [...counters.values()].flat().map((it) => ({ ...it, validTo: it.validTo ?? OPEN_END }))),
    unitsOn: (day) => existing(units, day),
    countersOn: (day) => existing(counters, day),
  }
}
