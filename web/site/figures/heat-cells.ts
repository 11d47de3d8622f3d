import type { IndicatorValue } from '../../../contract/indicator.ts'
import { toEstimate } from '../../../contract/words/estimate.ts'

/** Shares from which on a cell is lighter: the lower ends of all steps but the darkest. The same in every period, so that two can be compared. */
export const HEAT_BOUNDS = [0.97, 0.94, 0.9, 0.85, 0.8] as const
const WORKING_DAYS = [1, 2, 3, 4, 5]

/** One hour of the week; `step` 0 (lightest) to 5, null where there are too few ratings for a colour or none at all. */
export interface HeatCell { weekday: number, hour: number, row: IndicatorValue | undefined, step: number | null }
export interface HeatGrid { /** 1 is Monday */ weekdays: number[], hours: number[], cells: HeatCell[] }

/** The darker the fewer are satisfied. */
export const toHeatStep = (share: number): number => HEAT_BOUNDS.filter((bound) => share < bound).length

/** `1-08` is Monday from 8 to 9. */
function toPlace(segment: string | null): { weekday: number, hour: number } | null {
  const match = /^([1-7])-(\d{2})$/.exec(segment ?? '')
  return match ? { weekday: Number(match[1]), hour: Number(match[2]) } : null
}

/** Values by `weekday-hour` as a grid: every hour between the first and the last that has ratings; Saturday and Sunday only if they have. */
export function toHeatGrid(rows: readonly IndicatorValue[]): HeatGrid {
  const placed = rows.flatMap((row) => { const place = toPlace(row.segment); return place ? [{ ...place, row }] : [] })
  if (placed.length === 0) return { weekdays: [], hours: [], cells: [] }
  const found = new Map(placed.map(({ weekday, hour, row }) => [`${weekday}-${hour}`, row]))
  const [first, last] = [Math.min(...placed.map(({ hour }) => hour)), Math.max(...placed.map(({ hour }) => hour))]
  const hours = Array.from({ length: last - first + 1 }, (_, index) => first + index)
  const weekdays = [...new Set([...WORKING_DAYS, ...placed.map(({ weekday }) => weekday)])].sort((one, other) => one - other)
  const cells = hours.flatMap((hour) => weekdays.map((weekday) => {
    const row = found.get(`${weekday}-${hour}`)
    const estimate = toEstimate(row)
    return { weekday, hour, row, step: estimate ? toHeatStep(estimate.value) : null }
  }))
  return { weekdays, hours, cells }
}

/**
 * The hour whose interval lies wholly below the share of the week as a whole, the lowest of them; null where there is none. With some fifty
 * hours looked at, one in a while stands out by chance alone: it is where to look, not a proof, and is worded so.
 */
export function leastSatisfied({ cells }: HeatGrid): HeatCell | null {
  const counted = cells.flatMap(({ row }) => (row?.numerator == null || row.denominator == null ? [] : [{ numerator: row.numerator, denominator: row.denominator }]))
  const all = counted.reduce((sum, it) => sum + it.denominator, 0)
  if (all === 0) return null
  const whole = counted.reduce((sum, it) => sum + it.numerator, 0) / all
  const below = cells.flatMap((cell) => { const estimate = toEstimate(cell.row); return estimate && estimate.upper < whole ? [{ cell, share: estimate.value }] : [] })
  return below.sort((one, other) => one.share - other.share)[0]?.cell ?? null
}
