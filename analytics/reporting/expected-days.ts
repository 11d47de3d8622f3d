import type { DayRange } from '../../contract/period.ts'
import type { SideBySideLevel } from '../../contract/reporting-gaps.ts'
import type { AncestryRow } from '../../registry/ancestry.ts'
import { intersect } from '../../registry/stretch.ts'
import { daysBetween } from './sent-days.ts'

/** Whether a centre (or, where it has none, a unit) is worked at on a day. */
export type IsWorkedOn = (placeCode: string, day: string) => boolean

/**
 * A unit of a level in some days: on which of them something is to be expected of it, its centres, and the first and the last day
 * (exclusive) on which it was there at all.
 */
export interface ExpectedUnit { unit: string; centres: readonly string[]; days: readonly string[]; since: string; until: string }

const push = <K, V>(map: Map<K, V[]>, key: K, value: V) => {
  const known = map.get(key)
  if (known) known.push(value)
  else map.set(key, [value])
}
const isIn = (ranges: readonly DayRange[] | undefined, day: string) => ranges?.some((it) => it.from <= day && day < it.to) ?? false

/** What of some ranges lies in some others too. */
const common = (some: readonly DayRange[], others: readonly DayRange[]): DayRange[] =>
  some.flatMap((one) => others.flatMap((other) => intersect(one, other) ?? []))

/**
 * The units of a level within another (null: the whole country) in some days, by the tree of each day, with the days on which they have to
 * send something: those on which they were there and one of their centres was open. An agency may have no centre of its own and sends
 * dossiers all the same; any other unit without one cannot, and is counted in `withoutPlaces`.
 */
export function toExpectedUnits(
  ancestry: readonly AncestryRow[], { level, within, days }: { level: SideBySideLevel; within: string | null; days: DayRange }, isWorkedOn: IsWorkedOn,
): { units: ExpectedUnit[]; withoutPlaces: number } {
  const own = new Map<string, DayRange[]>()
  const inParent = new Map<string, DayRange[]>()
  const centresThere = new Map<string, DayRange[]>()
  const lying: { centre: string; unit: string; range: DayRange }[] = []
  for (const { code, ancestorCode, ancestorKind, validFrom, validTo } of ancestry) {
    const range = intersect(days, { from: validFrom, to: validTo })
    if (!range) continue
    if (code === ancestorCode && ancestorKind === level) push(own, code, range)
    if (code === ancestorCode && ancestorKind === 'centre') push(centresThere, code, range)
    if (ancestorCode === within) push(inParent, code, range)
    if (ancestorKind === level) lying.push({ centre: code, unit: ancestorCode, range })
  }
  // A centre that has ended lies in its successor, but is no place any more.
  const centresOf = new Map<string, Map<string, DayRange[]>>()
  for (const { centre, unit, range } of lying) {
    const there = common([range], centresThere.get(centre) ?? [])
    if (there.length === 0) continue
    const known = centresOf.get(unit) ?? new Map<string, DayRange[]>()
    centresOf.set(unit, known.set(centre, [...(known.get(centre) ?? []), ...there]))
  }
  const everyDay = daysBetween(days)
  let withoutPlaces = 0
  const units: ExpectedUnit[] = []
  for (const [unit, ranges] of own) {
    const there = within === null ? ranges : common(ranges, inParent.get(unit) ?? [])
    if (there.length === 0) continue
    const centres = centresOf.get(unit) ?? new Map<string, DayRange[]>()
    if (centres.size === 0 && level !== 'agency') {
      withoutPlaces += 1
      continue
    }
    const isWorked = (day: string) => (centres.size === 0 ? isWorkedOn(unit, day) : [...centres].some(([centre, at]) => isIn(at, day) && isWorkedOn(centre, day)))
    const expected = everyDay.filter((day) => isIn(there, day) && isWorked(day))
    const since = there.reduce((first, it) => (it.from < first ? it.from : first), days.to)
    const until = there.reduce((last, it) => (it.to > last ? it.to : last), days.from)
    units.push({ unit, centres: [...centres.keys()].sort(), days: expected, since, until })
  }
  return { units: units.sort((a, b) => (a.unit < b.unit ? -1 : 1)), withoutPlaces }
}
