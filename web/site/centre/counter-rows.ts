import type { IndicatorValue } from '../../../contract/indicator.ts'
import type { Counter } from '../../../contract/unit.ts'
import type { Language } from '../../i18n/translator.ts'
import type { Estimate } from '../../i18n/format.ts'
import { toEstimate } from '../../ui/estimate.ts'

export interface CounterRow {
  code: string
  name: string
  value: IndicatorValue | undefined
  today: number
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

/** One row for every counter of a centre, those without a single rating too. */
export function toCounterRows(
  counters: readonly Counter[], figures: { values: readonly IndicatorValue[], today: readonly IndicatorValue[], byMonth: readonly IndicatorValue[] },
  months: readonly string[], language: Language,
): CounterRow[] {
  const values = new Map(figures.values.map((row) => [row.unit, row]))
  const today = new Map(figures.today.map((row) => [row.unit, row.sampleSize ?? 0]))
  const history = new Map(figures.byMonth.map((row) => [`${row.unit} ${row.period}`, toEstimate(row)]))
  return counters.map(({ code, nameVi, nameEn }) => ({
    code, name: language === 'vi' ? nameVi : nameEn, value: values.get(code), today: today.get(code) ?? 0,
    months: months.map((month) => history.get(`${code} ${month}`) ?? null),
  }))
}

/** Rows in the reader's order; counters without a figure stand last in either direction, equals by name. */
export function sortCounterRows(rows: readonly CounterRow[], { column, direction }: CounterOrder, language: Language): CounterRow[] {
  const collator = new Intl.Collator(language, { numeric: true })
  const sign = direction === 'ascending' ? 1 : -1
  const figure = (row: CounterRow) =>
    column === 'value' ? (row.value?.value ?? null) : column === 'count' ? (row.value?.sampleSize ?? null) : row.today
  return [...rows].sort((one, other) => {
    const byName = collator.compare(one.name, other.name)
    if (column === 'name') return sign * byName
    const [left, right] = [figure(one), figure(other)]
    if (left === null || right === null) return left === right ? byName : left === null ? 1 : -1
    return sign * (left - right) || byName
  })
}
