import { toDayRange, toHanoiDay } from '../../contract/period.ts'
import type { IndexLevelRow, IndexPart } from '../../contract/index-values.ts'
import type { SideBySideLevel } from '../../contract/reporting-gaps.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Warehouse } from '../../platform/warehouse/warehouse.ts'
import type { Places } from '../../registry/places.ts'
import { addDays } from '../../registry/working-calendar/days.ts'
import { findIndicator } from '../indicators/registry.ts'
import { toValue } from '../indicators/to-value.ts'
import type { CompositeScheme } from '../indices/composite-scheme.ts'
import { COUNTED_PARTS } from '../indices/counted-parts.ts'
import type { IndexScheme } from '../indices/index-scheme.ts'
import type { FigureSettings } from '../origins/figure-settings.ts'
import { selectCellsOfAll } from '../queries/indicator-cells.ts'
import { isOfShares, type IndexAnswer } from './figure-table.ts'
import { noteCounted, openScoring, type CountedFigures } from './score-units.ts'

const sumOf = (parts: readonly Pick<IndexPart, 'max'>[]) => parts.reduce((sum, it) => sum + it.max, 0)

/** A unit's composite without its parts. Of points, what nobody has reported may be worth nothing or all it can be. */
export function toLevelRow(answer: IndexAnswer): IndexLevelRow {
  const { unit, unitName, total } = answer
  if (isOfShares(answer)) {
    const { coverage, bounds, interval, withheld } = answer
    return { unit, unitName, total, coverage, bounds, interval, grade: null, withheld, groups: answer.groups.map(({ id, score, weight }) => ({ id, score, max: weight })) }
  }
  const unknown = answer.groups.reduce((sum, group) => {
    if (group.score === null) return sum + group.max
    return group.note === 'points-given' ? sum : sum + sumOf(group.parts.filter((it) => it.score === null && it.note === 'not-reported'))
  }, 0)
  const full = sumOf(answer.groups)
  return {
    unit, unitName, total, coverage: full === 0 ? 0 : (full - unknown) / full, bounds: { lower: total ?? 0, upper: (total ?? 0) + unknown }, interval: null,
    grade: answer.grade, withheld: null, groups: answer.groups.map(({ id, score, max }) => ({ id, score, max })),
  }
}

interface Deps { warehouse: Warehouse; places: Places; figureSettings: FigureSettings; clock: Clock }
export type AnyScheme = { points: IndexScheme } | { shares: CompositeScheme }

/** The ids of our indicators that a composite is made of. */
const countedBy = (scheme: AnyScheme): string[] => ('points' in scheme
  ? Object.values(COUNTED_PARTS[scheme.points.id] ?? {})
  : scheme.shares.groups.flatMap((it) => it.parts).map((it) => it.indicator))

/** Every unit of a level within another (null: the country) scored by one composite, as everybody may see it; units of which nothing is known are left out. */
export async function scoreLevel(
  { warehouse, places, figureSettings, clock }: Deps, scheme: AnyScheme, { level, parent, period, computedAt }: { level: SideBySideLevel; parent: string | null; period: string; computedAt: string },
): Promise<IndexLevelRow[]> {
  const days = toDayRange(period)
  if (!days) throw new Error(`"${period}" is no period`)
  const today = toHanoiDay(clock())
  const lastDay = addDays(days.to, -1) < today ? addDays(days.to, -1) : today
  const nameOf = (unit: string) => places.nameOf(unit, lastDay) ?? { vi: unit, en: unit }
  const request = { ...days, today, level, parent, bucket: null, segment: null }
  const context = { period, segment: null, computedAt, provisional: true, maySeeSmallCounts: false }
  const counted: CountedFigures = new Map()
  const indicators = countedBy(scheme).flatMap((id) => findIndicator(id) ?? [])
  const found = await selectCellsOfAll(warehouse, indicators, request)
  indicators.forEach((indicator, index) => noteCounted(counted, indicator, (found[index] ?? []).map((cell) => toValue(indicator, cell, { ...context, unitName: nameOf(cell.unit) }))))
  const units = [...new Set([...counted.keys(), ...unitsOf(places, level, parent, days)])].sort()
  const scorer = await openScoring({ warehouse, figureSettings }, { period, computedAt, counted, nameOf }, units)
  const answers = units.map((unit) => ('points' in scheme ? scorer.byPoints(scheme.points, unit) : scorer.byShares(scheme.shares, unit)))
  return answers.map(toLevelRow).filter((it) => it.coverage > 0)
}

/** What was reported may be of units of which nothing is counted. */
const unitsOf = (places: Places, level: SideBySideLevel, parent: string | null, days: { from: string; to: string }): string[] => {
  const rows = places.ancestry().filter((it) => it.validFrom < days.to && it.validTo > days.from)
  const within = parent === null ? null : new Set(rows.filter((it) => it.ancestorCode === parent).map((it) => it.code))
  return rows.filter((it) => it.code === it.ancestorCode && it.ancestorKind === level && (within === null || within.has(it.code))).map((it) => it.code)
}
