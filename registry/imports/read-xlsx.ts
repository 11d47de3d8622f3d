import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { SaxesParser } from 'saxes'
import { openPromise, type Entry, type ZipFile } from 'yauzl'
import { UnreadableSheet, type SheetRow } from './sheet-row.ts'

/** XLSX is a ZIP archive. */
export const isArchive = (file: Uint8Array): boolean => Buffer.from(file.subarray(0, 4)).toString('latin1') === 'PK\u0003\u0004'

/** A small archive can unfold to anything; what stays in memory is the table of strings. */
const MAX_STRING_BYTES = 512 * 1024 * 1024
const MAX_SHEET_BYTES = 16 * 1024 * 1024 * 1024
const unreadable = (rule: string) => new UnreadableSheet({ line: 1, column: '', value: '', rule: `readable XLSX: ${rule}` })

type Attributes = Record<string, string>
interface Handlers { open?(name: string, attributes: Attributes): void; text?(text: string): void; close?(name: string): void }

/** Runs XML through the handlers piece by piece; after each piece the caller may take out what has come together. */
async function* parseXml(zip: ZipFile, entry: Entry, maxBytes: number, { open, text, close }: Handlers): AsyncGenerator<void> {
  if (entry.uncompressedSize > maxBytes) throw unreadable(`${entry.fileName} is larger than ${maxBytes / 1024 / 1024} MiB`)
  const parser = new SaxesParser()
  const local = (name: string) => name.slice(name.indexOf(':') + 1)
  parser.on('opentag', ({ name, attributes }) => open?.(local(name), attributes))
  parser.on('text', (it) => text?.(it))
  parser.on('closetag', ({ name }) => close?.(local(name)))
  parser.on('error', (error) => { throw unreadable(error.message) })
  const decoder = new TextDecoder('utf-8')
  for await (const piece of await zip.openReadStreamPromise(entry) as AsyncIterable<Buffer>) {
    parser.write(decoder.decode(piece, { stream: true }))
    yield
  }
  parser.write(decoder.decode()).close()
  yield
}

async function parseWhole(zip: ZipFile, entry: Entry | undefined, handlers: Handlers): Promise<void> {
  if (!entry) return
  for await (const _ of parseXml(zip, entry, MAX_STRING_BYTES, handlers)) { /* the handlers keep what they need */ }
}

async function readStrings(zip: ZipFile, entry: Entry | undefined): Promise<string[]> {
  const strings: string[] = []
  let [current, isText, isPhonetic] = ['', false, false]
  await parseWhole(zip, entry, {
    open: (name) => {
      if (name === 'si') current = ''
      if (name === 'rPh') isPhonetic = true
      isText = name === 't' && !isPhonetic
    },
    text: (it) => { if (isText) current += it },
    close: (name) => {
      if (name === 'rPh') isPhonetic = false
      if (name === 't') isText = false
      if (name === 'si') strings.push(current)
    },
  })
  return strings
}

