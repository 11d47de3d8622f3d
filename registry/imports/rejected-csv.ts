import { stringify } from 'csv-stringify/sync'
import type { ImportProblem } from '../../contract/import.ts'
import type { Sheet } from './read-sheet.ts'

/** Every refused row as it was sent, with what is wrong with it: to be mended and sent again without that column. */
export function renderRejected({ header, rows }: Sheet, problems: readonly ImportProblem[]): string {
  const byLine = new Map<number, ImportProblem[]>()
  for (const problem of problems) byLine.set(problem.line, [...(byLine.get(problem.line) ?? []), problem])
  return stringify(
    [
      [...header, 'problem'],
      ...rows.filter((it) => byLine.has(it.line)).map(({ line, cells }) => [
        ...header.map((_, index) => cells[index] ?? ''),
        (byLine.get(line) ?? []).map(({ column, rule }) => (column === '' ? rule : `${column}: ${rule}`)).join('; '),
      ]),
    ],
    // A spreadsheet must not take a name that begins with "=" for a formula.
    { escape_formulas: true },
  )
}
