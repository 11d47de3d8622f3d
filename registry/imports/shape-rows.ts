import { setImmediate } from 'node:timers/promises'
import type { ImportProblem } from '../../contract/import.ts'
import { toRuleBreaches } from '../../platform/errors.ts'
import { placeColumns } from './columns.ts'
import type { RowDefinition, ShapedRow } from './import-definition.ts'
import type { Sheet } from './read-sheet.ts'
import type { SheetRow } from './sheet-row.ts'

const ROWS_BETWEEN_PAUSES = 1_000

export interface ShapedSheet<Row> {
  rows: ShapedRow<Row>[]
  problems: ImportProblem[]
  /** The cell of a row under a column, as it was sent. */
  cellAt(row: SheetRow, column: string): string
}

/** Gives every row its shape, or says which of its cells break which rule. Throws UnreadableSheet for a wrong header. */
export async function shapeRows<Row>({ header, rows }: Sheet, definition: RowDefinition<Row>): Promise<ShapedSheet<Row>> {
  const places = placeColumns(header, definition.columns)
  const cellAt = (row: SheetRow, column: string) => row.cells[places.get(column) ?? -1] ?? ''
  const shaped: ShapedRow<Row>[] = []
  const problems: ImportProblem[] = []
  for (const [index, row] of rows.entries()) {
    if (index % ROWS_BETWEEN_PAUSES === 0) await setImmediate()
    const { line, cells } = row
    if (cells.length !== header.length) {
      problems.push({ line, column: '', value: cells.join(' | '), rule: `as many cells as the header, which has ${header.length}; this row has ${cells.length}` })
      continue
    }
    const input = Object.fromEntries([...places.keys()].map((name) => [name, cellAt(row, name)]).filter(([, cell]) => cell !== ''))
    const parsed = definition.shape.safeParse(input)
    if (parsed.success) shaped.push({ line, row: parsed.data })
    else {
      for (const { pointer, rule } of toRuleBreaches(parsed.error, input)) {
        const column = pointer.slice(1)
        const value = cellAt(row, column)
        problems.push({ line, column, value, rule: value === '' && column !== 'parentCode' ? 'a value is required' : rule })
      }
    }
  }
  return { rows: shaped, problems, cellAt }
}