/** ECMA-376 18.8.30: these numbers mean a date or a time; others are told by the letters of their own format. */
const isDateFormat = (id: number, code: string | undefined) =>
  (id >= 14 && id <= 22) || (id >= 45 && id <= 47) || (code !== undefined && /[dmyhs]/i.test(code.replaceAll(/"[^"]*"|\[[^\]]*\]|\\./g, '')))

/** Which cell styles show a number as a moment. */
async function readDateStyles(zip: ZipFile, entry: Entry | undefined): Promise<boolean[]> {
  const codes = new Map<number, string>()
  const styles: boolean[] = []
  let isInCellXfs = false
  await parseWhole(zip, entry, {
    open: (name, attributes) => {
      if (name === 'numFmt') codes.set(Number(attributes['numFmtId']), attributes['formatCode'] ?? '')
      if (name === 'cellXfs') isInCellXfs = true
      if (name === 'xf' && isInCellXfs) styles.push(isDateFormat(Number(attributes['numFmtId'] ?? 0), codes.get(Number(attributes['numFmtId'] ?? 0))))
    },
    close: (name) => { if (name === 'cellXfs') isInCellXfs = false },
  })
  return styles
}

const DAY_MS = 86_400_000
/** Excel counts days from the eve of 1900 (with a 29 February that never was), or from 1904. */
const EPOCH = { 1900: Date.UTC(1899, 11, 30), 1904: Date.UTC(1904, 0, 1) }
/** A serial number as the cell shows it, `2026-08-31 09:15:00`, without a time zone. */
const toMoment = (serial: number, epoch: number) =>
  new Date(Math.round((epoch + serial * DAY_MS) / 1000) * 1000).toISOString().slice(0, 19).replace('T', ' ').replace(' 00:00:00', '')

/** `AB12` → 27 */
const columnOf = (reference: string) => Buffer.from(reference.replace(/\d+$/, '')).reduce((sum, letter) => sum * 26 + letter - 64, 0) - 1

async function* readSheetRows(zip: ZipFile, entry: Entry, { strings, dates, epoch }: { strings: string[]; dates: boolean[]; epoch: number }): AsyncGenerator<SheetRow> {
  let ready: SheetRow[] = []
  let [cells, line, column, kind, style, value, isValue]: [string[], number, number, string, number, string, boolean] = [[], 0, -1, '', 0, '', false]
  const toCell = () => {
    if (kind === 's') return strings[Number(value)] ?? ''
    if (kind === 'b') return value === '1' ? 'true' : 'false'
    if ((kind === '' || kind === 'n') && value !== '' && dates[style]) return toMoment(Number(value), epoch)
    return value
  }
  const handlers: Handlers = {
    open: (name, attributes) => {
      if (name === 'row') [cells, line, column] = [[], Number(attributes['r'] ?? line + 1), -1]
      if (name === 'c') {
        column = attributes['r'] ? columnOf(attributes['r']) : column + 1
        ;[kind, style, value] = [attributes['t'] ?? '', Number(attributes['s'] ?? 0), '']
      }
      isValue = name === 'v' || name === 't'
    },
    text: (it) => { if (isValue) value += it },
    close: (name) => {
      if (name === 'v' || name === 't') isValue = false
      if (name === 'c' && column >= 0 && column < 16_384) cells[column] = toCell().trim().normalize('NFC')
      if (name === 'row' && cells.some((it) => it)) ready.push({ line, cells: Array.from(cells, (it) => it ?? '') })
    },
  }
  let width = 0
  for await (const _ of parseXml(zip, entry, MAX_SHEET_BYTES, handlers)) {
    for (const row of ready) {
      width ||= row.cells.length
      // Excel leaves out what is empty at the end of a row.
      while (row.cells.length < width) row.cells.push('')
      yield row
    }
    ready = []
  }
}

/** The rows of the first sheet. A ZIP's table of contents stands at its end, so the file is put on the disk first. */
export async function* readXlsxRows(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<SheetRow> {
  const directory = await mkdtemp(join(tmpdir(), 'thuoc-do-xlsx-'))
  try {
    const path = join(directory, 'sheet.xlsx')
    await pipeline(Readable.from(pieces), createWriteStream(path))
    const zip = await openPromise(path, { autoClose: false, lazyEntries: true }).catch((error: Error) => { throw unreadable(error.message) })
    try {
      const entries = new Map<string, Entry>()
      for await (const entry of zip.eachEntry()) entries.set(entry.fileName, entry)
      const sheetName = await firstSheet(zip, entries)
      const sheet = entries.get(sheetName.path)
      if (!sheet) throw unreadable('it has no sheet')
      yield* readSheetRows(zip, sheet, {
        strings: await readStrings(zip, entries.get('xl/sharedStrings.xml')), dates: await readDateStyles(zip, entries.get('xl/styles.xml')),
        epoch: EPOCH[sheetName.is1904 ? 1904 : 1900],
      })
    } finally {
      zip.close()
    }
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}

/** The sheet that stands first in the workbook, which need not be the one that is called sheet1. */
async function firstSheet(zip: ZipFile, entries: ReadonlyMap<string, Entry>): Promise<{ path: string; is1904: boolean }> {
  let [relation, is1904] = ['', false]
  await parseWhole(zip, entries.get('xl/workbook.xml'), {
    open: (name, attributes) => {
      if (name === 'sheet') relation ||= attributes['r:id'] ?? Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1] ?? ''
      if (name === 'workbookPr') is1904 = /^(1|true)$/.test(attributes['date1904'] ?? '')
    },
  })
  let target = ''
  await parseWhole(zip, entries.get('xl/_rels/workbook.xml.rels'), {
    open: (name, attributes) => { if (name === 'Relationship' && attributes['Id'] === relation) target = attributes['Target'] ?? '' },
  })
  return { path: target.startsWith('/') ? target.slice(1) : target ? `xl/${target}` : 'xl/worksheets/sheet1.xml', is1904 }
}
