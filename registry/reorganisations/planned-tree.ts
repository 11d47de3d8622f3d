import type { Counter, Unit } from '../../contract/unit.ts'
import { diffHistories, retell, type StretchChange } from '../history.ts'
import { OPEN_END, toRange, intersect, type Stretch } from '../stretch.ts'
import { breachOfCentre, breachOfPath, isAlwaysWithin, type Breach, type Histories } from '../unit-rules.ts'

/** What a reorganisation changes, each stretch with what it was. */
export interface TreeChanges { unit: StretchChange<Unit>[]; counter: StretchChange<Counter>[] }

interface Recorded { units: ReadonlyMap<string, readonly Unit[]>; counters: ReadonlyMap<string, readonly Counter[]> }

const toHistories = <Row>(map: ReadonlyMap<string, readonly Row[]>): Histories<Row> => ({ of: (code) => map.get(code) ?? [] })
const isThereFrom = (stretch: Stretch, day: string) => stretch.validTo === null || stretch.validTo > day

/** The tree as it would be: histories can be rewritten one by one, and the record stays as it is. */
export function createPlannedTree(recorded: Recorded) {
  const units = new Map(recorded.units)
  const counters = new Map(recorded.counters)
  const touchedUnits = new Set<string>()
  const touchedCounters = new Set<string>()
  const [unitsBefore, unitsAfter] = [toHistories(recorded.units), toHistories(units)]

  const setUnit = (code: string, history: readonly Unit[]) => {
    units.set(code, history)
    touchedUnits.add(code)
  }
  const setCounter = (code: string, history: readonly Counter[]) => {
    counters.set(code, history)
    touchedCounters.add(code)
  }
  const centresOf = (histories: ReadonlyMap<string, readonly Counter[]>, code: string, day: string) =>
    (histories.get(code) ?? []).flatMap((it) => {
      const range = intersect(toRange(it), { from: day, to: OPEN_END })
      return range ? [{ code: it.centreCode, range }] : []
    })

  return {
    units, counters, setUnit, setCounter,
    unit: unitsAfter,
    counter: toHistories(counters),

    /** Units and counters that lie directly in a unit at some time from a day on. */
    contentsOf: (unitCode: string, day: string): string[] => [
      ...[...units].filter(([, history]) => history.some((it) => it.parentCode === unitCode && isThereFrom(it, day))).map(([code]) => code),
      ...[...counters].filter(([, history]) => history.some((it) => it.centreCode === unitCode && isThereFrom(it, day))).map(([code]) => code),
    ],

    /** From a day on whatever lies in the one lies in the other; what begins later too. */
    moveContents: (from: string, to: string, day: string): void => {
      for (const [code, history] of units) {
        if (history.some((it) => it.parentCode === from && isThereFrom(it, day))) {
          setUnit(code, retell(history, day, (it) => (it.parentCode === from ? { ...it, parentCode: to } : it)))
        }
      }
      for (const [code, history] of counters) {
        if (history.some((it) => it.centreCode === from && isThereFrom(it, day))) {
          setCounter(code, retell(history, day, (it) => (it.centreCode === from ? { ...it, centreCode: to } : it)))
        }
      }
    },

    changes: (): TreeChanges => ({
      unit: [...touchedUnits].flatMap((code) => diffHistories(recorded.units.get(code) ?? [], units.get(code) ?? [])),
      counter: [...touchedCounters].flatMap((code) => diffHistories(recorded.counters.get(code) ?? [], counters.get(code) ?? [])),
    }),

    /** The first rule that a touched unit or counter breaks; every other row is as it was. */
    breach: (): (Breach & { code: string }) | null => {
      for (const code of touchedUnits) {
        for (const row of unitsAfter.of(code)) {
          const breach = breachOfPath(unitsAfter, row)
          if (breach) return { ...breach, code }
        }
      }
      for (const code of touchedCounters) {
        for (const row of counters.get(code) ?? []) {
          const breach = breachOfCentre(unitsAfter, row)
          if (breach) return { ...breach, code }
        }
      }
      return null
    },

    /** Whether the units named, as far as they are there and the counters named lie in a unit (or are it) on every day from `day` on. */
    isNamedWithin: (unitCode: string, named: { units: string[]; counters: string[] }, day: string): boolean =>
      named.units.every((code) => isAlwaysWithin(unitsBefore, code, unitCode, { from: day, to: OPEN_END }))
      && named.counters.every((code) => centresOf(recorded.counters, code, day).every((it) => isAlwaysWithin(unitsBefore, it.code, unitCode, it.range))),

    /** Whether all that is touched lay, and will lie, below a unit on every day from `day` on. */
    isAllBelow: (unitCode: string, day: string): boolean => {
      const range = { from: day, to: OPEN_END }
      const isUnitBelow = (code: string) => code !== unitCode
        && (unitsBefore.of(code).length === 0 || isAlwaysWithin(unitsBefore, code, unitCode, range)) && isAlwaysWithin(unitsAfter, code, unitCode, range)
      const isCounterBelow = (code: string) =>
        centresOf(recorded.counters, code, day).every((it) => isAlwaysWithin(unitsBefore, it.code, unitCode, it.range))
        && centresOf(counters, code, day).every((it) => isAlwaysWithin(unitsAfter, it.code, unitCode, it.range))
      return [...touchedUnits].every(isUnitBelow) && [...touchedCounters].every(isCounterBelow)
    },
  }
}
export type PlannedTree = ReturnType<typeof createPlannedTree>
