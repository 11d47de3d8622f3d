import type { IndicatorValue } from '../../../contract/indicator.ts'
import { LIVE_STEP, type LiveCounter, type LiveScore } from '../../../contract/live.ts'
import type { Counter } from '../../../contract/unit.ts'
import type { Language } from '../../../contract/words/translator.ts'
import type { Estimate } from '../../../contract/words/format.ts'
import { toEstimate } from '../../../contract/words/estimate.ts'
import { nameOrder } from '../../ui/name-order.ts'

export interface CounterRow {
  code: string
  name: string
  value: IndicatorValue | undefined
  /** Of this moment, where `value` may be held back. */
  count: number | null
  today: number
  /** Of today, in whole tens of ratings. */
  score: LiveScore | null
  months: (Estimate | null)[]
}

export type CounterColumn = 'name' | 'value' | 'count' | 'today'
export interface CounterOrder { column: CounterColumn, direction: 'ascending' | 'descending' }

const columns: readonly CounterColumn[] = ['name', 'value', 'count', 'today']

/** The order an address asks for: `value-descending`; by name where it asks for none. */
export function toCounterOrder(text: string | undefined): CounterOrder {
  const [column, direction] = (text ?? '').split('-')
  const known = columns.find((candidate) => candidate === column)
  return { column: known ?? 'name', direction: known && direction === 'descending' ? 'descending' : 'ascending' }
}

/**
 * What is shown of counters whose period is still running: a value takes the place of the one before only with ten ratings more (or fewer),
 * so that whoever looks on does not see who has just given one star. Counts are not held back.
 */
export function holdValues(shown: ReadonlyMap<string, IndicatorValue>, fresh: readonly IndicatorValue[]): Map<string, IndicatorValue> {
  return new Map(fresh.map((row) => {
    const before = shown.get(row.unit)
    const isHeld = before?.value != null && row.value !== null && Math.abs((row.sampleSize ?? 0) - (before.sampleSize ?? 0)) < LIVE_STEP
    return [row.unit, isHeld ? before : row]
  }))
}

/** One row for every counter of a centre, those without a single rating too. */
export function toCounterRows(
  counters: readonly Counter[], figures: { values: readonly IndicatorValue[], held: ReadonlyMap<string, IndicatorValue>, today: readonly LiveCounter[], byMonth: readonly IndicatorValue[] },
  months: readonly string[], language: Language,
): CounterRow[] {
  const counts = new Map(figures.values.map((row) => [row.unit, row.sampleSize]))
  const today = new Map(figures.today.map((row) => [row.code, row]))
  const history = new Map(figures.byMonth.map((row) => [`${row.unit} ${row.period}`, toEstimate(row)]))
  return counters.map(({ code, nameVi, nameEn }) => ({
    code, name: language === 'vi' ? nameVi : nameEn, value: figures.held.get(code), count: counts.get(code) ?? null, today: today.get(code)?.ratings ?? 0, score: today.get(code)?.score ?? null,
    months: months.map((month) => history.get(`${code} ${month}`) ?? null),
  }))
}

/** Rows in the reader's order; counters without a figure stand last in either direction, equals by name. */
export function sortCounterRows(rows: readonly CounterRow[], { column, direction }: CounterOrder, language: Language): CounterRow[] {
  const collator = nameOrder(language)
  const sign = direction === 'ascending' ? 1 : -1
  const figure = (row: CounterRow) =>
    column === 'value' ? (row.value?.value ?? null) : column === 'count' ? row.count : row.today
  return [...rows].sort((one, other) => {
    const byName = collator.compare(one.name, other.name)
    if (column === 'name') return sign * byName
    const [left, right] = [figure(one), figure(other)]
    if (left === null || right === null) return left === right ? byName : left === null ? 1 : -1
    return sign * (left - right) || byName
  })
}
