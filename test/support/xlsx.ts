import { crc32 } from 'node:zlib'

/** A ZIP archive without compression. */
function toZip(files: Record<string, string>): Buffer {
  const locals: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const [name, text] of Object.entries(files)) {
    const [path, content] = [Buffer.from(name), Buffer.from(text)]
    const sizes = Buffer.alloc(12)
    sizes.writeUInt32LE(crc32(content), 0)
    sizes.writeUInt32LE(content.length, 4)
    sizes.writeUInt32LE(content.length, 8)
    const shared = Buffer.concat([Buffer.from([20, 0, 0, 8, 0, 0, 0, 0, 0, 0]), sizes, Buffer.from([path.length, 0, 0, 0])])
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), shared, path, content])
    const place = Buffer.alloc(4)
    place.writeUInt32LE(offset)
    directory.push(Buffer.concat([Buffer.from('PK\u0001\u0002'), Buffer.from([20, 0]), shared, Buffer.alloc(10), place, path]))
    locals.push(local)
    offset += local.length
  }
  const end = Buffer.alloc(22)
  end.write('PK\u0005\u0006', 'latin1')
  end.writeUInt16LE(directory.length, 8)
  end.writeUInt16LE(directory.length, 10)
  end.writeUInt32LE(Buffer.concat(directory).length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...locals, ...directory, end])
}

const escape = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
const letter = (column: number) => String.fromCharCode(65 + column)

/** A cell that shows a moment: days since the eve of 1900. */
export const serial = (iso: string): { serial: number } => ({ serial: Date.parse(`${iso}Z`) / 86_400_000 + 25_569 })

/** A workbook as Excel writes it: texts in the shared table, moments as numbers with a style, what is empty left out. */
export function toXlsx(rows: readonly (readonly (string | number | { serial: number })[])[]): Buffer {
  const strings: string[] = []
  const sheetRows = rows.map((row, line) => `<row r="${line + 1}">${row.map((value, column) => {
    if (value === '') return ''
    const reference = `r="${letter(column)}${line + 1}"`
    if (typeof value === 'number') return `<c ${reference}><v>${value}</v></c>`
    if (typeof value === 'object') return `<c ${reference} s="1"><v>${value.serial}</v></c>`
    return `<c ${reference} t="s"><v>${strings.push(value) - 1}</v></c>`
  }).join('')}</row>`)
  return toZip({
    'xl/workbook.xml': '<workbook xmlns:r="x"><sheets><sheet name="Phiếu" sheetId="1" r:id="rId7"/></sheets></workbook>',
    'xl/_rels/workbook.xml.rels': '<Relationships><Relationship Id="rId7" Target="worksheets/first.xml"/></Relationships>',
    'xl/styles.xml': '<styleSheet><numFmts><numFmt numFmtId="170" formatCode="dd/mm/yyyy hh:mm"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="170"/></cellXfs></styleSheet>',
    'xl/worksheets/first.xml': `<worksheet><sheetData>${sheetRows.join('')}</sheetData></worksheet>`,
    'xl/sharedStrings.xml': `<sst>${strings.map((it) => `<si><t>${escape(it)}</t></si>`).join('')}</sst>`,
  })
}
