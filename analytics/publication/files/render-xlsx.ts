import { Readable } from 'node:stream'
import { ZipFile } from 'yazl'
import { COLUMNS, type Row } from './render-csv.ts'

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
/** Of `cellXfs` below. */
const [HEADER_STYLE, WRAPPED_STYLE] = [1, 2]
/** Numbers that would lose digits or a meaning as numbers stay texts; all others are numbers one can add up. */
const WIDTHS: Partial<Record<(typeof COLUMNS)[number], number>> = { unit_name_vi: 40, unit_name_en: 40, series: 28, computed_at: 24, quality: 18, reason: 12 }

const PARTS: Readonly<Record<string, string>> = {
  '[Content_Types].xml': `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>${[1, 2].map((it) => `<Override PartName="/xl/worksheets/sheet${it}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>`).join('')}<Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>`,
  '_rels/.rels': `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  'xl/workbook.xml': `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="Ghi chú" sheetId="1" r:id="rId1"/><sheet name="Số liệu" sheetId="2" r:id="rId2"/></sheets></workbook>`,
  'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${PACKAGE}/relationships">${[1, 2].map((it) => `<Relationship Id="rId${it}" Type="${OFFICE}/worksheet" Target="worksheets/sheet${it}.xml"/>`).join('')}<Relationship Id="rId3" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`,
  'xl/styles.xml': `<styleSheet xmlns="${MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf/><xf fontId="1" applyFont="1"/><xf applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf></cellXfs></styleSheet>`,
}

/** XML 1.0 has no way to write control characters. */
// eslint-disable-next-line no-control-regex -- these are the ones that must go
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g
const escape = (text: string) => text.replaceAll(CONTROL, '').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

type Value = string | number | null | undefined
const LETTERS = COLUMNS.map((_, index) => String.fromCodePoint(65 + index))

const toCell = (value: Value, reference: string, style: number): string => {
  if (value === null || value === undefined || value === '') return ''
  const head = `<c r="${reference}"${style === 0 ? '' : ` s="${style}"`}`
  return typeof value === 'number' ? `${head}><v>${value}</v></c>` : `${head} t="inlineStr"><is><t xml:space="preserve">${escape(value)}</t></is></c>`
}
const toLine = (line: number, values: readonly Value[], style = 0) => `<row r="${line}">${values.map((it, index) => toCell(it, `${LETTERS[index]}${line}`, style)).join('')}</row>`

function* notesSheet(notes: readonly string[]): Generator<string> {
  yield `${HEAD}<worksheet xmlns="${MAIN}"><cols><col min="1" max="1" width="110" customWidth="1"/></cols><sheetData>`
  for (const [index, text] of notes.entries()) yield toLine(index + 1, [text], WRAPPED_STYLE)
  yield '</sheetData></worksheet>'
}

async function* figuresSheet(rows: AsyncIterable<readonly Row[]>): AsyncGenerator<string> {
  const widths = COLUMNS.map((it, index) => `<col min="${index + 1}" max="${index + 1}" width="${WIDTHS[it] ?? 13}" customWidth="1"/>`).join('')
  yield `${HEAD}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0" tabSelected="1"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${widths}</cols><sheetData>`
  yield toLine(1, COLUMNS, HEADER_STYLE)
  let line = 1
  for await (const some of rows) yield some.map((row) => toLine(line += 1, COLUMNS.map((it) => row[it]))).join('')
  yield '</sheetData></worksheet>'
}

/**
 * A workbook of two sheets, piece by piece: what a reader must know, line by line, and every figure with a header that stays in sight. Numbers are
 * numbers, as they stand in `tables.csv`; `at` dates the archive, so that the same edition always gives the same bytes.
 */
export async function* renderXlsx({ notes, rows, at }: { notes: readonly string[]; rows: AsyncIterable<readonly Row[]>; at: Date }): AsyncGenerator<Uint8Array> {
  const archive = new ZipFile()
  const options = { mtime: at, forceDosTimestamp: true }
  for (const [name, text] of Object.entries(PARTS)) archive.addBuffer(Buffer.from(HEAD + text), name, options)
  archive.addReadStream(Readable.from(notesSheet(notes)), 'xl/worksheets/sheet1.xml', options)
  archive.addReadStream(Readable.from(figuresSheet(rows)), 'xl/worksheets/sheet2.xml', options)
  archive.end()
  yield* archive.outputStream as AsyncIterable<Uint8Array>
}
