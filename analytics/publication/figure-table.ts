import { z } from 'zod'
import { compositeValues, indexValues, type CompositeValues, type IndexValues } from '../../contract/index-values.ts'
import { origin } from '../../contract/figure-setting.ts'
import { indicatorValue, missingReason, quality, type IndicatorValue } from '../../contract/indicator.ts'
import { publicLevels, type PublicLevel } from '../../contract/edition.ts'
import { defineQuery } from '../../platform/warehouse/define-query.ts'
import type { Lane, Warehouse } from '../../platform/warehouse/warehouse.ts'

/** Where a unit lay at the month's end: the units above it with itself, and the province among them ('' above provinces). */
export interface Whereabouts { province: string; ancestors: readonly string[] }

/**
 * What everybody is shown of a figure: `all` of it is hidden, or its `coverage`, or nothing (''). `held`: the figure of the edition before
 * stands in its place. `squares` and `histogram` are what a mean, a share by weight or a median are computed from besides their counts.
 */
export interface Shown { hidden: '' | 'all' | 'coverage'; held: IndicatorValue | null }
export interface Sums { squares: number | null; histogram: readonly (readonly [value: number, count: number])[] | null }
/** One figure as it is stored, complete. */
export interface Figure extends Whereabouts, Shown, Sums { indicator: string; level: PublicLevel; value: IndicatorValue }

/** One unit's composite as it is stored: the answer of the API. */
export interface IndexFigure { level: PublicLevel; province: string; answer: IndexAnswer }
export type IndexAnswer = Omit<IndexValues, 'demo'> | Omit<CompositeValues, 'demo'>
export const isOfShares = (answer: IndexAnswer): answer is Omit<CompositeValues, 'demo'> => 'withheld' in answer

const FIGURE_COLUMNS = [
  'build', 'indicator', 'definition_version', 'level', 'unit_code', 'name_vi', 'name_en', 'province_code', 'ancestors', 'numerator', 'denominator', 'sample_size',
  'value', 'lower', 'upper', 'coverage', 'set_aside', 'origin', 'source', 'quality', 'reason', 'computed_at',
  'hidden', 'held', 'squares', 'histogram',
] as const
const toRow = (build: string, { indicator, level, province, ancestors, value: it, hidden, held, squares, histogram }: Figure) => [
  build, indicator, it.definitionVersion, level, it.unit, it.unitName.vi, it.unitName.en, province, ancestors, it.numerator, it.denominator, it.sampleSize,
  it.value, it.lower, it.upper, it.coverage, it.setAside, it.origin, it.source ?? '', it.quality, it.reason ?? '', it.computedAt,
  hidden, held ? JSON.stringify(held) : '', squares, histogram ? JSON.stringify(histogram) : '',
]
export const insertFigures = (warehouse: Warehouse, build: string, figures: readonly Figure[]) =>
  warehouse.insert('edition_figures', FIGURE_COLUMNS, figures.map((it) => toRow(build, it)))

const INDEX_COLUMNS = ['build', 'index_id', 'level', 'unit_code', 'province_code', 'answer', 'computed_at'] as const
export const insertIndices = (warehouse: Warehouse, build: string, indices: readonly IndexFigure[]) =>
  warehouse.insert('edition_indices', INDEX_COLUMNS, indices.map(({ level, province, answer }) =>
    [build, answer.index, level, answer.unit, province, JSON.stringify(answer), answer.computedAt]))

const publicLevel = z.enum(publicLevels)
const number = z.number().nullable()
const bars = z.array(z.tuple([z.number(), z.number()]))
const figureRow = z.object({
  indicator: z.string(), definition_version: z.coerce.number(), level: publicLevel, unit_code: z.string(), name_vi: z.string(), name_en: z.string(),
  province_code: z.string(), ancestors: z.array(z.string()), numerator: number, denominator: number, sample_size: number, value: number, lower: number, upper: number,
  coverage: number, set_aside: number, origin, source: z.string(), quality: z.array(quality), reason: z.union([missingReason, z.literal('')]), computed_ms: z.coerce.number(), period: z.string(),
  hidden: z.enum(['', 'all', 'coverage']), held: z.string(), squares: number, histogram: z.string(),
}).transform((row): Figure => ({
  indicator: row.indicator, level: row.level, province: row.province_code, ancestors: row.ancestors,
  hidden: row.hidden, held: row.held === '' ? null : indicatorValue.parse(JSON.parse(row.held)), squares: row.squares, histogram: row.histogram === '' ? null : bars.parse(JSON.parse(row.histogram)),
  value: {
    unit: row.unit_code, unitName: { vi: row.name_vi, en: row.name_en }, period: row.period, segment: null, numerator: row.numerator, denominator: row.denominator,
    value: row.value, lower: row.lower, upper: row.upper, sampleSize: row.sample_size, coverage: row.coverage, setAside: row.set_aside, origin: row.origin,
    source: row.source === '' ? null : row.source, quality: row.quality,
    reason: row.reason === '' ? null : row.reason, computedAt: new Date(row.computed_ms).toISOString(), definitionVersion: row.definition_version,
  },
}))

