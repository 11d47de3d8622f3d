import { stringify } from 'csv-stringify/sync'
import { toPublic, type Figure } from '../figure-table.ts'
import type { EditionChunk } from '../read-edition.ts'

/** The whole numbers that every published figure is computed from, one figure in a row, in the order of `tables.csv`; what is withheld is not in it. */
const COLUMNS = ['series', 'version', 'level', 'unit', 'within', 'origin', 'numerator', 'denominator', 'sample_size', 'squares', 'histogram'] as const
export const SNAPSHOT_HEADER = stringify([[...COLUMNS]], { record_delimiter: '\r\n' })

const toRow = (figure: Figure): (string | number)[][] => {
  const { indicator, level, ancestors, squares, histogram } = figure
  const it = toPublic(figure)
  // Of a median nothing is published but its value; the histogram says the rest.
  if (it.value === null || it.sampleSize === null) return []
  return [[
    indicator, it.definitionVersion, level, it.unit, ancestors.join('|'), it.origin, it.numerator ?? '', it.denominator ?? '', it.sampleSize, squares ?? '',
    histogram === null ? '' : histogram.map((bar) => bar.join(':')).join('|'),
  ]]
}

/** The lines of some figures; composites are computed from the figures of `tables.csv`. */
export function renderSnapshot(chunk: EditionChunk): string {
  const rows = chunk.kind === 'figures' ? chunk.figures.flatMap(toRow) : []
  return rows.length === 0 ? '' : stringify(rows, { record_delimiter: '\r\n', cast: { number: String } })
}
