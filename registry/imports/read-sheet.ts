import { setImmediate } from 'node:timers/promises'
import { CsvError, parse } from 'csv-parse'
import type { ImportProblem } from '../../contract/import.ts'

/** A file of which no row can be read; nothing of it is taken. */
export class UnreadableSheet extends Error {
  readonly problem: ImportProblem

  constructor(problem: ImportProblem) {
    super(problem.rule)
    this.problem = problem
  }
}

export interface SheetRow { /** counted from 1, the header's line */ line: number; cells: string[] }
export interface Sheet { header: string[]; rows: SheetRow[] }

/** Reading a large file lets requests through after so many rows. */
const ROWS_BETWEEN_PAUSES = 1_000

function toText(file: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(file)
  } catch {
    throw new UnreadableSheet({ line: 1, column: '', value: '', rule: 'the file is UTF-8; save it as "CSV UTF-8"' })
  }
}

/** Excel writes semicolons where the comma is the decimal mark, as in Vietnam. */
function delimiterOf(text: string): ',' | ';' {
  const header = text.slice(0, text.search(/[\r\n]|$/))
  return header.split(';').length > header.split(',').length ? ';' : ','
}

/** The rows of a CSV file in UTF-8, with or without BOM, separated by comma or semicolon. Cells come trimmed. */
export async function readSheet(file: Uint8Array): Promise<Sheet> {
  const text = toText(file)
  const parser = parse(text, {
    delimiter: delimiterOf(text), trim: true, skip_empty_lines: true, relax_column_count: true, relax_quotes: true, info: true,
  })
  const rows: SheetRow[] = []
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
      if (record.some((cell) => cell !== '')) rows.push({ line: info.lines, cells: record.map((cell) => cell.normalize('NFC')) })
      if (rows.length % ROWS_BETWEEN_PAUSES === 0) await setImmediate()
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    throw new UnreadableSheet({ line: Number(error['lines'] ?? 1), column: '', value: '', rule: `readable CSV: ${error.message}` })
  }
  const header = rows.shift()
  if (!header) throw new UnreadableSheet({ line: 1, column: '', value: '', rule: 'the first line names the columns' })
  return { header: header.cells, rows }
}
