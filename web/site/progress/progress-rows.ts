import { WITHOUT, type ProgressColumn, type ProgressCut, type ProgressRow } from '../../../contract/dossier-progress.ts'
import type { MessageKey, Say } from '../../i18n/messages.ts'
import type { Language } from '../../../contract/words/translator.ts'
import type { Sheet } from '../../ui/to-csv.ts'
import { toRowName } from './progress-words.ts'
import { nameOrder } from '../../ui/name-order.ts'

/** The table's columns in order; those of one `group` stand under one head. */
export const TABLE_COLUMNS: readonly { id: ProgressColumn, label: MessageKey, isBehind?: boolean, isPart?: boolean }[] = [
  { id: 'due-today', label: 'columnDueToday' }, { id: 'due-soon', label: 'columnDueSoon' },
  { id: 'overdue', label: 'columnOverdueAll', isBehind: true }, { id: 'overdue-short', label: 'columnOverdueShort', isPart: true },
  { id: 'overdue-medium', label: 'columnOverdueMedium', isPart: true }, { id: 'overdue-long', label: 'columnOverdueLong', isPart: true },
  { id: 'open', label: 'columnOpen' }, { id: 'received-today', label: 'columnReceivedToday' }, { id: 'resolved-today', label: 'columnResolvedToday' },
]

export type SortColumn = ProgressColumn | 'name'
export interface RowOrder { column: SortColumn, direction: 'ascending' | 'descending' }

export interface NamedRow extends ProgressRow { key: string, text: string }

/**
 * The order an address asks for (`overdue-descending`). Where it asks for none, places go by name, for nobody is ranked; sectors and
 * procedures by what is overdue.
 */
export function toRowOrder(text: string | undefined, by: ProgressCut): RowOrder {
  const [, column, direction] = /^(.+)-(ascending|descending)$/.exec(text ?? '') ?? []
  const known = column === 'name' ? 'name' : TABLE_COLUMNS.find(({ id }) => id === column)?.id
  if (known) return { column: known, direction: direction === 'ascending' ? 'ascending' : 'descending' }
  return by === 'sector' || by === 'procedure' ? { column: 'overdue', direction: 'descending' } : { column: 'name', direction: 'ascending' }
}

/** Rows with their names, those that contain a text, in an order; equals by name, and what belongs to none last. */
export function toShownRows(rows: readonly ProgressRow[], { by, text, order, language, say }: { by: ProgressCut, text: string, order: RowOrder, language: Language, say: Say }): NamedRow[] {
  const collator = nameOrder(language)
  const plain = (it: string) => it.normalize('NFD').replaceAll(/\p{M}/gu, '').replaceAll(/đ/gi, 'd').toLowerCase()
  const named = rows.map((row): NamedRow => ({ ...row, key: row.code ?? WITHOUT, text: toRowName(language, say, by, row) }))
  const sign = order.direction === 'ascending' ? 1 : -1
  return named.filter((it) => plain(`${it.text} ${it.code ?? ''}`).includes(plain(text.trim()))).sort((one, other) => {
    if ((one.code === null) !== (other.code === null)) return one.code === null ? 1 : -1
    const byName = collator.compare(one.text, other.text)
    return order.column === 'name' ? sign * byName : sign * (one.counts[order.column] - other.counts[order.column]) || byName
  })
}

/** The table as it is shown, for a file. */
export const toProgressSheet = (rows: readonly NamedRow[], by: ProgressCut, unit: string | null, countedAt: string): Sheet => ({
  head: ['unit', 'countedAt', by, 'name', ...TABLE_COLUMNS.map(({ id }) => id), 'due-later', 'undated', 'longestOverdue', 'longestOverdueWorkingDays'],
  rows: rows.map(({ code, text, counts, longest }) => [
    unit, countedAt, code, text, ...TABLE_COLUMNS.map(({ id }) => counts[id]), counts['due-later'], counts.undated, longest?.code ?? null, longest?.workingDays ?? null,
  ]),
})
