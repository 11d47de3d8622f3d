import { z } from 'zod'
import { defineQuery } from '../../platform/warehouse/define-query.ts'
import type { Warehouse } from '../../platform/warehouse/warehouse.ts'
import type { Places } from '../../registry/places.ts'
import type { ProcedureIndex } from '../../registry/procedures/procedure-index.ts'
import type { RatingCell } from '../detection/detect-underperformance.ts'
import { QUALITY_METHOD } from '../detection/quality-bits.ts'
import { toWeekDays, toWeekEnd, WEEK_OF_DAY } from './weeks.ts'

/** Levels that count as dissatisfied: 1 and 2 of five, 1 of three. */
export const DISSATISFIED = 'score <= if(scale = 5, 2, 1)'
/** What makes ratings comparable: the sector of their procedure, the channel and the scale. Needs `sectorParams`. */
export const FIELD = `concat(transform(toString(procedure_code), {procedures:Array(String)}, {sectors:Array(String)}, ''), '|', toString(channel), '|', toString(scale))`

/** The sector of every procedure, as the register knows it today. */
export function sectorParams(procedures: Pick<ProcedureIndex, 'allOn'>, today: string): { procedures: string[]; sectors: string[] } {
  const all = procedures.allOn(today)
  // The engine knows no type of an empty list.
  return { procedures: ['', ...all.map((it) => it.code)], sectors: ['', ...all.map((it) => it.sectorCode)] }
}

/** The province a unit lies in; the unit itself where it lies in none. */
export const provinceOf = (places: Pick<Places, 'pathOf'>, unit: string): string => {
  const path = places.pathOf(unit)
  return path?.ancestors.find((it) => it.kind === 'province')?.code ?? unit
}

type CellParams = { from: string; to: string; procedures: string[]; sectors: string[] }
const weeklyCells = defineQuery<CellParams, [counter: string, field: string, week: number, n: number, dissatisfied: number]>({
  name: 'rating-cells-of-weeks', lane: 'job',
  sql: `SELECT toString(counter_code) AS counter, ${FIELD} AS field, ${WEEK_OF_DAY} AS week, toUInt32(sum(ratings)) AS n, toUInt32(sumIf(ratings, ${DISSATISFIED})) AS dissatisfied
        FROM rating_daily FINAL WHERE is_deleted = 0 AND day >= {from:Date} AND day < {to:Date} GROUP BY counter, field, week ORDER BY counter`,
  row: z.object({ counter: z.string(), field: z.string(), week: z.number(), n: z.number(), dissatisfied: z.number() }).transform((it) => [it.counter, it.field, it.week, it.n, it.dissatisfied]),
})

/**
 * Ratings by counter, field and week up to `lastWeek`, of so many weeks, for detection. A counter is judged where it lies now; one that the registry
 * no longer knows is left out.
 */
export async function readCells(
  { warehouse, places, procedures }: { warehouse: Warehouse; places: Places; procedures: Pick<ProcedureIndex, 'allOn'> }, { lastWeek, weeks, today }: { lastWeek: number; weeks: number; today: string },
): Promise<RatingCell[]> {
  const rows = await warehouse.select(weeklyCells, { ...toWeekDays(toWeekEnd(lastWeek), weeks), ...sectorParams(procedures, today) })
  const placed = new Map<string, { centre: string; province: string } | null>()
  const placeOf = (counter: string) => {
    const centre = places.centreOf(counter)
    return centre === null ? null : { centre, province: provinceOf(places, centre) }
  }
  return rows.flatMap(([counter, field, week, n, dissatisfied]) => {
    const place = placed.get(counter) ?? placeOf(counter)
    placed.set(counter, place)
    return place === null ? [] : [{ ...place, counter, field, week, n, dissatisfied }]
  })
}

const oddCells = defineQuery<CellParams & { detector: number }, [counter: string, field: string, week: number, n: number, dissatisfied: number]>({
  name: 'odd-cells-of-weeks', lane: 'job',
  // Of a repeated rating the first delivery counts; folding the few that are odd costs less than folding them all.
  sql: `SELECT toString(counter_code) AS counter, ${FIELD} AS field, ${WEEK_OF_DAY} AS week, toUInt32(count()) AS n, toUInt32(countIf(${DISSATISFIED})) AS dissatisfied
        FROM (SELECT counter_code, procedure_code, channel, scale, score, toDate(corrected_at, 'Asia/Ho_Chi_Minh') AS day FROM ratings
          WHERE corrected_at >= toDateTime64({from:String}, 3, 'Asia/Ho_Chi_Minh') AND corrected_at < toDateTime64({to:String}, 3, 'Asia/Ho_Chi_Minh')
            AND (sender, id) IN (SELECT sender, id FROM rating_quality FINAL WHERE detector = {detector:UInt16} AND day >= {from:Date} AND day < {to:Date} AND excluded = 1)
          ORDER BY precedence DESC LIMIT 1 BY sender, id)
        GROUP BY counter, field, week`,
  row: z.object({ counter: z.string(), field: z.string(), week: z.number(), n: z.number(), dissatisfied: z.number() }).transform((it) => [it.counter, it.field, it.week, it.n, it.dissatisfied]),
})

export interface OddCell { counter: string; week: number; n: number; dissatisfied: number }

/** The same cells without odd ratings (statistics.md §3), and those beside them; null where there are none in these weeks. */
export async function withoutOdd(
  { warehouse, procedures }: { warehouse: Warehouse; procedures: Pick<ProcedureIndex, 'allOn'> }, cells: readonly RatingCell[], { lastWeek, weeks, today }: { lastWeek: number; weeks: number; today: string },
): Promise<{ cells: RatingCell[]; odd: OddCell[] } | null> {
  const rows = await warehouse.select(oddCells, { ...toWeekDays(toWeekEnd(lastWeek), weeks), ...sectorParams(procedures, today), detector: QUALITY_METHOD.version })
  if (rows.length === 0) return null
  const keyOf = (counter: string, field: string, week: number) => `${counter}\n${field}\n${week}`
  const taken = new Map(rows.map(([counter, field, week, n, dissatisfied]) => [keyOf(counter, field, week), { n, dissatisfied }]))
  const odd: OddCell[] = []
  const left = cells.flatMap((cell) => {
    const found = taken.get(keyOf(cell.counter, cell.field, cell.week))
    if (!found) return [cell]
    // A rating may be judged before its day is counted: never more than was counted is taken away.
    const n = Math.min(cell.n, found.n)
    const dissatisfied = Math.max(0, Math.min(cell.dissatisfied, found.dissatisfied), cell.dissatisfied - (cell.n - n))
    odd.push({ counter: cell.counter, week: cell.week, n, dissatisfied })
    return n === cell.n ? [] : [{ ...cell, n: cell.n - n, dissatisfied: cell.dissatisfied - dissatisfied }]
  })
  return { cells: left, odd }
}
