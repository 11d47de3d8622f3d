import type { Counter } from '../contract/unit.ts'
import type { AncestryRow } from './ancestry.ts'
import type { PlaceHistories } from './place-histories.ts'
import { intersect, OPEN_END, stretchNear, toRange } from './stretch.ts'
import { successorOn } from './succession.ts'

/**
 * From `validFrom` on, until the next row of the same code, what was counted under this code lies in the unit `placeCode`. `isOpen`:
 * the code itself was there; elsewhere a unit's facts lie in what it lay in, so that a late fact of a closed unit is in no centre but
 * still in its province.
 */
export interface FactPlace { code: string; validFrom: string; placeCode: string; isOpen: boolean }

interface Range { from: string; to: string }
interface Step extends Range { placeCode: string; isOpen: boolean }

/** The first day the warehouse's days reach back to. */
const FIRST_DAY = '1900-01-01'
const DEEPEST = 64

/** Ranges that touch or overlap become one; sorted. */
function unite(ranges: readonly Range[]): Range[] {
  const united: Range[] = []
  for (const range of ranges.toSorted((a, b) => (a.from < b.from ? -1 : 1))) {
    const last = united.at(-1)
    if (last && range.from <= last.to) last.to = range.to > last.to ? range.to : last.to
    else united.push({ ...range })
  }
  return united
}

/** What of a range is in none of these. */
function gapsIn(range: Range, covered: readonly Range[]): Range[] {
  let from = range.from
  const gaps: Range[] = []
  for (const it of covered) {
    const gap = intersect(range, { from, to: it.from })
    if (gap) gaps.push(gap)
    if (it.to > from) from = it.to
  }
  return from < range.to ? [...gaps, { from, to: range.to }] : gaps
}

/** Neighbours that say the same are told once. */
const toRows = (code: string, steps: readonly Step[]): FactPlace[] =>
  steps.toSorted((a, b) => (a.from < b.from ? -1 : 1))
    .filter((it, index, all) => it.placeCode !== all[index - 1]?.placeCode || it.isOpen !== all[index - 1]?.isOpen)
    .map((it) => ({ code, validFrom: it.from, placeCode: it.placeCode, isOpen: it.isOpen }))

/**
 * Where facts lie by the codes they carry, over all days: units of the tree of each day, counters in their centres. `ancestry` is that
 * of the same units; a place always has ancestors on its days, or there is none at all ('').
 */
export function toFactPlaces({ units, counters, forwards }: PlaceHistories, ancestry: readonly AncestryRow[]): FactPlace[] {
  const rangesOf = new Map<string, Range[]>()
  for (const { code, validFrom: from, validTo: to } of ancestry) {
    const known = rangesOf.get(code)
    if (known) known.push({ from, to })
    else rangesOf.set(code, [{ from, to }])
  }
  const coverage = new Map([...rangesOf].map(([code, ranges]) => [code, unite(ranges)]))

  const stepsOf = (code: string, during: Range, depth = 0): Step[] => {
    const covered = coverage.get(code) ?? []
    const open = covered.flatMap((it): Step[] => {
      const range = intersect(during, it)
      return range ? [{ ...range, placeCode: code, isOpen: depth === 0 }] : []
    })
    const elsewhere = gapsIn(during, covered).flatMap((gap): Step[] => {
      const near = stretchNear(units.get(code), gap.from)
      const above = successorOn(units.get(code), gap.from) ?? near?.parentCode ?? null
      return above === null || depth > DEEPEST ? [{ ...gap, placeCode: '', isOpen: false }] : stepsOf(above, gap, depth + 1)
    })
    return [...open, ...elsewhere]
  }
  const always: Range = { from: FIRST_DAY, to: OPEN_END }
  const unitRows = [...units.keys()].flatMap((code) => toRows(code, stepsOf(code, always)))
  const forwardRows = [...forwards].flatMap(([code, toCode]) => toRows(code, stepsOf(toCode, always).map((it) => ({ ...it, isOpen: false }))))

  const toCounterRows = (code: string, stretches: readonly Counter[]): FactPlace[] => {
    const [only, ...others] = stretches
    const [covered, ...rest] = only ? (coverage.get(only.centreCode) ?? []) : []
    // Nearly every counter: one stretch that goes on, in a centre that was there before and goes on too.
    const isPlain = only?.validTo === null && others.length + rest.length === 0 && covered?.to === OPEN_END && covered.from <= only.validFrom
    if (isPlain) return [{ code, validFrom: only.validFrom, placeCode: only.centreCode, isOpen: true }]
    const open = stretches.flatMap((it) => (coverage.get(it.centreCode) ?? []).flatMap((range): Step[] => {
      const common = intersect(toRange(it), range)
      return common ? [{ ...common, placeCode: it.centreCode, isOpen: true }] : []
    }))
    const closed = gapsIn(always, unite(open)).map((gap): Step => ({ ...gap, placeCode: '', isOpen: false }))
    // Before its first row a code lies nowhere anyway.
    return toRows(code, [...open, ...closed]).filter((it, index) => index > 0 || it.isOpen)
  }
  const counterRows = [...counters].flatMap(([code, stretches]) => toCounterRows(code, stretches))
  return [...unitRows, ...forwardRows, ...counterRows]
}
