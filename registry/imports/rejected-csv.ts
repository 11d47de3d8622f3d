import { stringify } from 'csv-stringify/sync'
import type { ImportProblem } from '../../contract/import.ts'
import type { SheetRow } from './sheet-row.ts'

// A spreadsheet must not take a name that begins with "=" for a formula.
const toText = (rows: string[][]): string => stringify(rows, { escape_formulas: true })

/** By which spreadsheets know that a file is UTF-8. */
const BOM = '\uFEFF'

/** The first line of a report: the file's own header and one column more. */
export const renderRejectedHeader = (header: readonly string[]): string => BOM + toText([[...header, 'problem']])

/** Every refused row as it was sent, with what is wrong with it: to be mended and sent again without that column. */
export function renderRejected(header: readonly string[], rows: readonly SheetRow[], problems: readonly ImportProblem[]): string {
  const byLine = new Map<number, ImportProblem[]>()
  for (const problem of problems) byLine.set(problem.line, [...(byLine.get(problem.line) ?? []), problem])
  return toText(rows.filter((it) => byLine.has(it.line)).map(({ line, cells }) => [
    ...header.map((_, index) => cells[index] ?? ''),
    (byLine.get(line) ?? []).map(({ column, rule }) => (column === '' ? rule : `${column}: ${rule}`)).join('; '),
  ]))
}
