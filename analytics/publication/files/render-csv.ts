import { stringify } from 'csv-stringify/sync'
import type { CompositeValues, IndexValues } from '../../../contract/index-values.ts'
import { toPublic, isOfShares, type Figure, type IndexFigure } from '../figure-table.ts'
import type { EditionChunk } from '../read-edition.ts'

/** One row for each figure. The order and the names are part of what was published: a column may be added at the end, and nothing else. */
export const COLUMNS = [
  'period', 'series', 'kind', 'version', 'level', 'unit', 'unit_name_vi', 'unit_name_en', 'province', 'value', 'value_unit', 'lower', 'upper', 'numerator', 'denominator',
  'sample_size', 'coverage', 'set_aside', 'max', 'quality', 'reason', 'note', 'origin', 'source', 'computed_at',
] as const
export type Row = Partial<Record<(typeof COLUMNS)[number], string | number | null>>

/** RFC 4180: commas, CR LF, quotes where they are needed. Numbers are written as JSON writes them, so that reading them gives the same ones. */
const toText = (rows: readonly Row[]): string =>
  rows.length === 0 ? '' : stringify(rows.map((row) => COLUMNS.map((column) => row[column] ?? '')), { record_delimiter: '\r\n', cast: { number: String } })

/** A spreadsheet must not take a name for a formula; a figure may begin with a minus. */
export const toPlain = (text: string) => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text)

export const CSV_HEADER = stringify([[...COLUMNS]], { record_delimiter: '\r\n' })
/** By which spreadsheets know that a file is UTF-8. */
export const BOM = '\uFEFF'

const toFigureRow = (figure: Figure, unit: string): Row => {
  const { indicator, level, province } = figure
  const it = toPublic(figure)
  return {
    period: it.period, series: indicator, kind: 'indicator', version: it.definitionVersion, level, unit: toPlain(it.unit), unit_name_vi: toPlain(it.unitName.vi),
    unit_name_en: toPlain(it.unitName.en), province: toPlain(province), value: it.value, value_unit: unit, lower: it.lower, upper: it.upper, numerator: it.numerator,
    denominator: it.denominator, sample_size: it.sampleSize, coverage: it.coverage, set_aside: it.setAside, quality: it.quality.join('|'), reason: it.reason, origin: it.origin, source: it.source === null ? null : toPlain(it.source), computed_at: it.computedAt,
  }
}

/** A composite: its total, each group and each part, in a row of their own. */
function toIndexRows({ level, province, answer }: IndexFigure): Row[] {
  const of: Row = {
    period: answer.period, version: answer.schemeVersion, level, unit: toPlain(answer.unit), unit_name_vi: toPlain(answer.unitName.vi),
    unit_name_en: toPlain(answer.unitName.en), province: toPlain(province), value_unit: 'points', computed_at: answer.computedAt,
  }
  return isOfShares(answer) ? toShareRows(of, answer) : toPointRows(of, answer)
}

function toPointRows(of: Row, { index, total, grade, groups }: Omit<IndexValues, 'demo'>): Row[] {
  return [
    { ...of, series: index, kind: 'index', value: total, max: groups.reduce((sum, it) => sum + it.max, 0), note: grade },
    ...groups.flatMap((group) => [
      { ...of, series: `${index}/${group.id}`, kind: 'index-group', value: group.score, max: group.max, note: group.note },
      ...group.parts.map((part) => ({
        ...of, series: `${index}/${group.id}/${part.metric}`, kind: 'index-part', value: part.score, max: part.max, numerator: part.numerator,
        denominator: part.denominator, note: part.note, origin: part.origin, source: part.source === null ? null : toPlain(part.source),
      })),
    ]),
  ]
}

function toShareRows(of: Row, { index, total, coverage, interval, withheld, groups }: Omit<CompositeValues, 'demo'>): Row[] {
  return [
    { ...of, series: index, kind: 'index', value: total, lower: interval?.lower ?? null, upper: interval?.upper ?? null, coverage, max: 100, note: withheld },
    ...groups.flatMap((group) => [
      { ...of, series: `${index}/${group.id}`, kind: 'index-group', value: group.score, coverage: group.coverage, max: 100, note: group.withheld },
      ...group.parts.map((part) => ({
        ...of, series: `${index}/${group.id}/${part.indicator}`, kind: 'index-part', value_unit: 'share', value: part.value, lower: part.lower, upper: part.upper,
        sample_size: part.sampleSize, note: part.note, origin: part.origin, source: part.source === null ? null : toPlain(part.source),
      })),
    ]),
  ]
}

/** The rows of some figures, as the public may see them. */
export const toRows = (chunk: EditionChunk): Row[] => (chunk.kind === 'figures' ? chunk.figures.map((it) => toFigureRow(it, chunk.unit)) : chunk.indices.flatMap(toIndexRows))

/** The same as lines of `tables.csv`. */
export const renderCsv = (chunk: EditionChunk): string => toText(toRows(chunk))
