import type { Sheet } from '../../ui/to-csv.ts'
import { MARK_WORDS, MARKS, type AffairRow } from './affair-rows.ts'
import type { Say } from '../../i18n/messages.ts'

/** The indicators and composites that can stand in the table, in order; the others are counts and words. */
export const INDICATOR_COLUMNS = ['on-time-due', 'component-digitisation', 'result-digitisation', 'counter-satisfaction'] as const
export const INDEX_COLUMNS = ['decision-766', 'service-quality'] as const
export const OTHER_COLUMNS = ['ratings', 'dossiers', 'tablets', 'marks', 'versions'] as const
export const COLUMNS = [...INDICATOR_COLUMNS, ...INDEX_COLUMNS, ...OTHER_COLUMNS] as const
export type ColumnId = (typeof COLUMNS)[number]
const SHOWN_FIRST: readonly ColumnId[] = ['on-time-due', 'component-digitisation', 'counter-satisfaction', 'decision-766', 'ratings', 'marks']

export const isIndicator = (id: string): id is (typeof INDICATOR_COLUMNS)[number] => INDICATOR_COLUMNS.some((it) => it === id)
export const isIndex = (id: string): id is (typeof INDEX_COLUMNS)[number] => INDEX_COLUMNS.some((it) => it === id)

/** The columns an address asks for (`cols=on-time-due,ratings`), always in the same order; the usual ones where it names none. */
export function toColumns(text: string | undefined): ColumnId[] {
  const asked = text?.split(',') ?? []
  const known = COLUMNS.filter((it) => asked.includes(it))
  return known.length > 0 ? known : [...SHOWN_FIRST]
}
/** The same as text; undefined for the usual ones, which need not stand in the address. */
export function toColumnText(columns: readonly ColumnId[]): string | undefined {
  const inOrder = COLUMNS.filter((it) => columns.includes(it))
  return inOrder.join() === SHOWN_FIRST.join() ? undefined : inOrder.join(',')
}

/** How many ratings a unit's satisfaction rests on, and how many dossiers came due; null where that is not known. */
export const countsOf = ({ values }: AffairRow) => ({
  ratings: values.get('counter-satisfaction')?.sampleSize ?? null, coverage: values.get('counter-satisfaction')?.coverage ?? null, dossiers: values.get('on-time-due')?.sampleSize ?? null,
})

/** What a column is sorted by. */
export function numberOf(column: string): (row: AffairRow) => number | null {
  if (isIndicator(column)) return ({ values }) => values.get(column)?.value ?? null
  if (isIndex(column)) return ({ indices }) => indices.get(column)?.total ?? null
  if (column === 'ratings' || column === 'dossiers') return (row) => countsOf(row)[column]
  if (column === 'tablets') return ({ gap }) => gap?.tablets.silent ?? null
  if (column === 'marks') return ({ marks }) => (marks[0] === undefined ? MARKS.length : MARKS.indexOf(marks[0]))
  return () => null
}

const percent = (share: number | null | undefined) => (share == null ? null : Number((share * 100).toFixed(4)))

/** What is shown, as a sheet: percentages as numbers with a point, whatever the language, each with its interval and its count. */
export function toAffairSheet(rows: readonly AffairRow[], columns: readonly ColumnId[], say: Say): Sheet {
  const indicators = columns.filter(isIndicator)
  const indices = columns.filter(isIndex)
  return {
    head: [
      'unit', 'name', 'state', 'working_days', 'ratings_last_day', 'dossiers_last_day', 'marks',
      ...indicators.flatMap((id) => [id, `${id}:lower`, `${id}:upper`, `${id}:n`, `${id}:coverage`, `${id}:origin`, `${id}:version`]),
      ...indices.flatMap((id) => [id, `${id}:lowest`, `${id}:highest`]),
    ],
    rows: rows.map(({ code, name, gap, values, indices: scores, marks }) => [
      code, name, gap?.state ?? null, gap?.workingDays ?? null, gap?.ratings?.lastDay ?? null, gap?.dossiers.lastDay ?? null, marks.map((it) => say(MARK_WORDS[it])).join('; '),
      ...indicators.flatMap((id) => {
        const row = values.get(id)
        return [percent(row?.value), percent(row?.lower), percent(row?.upper), row?.sampleSize ?? null, percent(row?.coverage), row?.origin ?? null, row?.definitionVersion ?? null]
      }),
      ...indices.flatMap((id) => {
        const row = scores.get(id)
        return [row?.total ?? null, row?.bounds.lower ?? null, row?.bounds.upper ?? null]
      }),
    ]),
  }
}
