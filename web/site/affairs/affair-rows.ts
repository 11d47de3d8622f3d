import type { IndexLevelRow } from '../../../contract/index-values.ts'
import type { IndicatorValue, Quality } from '../../../contract/indicator.ts'
import type { ReportingGap } from '../../../contract/reporting-gaps.ts'
import type { MessageKey } from '../../i18n/messages.ts'
import { createWordFilter, toSearchable } from '../search-words.ts'
import { nameOrder } from '../../ui/name-order.ts'

/** What a unit's figures are marked with, the gravest first. */
export const MARKS = ['nothing', 'stopped', 'gaps', 'aside', 'warnings', 'few', 'unclassified', 'thin', 'reported'] as const
export type Mark = (typeof MARKS)[number]
/** What somebody should look at; the others are only good to know. */
export const WARNINGS: ReadonlySet<Mark> = new Set(['nothing', 'stopped', 'gaps', 'aside', 'warnings', 'few', 'unclassified'])
export const MARK_WORDS = {
  nothing: 'mark_nothing', stopped: 'mark_stopped', gaps: 'mark_gaps', aside: 'mark_aside', warnings: 'mark_warnings', few: 'mark_few',
  unclassified: 'mark_unclassified', thin: 'mark_thin', reported: 'mark_reported',
} as const satisfies Record<Mark, MessageKey>
export const toTone = (mark: Mark) => (mark === 'nothing' || mark === 'stopped' ? 'worse' as const : WARNINGS.has(mark) ? 'brass' as const : 'neutral' as const)

/** One unit of the table: how it reports, its values by indicator, its composites by index. */
export interface AffairRow {
  code: string
  name: string
  searchable: string
  gap: ReportingGap | null
  values: ReadonlyMap<string, IndicatorValue>
  indices: ReadonlyMap<string, IndexLevelRow>
  marks: readonly Mark[]
}

export interface AffairSources {
  gaps: readonly ReportingGap[]
  /** Values as they have come so far, by indicator; and composites, by index. */
  values: ReadonlyMap<string, readonly IndicatorValue[]>
  indices: ReadonlyMap<string, readonly IndexLevelRow[]>
}

const QUALITY_MARKS: Partial<Record<Quality, Mark>> = {
  'set-aside': 'aside', 'low-response': 'few', 'not-representative': 'few', 'incomplete': 'unclassified', 'small-sample': 'thin',
}

function toMarks(gap: ReportingGap | null, values: readonly IndicatorValue[]): Mark[] {
  const found = new Set<Mark>(values.flatMap(({ quality, origin }) => [...quality.flatMap((it) => QUALITY_MARKS[it] ?? []), ...(origin === 'reported' ? ['reported' as const] : [])]))
  if (gap && gap.state !== 'complete') found.add(gap.state)
  if (gap?.measures && gap.measures.warnings > 0) found.add('warnings')
  return MARKS.filter((it) => found.has(it))
}

function byUnit<Row extends { unit: string }>(sources: ReadonlyMap<string, readonly Row[]>): Map<string, Map<string, Row>> {
  const units = new Map<string, Map<string, Row>>()
  for (const [id, rows] of sources) for (const row of rows) units.set(row.unit, (units.get(row.unit) ?? new Map<string, Row>()).set(id, row))
  return units
}

/** Every unit that has to send something or has a figure, in the order of names: nobody is ranked. */
export function toAffairRows({ gaps, values, indices }: AffairSources, language: 'vi' | 'en'): AffairRow[] {
  const [valuesOf, indicesOf] = [byUnit(values), byUnit(indices)]
  const gapOf = new Map(gaps.map((it) => [it.unit, it]))
  const names = new Map<string, string>()
  for (const rows of [...values.values(), ...indices.values(), gaps]) for (const { unit, unitName } of rows) names.set(unit, unitName[language])
  const collator = nameOrder(language)
  return [...names]
    .map(([code, name]): AffairRow => {
      const own = valuesOf.get(code) ?? new Map<string, IndicatorValue>()
      const gap = gapOf.get(code) ?? null
      return { code, name, searchable: toSearchable(name, code), gap, values: own, indices: indicesOf.get(code) ?? new Map(), marks: toMarks(gap, [...own.values()]) }
    })
    .sort((one, other) => collator.compare(one.name, other.name))
}

/** A filter by mark: one of them, or those that matter, or those that are silent. */
export const isMarkFilter = (text: string | undefined): text is Mark | 'warning' | 'silent' =>
  text === 'warning' || text === 'silent' || MARKS.some((it) => it === text)

const hasMark = ({ marks }: AffairRow, asked: string | undefined) => {
  if (!isMarkFilter(asked)) return true
  if (asked === 'warning') return marks.some((it) => WARNINGS.has(it))
  return asked === 'silent' ? marks.includes('nothing') || marks.includes('stopped') : marks.includes(asked)
}

/** The rows that have these words (written with or without marks) in name or code, and this mark. */
export function filterRows(rows: readonly AffairRow[], { words, mark }: { words?: string | undefined, mark?: string | undefined }): AffairRow[] {
  const fits = createWordFilter(words ?? '')
  return rows.filter((row) => fits(row.searchable) && hasMark(row, mark))
}

export interface Sorting { column: string, order: 'ascending' | 'descending' }

/** `on-time-due` and `-on-time-due` in an address; null where it names none. */
export function toSorting(text: string | undefined): Sorting | null {
  if (!text) return null
  return text.startsWith('-') ? { column: text.slice(1), order: 'descending' } : { column: text, order: 'ascending' }
}
export const toSortText = ({ column, order }: Sorting): string => (order === 'descending' ? `-${column}` : column)
/** What the next press on a column's head asks for: upwards, downwards, and then the order of names again. */
export function nextSorting(present: Sorting | null, column: string): Sorting | null {
  if (present?.column !== column) return { column, order: 'ascending' }
  return present.order === 'ascending' ? { column, order: 'descending' } : null
}

/** Rows by a number of theirs; those without one stay last, whichever way round, and equal ones stay in the order they came in. */
export function sortRows<Row>(rows: readonly Row[], numberOf: (row: Row) => number | null, order: Sorting['order']): Row[] {
  const sign = order === 'ascending' ? 1 : -1
  return rows.toSorted((one, other) => {
    const [a, b] = [numberOf(one), numberOf(other)]
    if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1
    return sign * (a - b)
  })
}
