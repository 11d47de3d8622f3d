import { Readable } from 'node:stream'
import { CsvError, parse } from 'csv-parse'
import { isArchive, readXlsxRows } from './read-xlsx.ts'
import { UnreadableSheet, type SheetRow } from './sheet-row.ts'

/** Excel writes semicolons where the comma is the decimal mark, as in Vietnam. */
function delimiterOf(text: string): ',' | ';' {
  const header = text.slice(0, text.search(/[\r\n]|$/))
  return header.split(';').length > header.split(',').length ? ';' : ','
}

/** The text of UTF-8 pieces, with or without BOM; a letter may lie on the border of two. */
async function* toText(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  try {
    for await (const piece of pieces) yield decoder.decode(piece, { stream: true })
    yield decoder.decode()
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    throw new UnreadableSheet({ line: 1, column: '', value: '', rule: 'the file is UTF-8; save it as "CSV UTF-8"' })
  }
}

async function* again<T>(first: T, rest: AsyncIterator<T>): AsyncGenerator<T> {
  yield first
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value
}

async function* readCsvRows(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<SheetRow> {
  const texts = toText(pieces)[Symbol.asyncIterator]()
  let head = ''
  for (let next = await texts.next(); !next.done; next = await texts.next()) {
    head += next.value
    if (/[\r\n]/.test(head)) break
  }
  const source = Readable.from(again(head, texts))
  const parser = parse({
    delimiter: delimiterOf(head), trim: true, skip_empty_lines: true, relax_column_count: true, relax_quotes: true, info: true,
  })
  source.on('error', (error) => parser.destroy(error)).pipe(parser)
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
      if (record.some((cell) => cell !== '')) yield { line: info.lines, cells: record.map((cell) => cell.normalize('NFC')) }
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    throw new UnreadableSheet({ line: Number(error['lines'] ?? 1), column: '', value: '', rule: `readable CSV: ${error.message}` })
  } finally {
    source.destroy()
  }
}

/**
 * The rows of a file, the header first, one at a time: CSV in UTF-8, separated by comma or semicolon, or the first sheet of an XLSX.
 * Cells come trimmed and in NFC; empty rows are left out. Throws UnreadableSheet.
 */
export async function* readRows(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<SheetRow> {
  const iterator = pieces[Symbol.asyncIterator]()
  const first = await iterator.next()
  const whole = again(first.done ? new Uint8Array() : first.value, iterator)
  yield* !first.done && isArchive(first.value) ? readXlsxRows(whole) : readCsvRows(whole)
}
