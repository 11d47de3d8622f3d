import { setImmediate } from 'node:timers/promises'
import { readRows } from './read-rows.ts'
import { UnreadableSheet, type SheetRow } from './sheet-row.ts'

export interface Sheet { header: string[]; rows: SheetRow[] }

/** Reading a large file lets requests through after so many rows. */
const ROWS_BETWEEN_PAUSES = 1_000

export const WITHOUT_HEADER = new UnreadableSheet({ line: 1, column: '', value: '', rule: 'the first line names the columns' })

/** All rows of a file at once, for kinds whose rows are judged together. */
export async function readSheet(pieces: AsyncIterable<Uint8Array>): Promise<Sheet> {
  const rows: SheetRow[] = []
  for await (const row of readRows(pieces)) {
    rows.push(row)
    if (rows.length % ROWS_BETWEEN_PAUSES === 0) await setImmediate()
  }
  const header = rows.shift()
  if (!header) throw WITHOUT_HEADER
  return { header: header.cells, rows }
}
