import type { AncestryRow } from './ancestry.ts'
import type { Places } from './places.ts'
import { intersect, toRange } from './stretch.ts'

/** On the days `validFrom` ≤ day < `validTo` what carries this code lies elsewhere than before. */
export interface MovedCode { code: string; validFrom: string; validTo: string }

export interface MovedPlaces {
  /** Units and counters by their codes; the stretches of one code do not overlap. */
  moved: MovedCode[]
  units: string[]
  counters: string[]
  /** Units in which something lies only before, or only after. */
  ancestors: ReadonlySet<string>
}

type Lies = Pick<AncestryRow, 'ancestorCode' | 'validFrom' | 'validTo'>

const keyOf = (it: Lies) => `${it.ancestorCode} ${it.validFrom} ${it.validTo}`
const byCode = <Row extends { code: string }>(rows: readonly Row[]): Map<string, Row[]> => {
  const map = new Map<string, Row[]>()
  for (const row of rows) {
    const known = map.get(row.code)
    if (known) known.push(row)
    else map.set(row.code, [row])
  }
  return map
}

/** The days on which two lists of ancestors differ, and who is in one of them only. */
function differences(before: readonly Lies[], after: readonly Lies[]): { from: string; to: string; ancestors: string[] }[] {
  const bounds = [...new Set([...before, ...after].flatMap((it) => [it.validFrom, it.validTo]))].sort()
  return bounds.slice(0, -1).flatMap((from, index) => {
    const on = (rows: readonly Lies[]) => new Set(rows.filter((it) => it.validFrom <= from && from < it.validTo).map((it) => it.ancestorCode))
    const [then, now] = [on(before), on(after)]
    const ancestors = [...[...then].filter((it) => !now.has(it)), ...[...now].filter((it) => !then.has(it))]
    return ancestors.length > 0 ? [{ from, to: bounds[index + 1] ?? from, ancestors }] : []
  })
}

/** What lies elsewhere in one state of the registry than in another, and when. */
export function findMoved(before: Places, after: Places): MovedPlaces {
  const [above, aboveThen] = [byCode(before.ancestry()), byCode(after.ancestry())]
  const moved: MovedCode[] = []
  const ancestors = new Set<string>()
  const note = (code: string, was: readonly Lies[], is: readonly Lies[]): boolean => {
    if (was.length === is.length && was.every((it, index) => keyOf(it) === keyOf(is[index] as Lies))) return false
    const found = differences(was, is)
    for (const it of found) {
      moved.push({ code, validFrom: it.from, validTo: it.to })
      for (const ancestor of it.ancestors) ancestors.add(ancestor)
    }
    return found.length > 0
  }
  const codes = new Set([...above.keys(), ...aboveThen.keys()])
  const units = [...codes].filter((code) => note(code, above.get(code) ?? [], aboveThen.get(code) ?? []))
  const movedUnits = new Set(units)

  const aboveCounter = (places: Places, ancestry: Map<string, AncestryRow[]>, code: string): Lies[] =>
    places.counterHistory(code).flatMap((it) => (ancestry.get(it.centreCode) ?? []).flatMap((row) => {
      const range = intersect(toRange(it), { from: row.validFrom, to: row.validTo })
      return range ? [{ ancestorCode: row.ancestorCode, validFrom: range.from, validTo: range.to }] : []
    }))
  const histories = after.histories().counters
  const counters = [...histories.keys()].filter((code) => {
    const mayDiffer = before.counterHistory(code) !== histories.get(code) || after.counterHistory(code).some((it) => movedUnits.has(it.centreCode))
    return mayDiffer && note(code, aboveCounter(before, above, code), aboveCounter(after, aboveThen, code))
  })
  return { moved, units, counters, ancestors }
}