/** Which figures: of these indicators, of one level (null for all), `within` a unit (null for all). */
export interface FigureRequest { build: string; period: string; indicators: readonly string[]; level: PublicLevel | null; within: string | null }

const figuresWhere = (period: string, builds: string) => `
  SELECT *, toUnixTimestamp64Milli(computed_at) AS computed_ms, ${period} AS period FROM edition_figures FINAL
  WHERE ${builds} AND indicator IN {indicators:Array(String)} AND ({level:String} = '' OR level = {level:String}) AND ({within:String} = '' OR has(ancestors, {within:String}))
  ORDER BY indexOf({levels:Array(String)}, level), unit_code, indexOf({indicators:Array(String)}, indicator)`

/** Figures in the order of levels, the country first, and of unit codes. */
export const selectFigures = (warehouse: Warehouse, { level, within, ...of }: FigureRequest, lane: Lane = 'read'): Promise<Figure[]> => warehouse.select(defineQuery<Record<string, unknown>, Figure>({
  name: 'edition-figures', lane, row: figureRow, sql: figuresWhere('{period:String}', 'build = {build:UUID}'),
}), { ...of, level: level ?? '', within: within ?? '', levels: publicLevels })

/** The same of several months at once; their periods tell them apart. */
export const selectFiguresOfMonths = (warehouse: Warehouse, { editions, level, within, indicators }: Omit<FigureRequest, 'build' | 'period'> & { editions: readonly Pick<FigureRequest, 'build' | 'period'>[] }): Promise<Figure[]> =>
  warehouse.select(defineQuery<Record<string, unknown>, Figure>({
    name: 'edition-figures-of-months', row: figureRow, sql: figuresWhere("transform(toString(build), {builds:Array(String)}, {periods:Array(String)}, '')", 'build IN {builds:Array(UUID)}'),
  }), { indicators, level: level ?? '', within: within ?? '', levels: publicLevels, builds: editions.map((it) => it.build), periods: editions.map((it) => it.period) })

const answer = z.union([indexValues.omit({ demo: true }), compositeValues.omit({ demo: true })])
const indexRow = z.object({ level: publicLevel, province_code: z.string(), answer: z.string() })
  .transform((row): IndexFigure => ({ level: row.level, province: row.province_code, answer: answer.parse(JSON.parse(row.answer)) }))

/** Composites of all units that have one, or (`unit`) of one, in the order of unit codes. */
export const selectIndices = (warehouse: Warehouse, request: { build: string; index: string; unit: string }, lane: Lane = 'read'): Promise<IndexFigure[]> =>
  warehouse.select(defineQuery<Record<string, unknown>, IndexFigure>({
    name: 'edition-indices', lane, row: indexRow,
    sql: `SELECT level, province_code, answer FROM edition_indices FINAL
          WHERE build = {build:UUID} AND index_id = {index:String} AND ({unit:String} = '' OR unit_code = {unit:String}) ORDER BY unit_code`,
  }), { ...request })

/** Composites of all units of a level that lay within a unit (null: anywhere) at the month's end. */
export const selectIndicesOfLevel = (
  warehouse: Warehouse, { within, ...of }: { build: string; index: string; level: PublicLevel; within: string | null },
): Promise<IndexFigure[]> => warehouse.select(defineQuery<Record<string, unknown>, IndexFigure>({
  name: 'edition-indices-of-level', row: indexRow,
  sql: `SELECT level, province_code, answer FROM edition_indices FINAL
        WHERE build = {build:UUID} AND index_id = {index:String} AND level = {level:String}
          AND ({within:String} = '' OR unit_code IN (SELECT unit_code FROM edition_figures WHERE build = {build:UUID} AND level = {level:String} AND has(ancestors, {within:String})))
        ORDER BY unit_code`,
}), { ...of, within: within ?? '' })

/** What everybody sees of a figure; editions of before disclosure control hide only what is under the minimum sample. */
export function toPublic({ value, hidden, held }: Pick<Figure, 'value' | 'hidden' | 'held'>): IndicatorValue {
  if (held) return held
  if (hidden === 'all') {
    return { ...value, numerator: null, denominator: null, value: null, lower: null, upper: null, sampleSize: null, coverage: null, setAside: null, quality: [], reason: 'withheld' }
  }
  if (hidden === 'coverage') return { ...value, coverage: null, quality: value.quality.filter((it) => it === 'set-aside' || it === 'provisional') }
  return value.reason === 'sample-too-small' ? { ...value, numerator: null, denominator: null, sampleSize: null, coverage: null, setAside: null } : value
}
