import { z } from 'zod'
import type { DayRange } from '../../contract/period.ts'
import { defineQuery } from '../../platform/warehouse/define-query.ts'
import type { Warehouse } from '../../platform/warehouse/warehouse.ts'
import { addDays } from '../../registry/working-calendar/days.ts'
import type { Rollup } from '../indicators/indicator.ts'
import type { CellRequest, Countable } from '../queries/cell-request.ts'
import { selectCellsOfAll } from '../queries/indicator-cells.ts'
import { UNIT_TABLES } from '../queries/unit-sums.ts'

/** The days on which a unit has facts of one kind, and how many facts. */
export interface SentDays { days: ReadonlySet<string>; stored: number }

/** What is sent day by day; offers and sheets of surveys come when people are served and answer. */
export type SentRollup = Exclude<Rollup, 'offer_daily' | 'survey_daily'>
/** Facts that somebody has sent for a day: ratings given, dossiers received or resolved. Other columns come about by the clock. */
const SENT: Record<SentRollup, string> = { rating_daily: 'ratings', dossier_daily: 'received + resolved' }

/** Days that fit into one whole number without losing any, as bits. */
const DAYS_A_NUMBER = 48

/** A number whose bits are days that have facts, counted from `offset` days after the first. */
function daysAsBits(rollup: SentRollup, offset: number): Countable {
  const at = `toInt32(cells.day) - toInt32(toDate({from:String})) - ${offset}`
  const isSent = `${SENT[rollup]} > 0 AND ${at} >= 0 AND ${at} < ${DAYS_A_NUMBER}`
  return {
    definition: { id: `days-sent-${offset}` }, rollup, where: '1',
    numerator: `groupBitOrIf(bitShiftLeft(toUInt64(1), greatest(0, least(${DAYS_A_NUMBER - 1}, ${at}))), ${isSent})`,
    denominator: `countIf(${isSent})`, sampleSize: `sumIf(${SENT[rollup]}, ${isSent})`,
  }
}

const HALF = 2 ** 24

/** The days among 48 that a number's bits stand for, the lowest bit first. Bits are looked at by halves, because operators on them know 32 only. */
export function toDays(bits: number, days: readonly string[]): string[] {
  const halves = [bits % HALF, Math.floor(bits / HALF)]
  return days.filter((_, at) => at < DAYS_A_NUMBER && (((halves[at < 24 ? 0 : 1] ?? 0) >>> (at % 24)) & 1) === 1)
}

/** Every day from one to another, the second not included. */
export function daysBetween({ from, to }: DayRange): string[] {
  const days: string[] = []
  for (let day = from; day < to; day = addDays(day, 1)) days.push(day)
  return days
}

/** On which days units of a level have facts: one statement, which answers a line for each unit and not for each of its days. */
export async function readSentDays(warehouse: Warehouse, rollup: SentRollup, { from, to, level, parent }: Pick<CellRequest, 'from' | 'to' | 'level' | 'parent'>): Promise<Map<string, SentDays>> {
  const days = daysBetween({ from, to })
  const offsets = Array.from({ length: Math.ceil(days.length / DAYS_A_NUMBER) }, (_, index) => index * DAYS_A_NUMBER)
  const numbers = offsets.map((it) => daysAsBits(rollup, it))
  const found = await selectCellsOfAll(warehouse, numbers, { from, to, today: to, level, parent, bucket: null, segment: null })
  const sent = new Map<string, { days: Set<string>; stored: number }>()
  found.forEach((cells, index) => {
    const offset = offsets[index] ?? 0
    const inNumber = days.slice(offset, offset + DAYS_A_NUMBER)
    for (const { unit, numerator, sampleSize } of cells) {
      const known = sent.get(unit) ?? { days: new Set<string>(), stored: 0 }
      for (const day of toDays(numerator, inNumber)) known.days.add(day)
      sent.set(unit, { days: known.days, stored: known.stored + sampleSize })
    }
  })
  return sent
}

const LOOK_BACK_DAYS = 366
/** Parameters travel in an address, which has its limits. */
const UNITS_PER_QUERY = 500

const lastDays = (rollup: SentRollup) => defineQuery<{ level: string; units: string[]; from: string; to: string }, [unit: string, day: string]>({
  name: `last-days-sent:${rollup}`,
  sql: `SELECT unit_code, toString(max(day)) AS last_day FROM (SELECT * FROM ${UNIT_TABLES[rollup]} FINAL
          WHERE is_deleted = 0 AND level = {level:String} AND unit_code IN {units:Array(String)} AND day >= toDate({from:String}) AND day < toDate({to:String}))
        WHERE ${SENT[rollup]} > 0 GROUP BY unit_code`,
  row: z.object({ unit_code: z.string(), last_day: z.string() }).transform((it): [string, string] => [it.unit_code, it.last_day]),
})
const LAST_DAYS = { rating_daily: lastDays('rating_daily'), dossier_daily: lastDays('dossier_daily') }

/** The last day before `before` on which each of these units has facts, looked for a year back; units without one are left out. */
export async function readLastDays(warehouse: Warehouse, rollup: SentRollup, { level, units, before }: { level: string; units: readonly string[]; before: string }): Promise<Map<string, string>> {
  const found = new Map<string, string>()
  for (let start = 0; start < units.length; start += UNITS_PER_QUERY) {
    const some = units.slice(start, start + UNITS_PER_QUERY)
    for (const [unit, day] of await warehouse.select(LAST_DAYS[rollup], { level, units: some, from: addDays(before, -LOOK_BACK_DAYS), to: before })) found.set(unit, day)
  }
  return found
}
