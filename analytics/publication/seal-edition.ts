import { createHash } from 'node:crypto'
import { editionContents } from '../../contract/edition.ts'
import type { Warehouse } from '../../platform/warehouse/warehouse.ts'
import type { Build } from './edition-table.ts'
import type { Figure } from './figure-table.ts'
import { readEdition, type EditionChunk, type StoredBuild } from './read-edition.ts'
import { CSV_HEADER, renderCsv } from './files/render-csv.ts'

/**
 * The canonical text of an edition, line by line, each a JSON value: the contents (inputs, definitions, schemes), then every figure and
 * composite, complete. What is hashed is UTF-8 with a line feed after each line.
 */
const toCanonicalLines = (chunk: EditionChunk): string[] => (chunk.kind === 'figures'
  ? chunk.figures.map(({ indicator, level, province, ancestors, value, ...more }) =>
    JSON.stringify([indicator, level, province, ancestors, value, ...(isPlain(more) ? [] : [more.hidden, more.held, more.squares, more.histogram])]))
  : chunk.indices.map(({ level, province, answer }) => JSON.stringify([level, province, answer])))

/** As figures were before there was disclosure control: their hash must stay what it was. */
const isPlain = ({ hidden, held, squares, histogram }: Pick<Figure, 'hidden' | 'held' | 'squares' | 'histogram'>) => hidden === '' && held === null && squares === null && histogram === null

/** Reads back what is stored and hashes it: complete as `contentHash`, and as the file that the public downloads as `csvHash`. */
export async function sealEdition(
  warehouse: Warehouse, stored: StoredBuild, onProgress: () => Promise<void> = async () => {},
): Promise<Pick<Build, 'figures' | 'units' | 'contentHash' | 'csvHash' | 'csvBytes'>> {
  const [content, csv] = [createHash('sha256'), createHash('sha256').update(CSV_HEADER)]
  content.update(`${JSON.stringify(editionContents.parse(stored.contents))}\n`)
  let [figures, csvBytes] = [0, Buffer.byteLength(CSV_HEADER)]
  const units = new Set<string>()
  for await (const chunk of readEdition(warehouse, stored, 'job')) {
    for (const line of toCanonicalLines(chunk)) content.update(`${line}\n`)
    const file = renderCsv(chunk)
    csv.update(file)
    csvBytes += Buffer.byteLength(file)
    const codes = chunk.kind === 'figures' ? chunk.figures.map((it) => it.value.unit) : chunk.indices.map((it) => it.answer.unit)
    figures += codes.length
    for (const code of codes) units.add(code)
    await onProgress()
  }
  return { figures, units: units.size, contentHash: content.digest('hex'), csvHash: csv.digest('hex'), csvBytes }
}
