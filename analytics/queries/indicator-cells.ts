import { z } from 'zod'
import type { Bucket, Level, Segment } from '../../contract/indicator.ts'
import { addMonths } from '../../contract/period.ts'
import { defineQuery } from '../../platform/warehouse/define-query.ts'
import type { Lane, Warehouse } from '../../platform/warehouse/warehouse.ts'
import { PRESENT_TREE } from '../dimensions/tree-tables.ts'
import { TRANSACTIONS, type Cell, type Rollup } from '../indicators/indicator.ts'
import { toSurveyCell } from '../indicators/survey-cell.ts'
import { HISTOGRAM_TYPE } from '../rollups/rollup.ts'
import { SURVEY_HISTOGRAM_TYPE } from '../rollups/survey-daily.ts'
import type { CellRequest, Countable, Grouping } from './cell-request.ts'
import { placedFacts } from './placed-facts.ts'
import { readStoredWithin, type StoredWithin } from './stored-within.ts'
import { isAnsweredBySums, UNIT_TABLES } from './unit-sums.ts'

const counts = z.array(z.coerce.number())
const cellRow = z.object({
  unit: z.string(), bucket: z.string(), segment: z.string(), numerators: counts, denominators: counts, sample_sizes: counts, squares: counts,
  coverages: z.array(z.number().nullable()), histograms: z.array(z.record(z.string(), z.coerce.number())),
})

const COLUMN_LEVELS: Partial<Record<Level, Partial<Record<Rollup, string>>>> = {
  counter: { rating_daily: 'counter_code', dossier_daily: 'counter_code', offer_daily: 'counter_code' },
  official: { rating_daily: 'official_code' },
  procedure: { rating_daily: 'procedure_code', dossier_daily: 'procedure_code', survey_daily: 'procedure_code' },
  sector: { dossier_daily: 'sector_code' },
}
const SEGMENT_COLUMNS: Record<Rollup, Partial<Record<Segment, string>>> = {
  rating_daily: {
    channel: 'cells.channel', scale: 'toString(cells.scale)', language: 'cells.language',
    'weekday-hour': "concat(toString(toDayOfWeek(cells.day)), '-', leftPad(toString(cells.hour), 2, '0'))",
  },
  dossier_daily: { channel: 'cells.channel' },
  offer_daily: {},
  survey_daily: { channel: 'cells.channel' },
}
const BUCKETS: Record<Bucket, string> = {
  hour: "concat(toString(cells.day), 'T', leftPad(toString(cells.hour), 2, '0'), ':00+07:00')",
  day: 'toString(cells.day)', week: "formatDateTime(cells.day, '%G-W%V')", month: "formatDateTime(cells.day, '%Y-%m')",
}
const isMonthStart = (day: string) => day.endsWith('-01')

/** What keeps an indicator from being broken down like that, or null when nothing does. */
export function breakdownObstacle({ rollup, definition, wholeMonths }: Countable, { level, counter, bucket, segment, from, to }: CellRequest): { parameter: string; rule: string } | null {
  // Ratings and sheets come to their sector by their procedures (sector-cells).
  if ((level !== 'sector' || rollup === 'offer_daily') && COLUMN_LEVELS[level] && !COLUMN_LEVELS[level][rollup]) return { parameter: 'level', rule: `${definition.id} is not counted by ${level}` }
  if (segment && !SEGMENT_COLUMNS[rollup][segment]) return { parameter: 'segment', rule: `${definition.id} is not counted by ${segment}` }
  if (counter && rollup === 'survey_daily') return { parameter: 'parent', rule: `${definition.id} is counted within units, not counters` }
  if (counter && !COLUMN_LEVELS[level]) return { parameter: 'level', rule: 'within a counter: counter, procedure, sector or official' }
  if (bucket === 'hour' && rollup !== 'rating_daily') return { parameter: 'bucket', rule: `${definition.id} is counted by day, week or month` }
  if (wholeMonths && bucket !== null && bucket !== 'month') return { parameter: 'bucket', rule: `${definition.id} is counted by month` }
  if (wholeMonths && !(isMonthStart(from) && isMonthStart(to))) return { parameter: 'period', rule: `${definition.id} is counted by whole months` }
  return null
}

/**
 * Facts of the days asked for, with their places; what is asked neither by unit nor within one needs no place. Facts lie in the order of the
 * centres they were stored under, so within a unit only those centres are read whose code its facts can carry (a counter that lay elsewhere
 * once, and is here now, brings its old centre along), and only the places of codes that are found there.
 */
export function toSource(
  { rollup }: Pick<Countable, 'rollup'>, { level, parent, counter = null }: Pick<CellRequest, 'level' | 'parent' | 'counter'>, { tree, centres }: Grouping, stored: StoredWithin | null = null,
): string {
  if (counter !== null) {
    return `(SELECT * FROM ${rollup} FINAL WHERE is_deleted = 0 AND day >= toDate({from:String}) AND day < toDate({to:String})
      AND centre_code IN (SELECT centre_code FROM stored_centres WHERE code = {counter:String}) AND counter_code = {counter:String})`
  }
  const storedWithin = stored !== null ? '{centres:Array(String)}' : centres !== undefined ? `(SELECT code FROM ${centres})` : `(
    SELECT centre_code FROM stored_centres WHERE code IN (
      SELECT code FROM ${tree.places} WHERE place_code IN (SELECT code FROM ${tree.ancestry} WHERE ancestor_code = {parent:String})))`
  const isEverywhere = parent === null && centres === undefined
  const facts = `(SELECT * FROM ${rollup} FINAL WHERE is_deleted = 0 AND day >= toDate({from:String}) AND day < toDate({to:String})${isEverywhere ? '' : ` AND centre_code IN ${storedWithin}`})`
  if (COLUMN_LEVELS[level]?.[rollup] && parent === null || isUnplaced(level, rollup, stored)) return facts
  const places = isEverywhere ? tree.places
    : `(SELECT * FROM ${tree.places} WHERE code IN (SELECT code FROM stored_centres WHERE centre_code IN ${storedWithin}))`
  return placedFacts(facts, rollup, { ...tree, places })
}

/** What is stored in one place lies there and in no other unit: all of it is counted, of the unit asked for or by a column. */
const isUnplaced = (level: Level, rollup: Rollup, stored: StoredWithin | null): boolean =>
  stored !== null && stored.isAll && (COLUMN_LEVELS[level]?.[rollup] !== undefined || (stored.isOfLevel && level !== 'agency'))

/** A fact lies where the tree of its own day has it, so last March is grouped by last March's tree. */
function toPlacement({ rollup }: Countable, { level, parent }: CellRequest, { tree }: Grouping, stored: StoredWithin | null) {
  const column = COLUMN_LEVELS[level]?.[rollup]
  if (isUnplaced(level, rollup, stored)) return { unit: column ? `cells.${column}` : '{parent:String}', joins: [], conditions: [column ? `cells.${column} != ''` : '1'] }
  // A dossier belongs to the agency that handles it; every other unit is found through the counter or centre.
  const place = rollup === 'dossier_daily' && level === 'agency' ? 'cells.agency_place' : 'cells.place'
  const during = (name: string) => `cells.day >= ${name}.valid_from AND cells.day < ${name}.valid_to`
  return {
    unit: column ? `cells.${column}` : 'unit.ancestor_code',
    joins: [
      column ? '' : `INNER JOIN ${tree.ancestry} AS unit ON unit.code = ${place}`,
      parent === null ? '' : `INNER JOIN (SELECT code, valid_from, valid_to FROM ${tree.ancestry} WHERE ancestor_code = {parent:String}) AS within ON within.code = ${place}`,
    ],
    conditions: [
      column ? `cells.${column} != ''` : `unit.ancestor_kind = {level:String} AND ${during('unit')}`,
      parent === null ? '1' : during('within'),
    ],
  }
}

/** The same out of the sums by unit. */
function toSummed({ rollup }: Countable, { parent }: CellRequest) {
  const isWithin = parent === null ? '' : 'AND unit_code IN (SELECT code FROM unit_ancestry WHERE ancestor_code = {parent:String})'
  return {
    source: `(SELECT * FROM ${UNIT_TABLES[rollup]} FINAL WHERE is_deleted = 0 AND level = {level:String} AND day >= toDate({from:String}) AND day < toDate({to:String}) ${isWithin})`,
    placement: {
      unit: 'cells.unit_code',
      joins: [parent === null ? '' : `INNER JOIN (SELECT code, valid_from, valid_to FROM unit_ancestry WHERE ancestor_code = {parent:String}) AS within ON within.code = cells.unit_code`],
      conditions: [parent === null ? '1' : 'cells.day >= within.valid_from AND cells.day < within.valid_to'],
    },
  }
}

/** Sums of the counts of several indicators over the same rows. The text is put together from closed sets of our own; what comes from outside is bound. */
function toSql(indicators: readonly Countable[], request: CellRequest, source: string, { unit, joins, conditions }: ReturnType<typeof toPlacement>): string {
  const { rollup, where } = indicators[0] as Countable
  const { bucket, segment } = request
  const [firstDay, lastDay] = bucket === 'month' ? ['toStartOfMonth(cells.day)', 'toLastDayOfMonth(cells.day)'] : ['toDate({firstDay:String})', 'toDate({lastDay:String})']
  const inPeriod = (expression: string) => expression.replaceAll('{firstDay}', firstDay).replaceAll('{lastDay}', lastDay)
  const each = (toText: (indicator: Countable) => string) => `[${indicators.map((it) => inPeriod(toText(it))).join(', ')}]`
  // Thousands of rows do without what none of the indicators has.
  const ifAny = (has: (indicator: Countable) => boolean, toText: (indicator: Countable) => string) => (indicators.some(has) ? each(toText) : '[]')
  return `
    SELECT ${unit} AS unit, ${bucket === null ? "''" : BUCKETS[bucket]} AS bucket, ${segment === null ? "''" : SEGMENT_COLUMNS[rollup][segment]} AS segment,
      ${each((it) => `toInt64(${it.numerator})`)} AS numerators, ${each((it) => `toInt64(${it.denominator})`)} AS denominators,
      ${each((it) => `toInt64(${it.sampleSize})`)} AS sample_sizes, ${ifAny((it) => it.squares !== undefined, (it) => `toFloat64(${it.squares ?? '0'})`)} AS squares,
      ${ifAny((it) => typeof it.coverage === 'string', (it) => (typeof it.coverage === 'string' ? `toNullable(toFloat64(${it.coverage}))` : 'NULL'))} AS coverages,
      ${ifAny((it) => it.histogram !== undefined, (it) => (it.histogram === undefined ? `CAST(map(), '${rollup === 'survey_daily' ? SURVEY_HISTOGRAM_TYPE : HISTOGRAM_TYPE}')` : `sumMap(cells.${it.histogram})`))} AS histograms
    FROM ${source} AS cells ${joins.join(' ')}
    WHERE ${[where, ...conditions].join(' AND ')}
    GROUP BY unit, bucket, segment
    HAVING arrayExists(it -> it > 0, denominators)
    ORDER BY unit, bucket, segment`
}

const dayBefore = (day: string) => new Date(Date.parse(day) - 24 * 3_600_000).toISOString().slice(0, 10)
const earlier = (a: string, b: string) => (a < b ? a : b)
const lastOfMonth = (day: string) => dayBefore(`${addMonths(day.slice(0, 7), 1)}-01`)

/** Cells of an indicator, by unit, bucket and segment; units without any count are left out. A tree other than the present one is a trial. */
export async function selectIndicatorCells(
  warehouse: Warehouse, indicator: Countable, request: CellRequest, lane: Lane = 'read', grouping: Grouping = { tree: PRESENT_TREE },
): Promise<Cell[]> {
  return (await selectCellsOfAll(warehouse, [indicator], request, lane, grouping))[0] ?? []
}

/** The same of several indicators, in their order: what several of them count is read once. */
export async function selectCellsOfAll(
  warehouse: Warehouse, indicators: readonly Countable[], request: CellRequest, lane: Lane = 'read', grouping: Grouping = { tree: PRESENT_TREE },
): Promise<Cell[][]> {
  const bySums = await isAnsweredBySums(warehouse, request, grouping, lane)
  const { parent } = request
  const isOfUnit = !bySums && parent !== null && grouping.tree === PRESENT_TREE && grouping.centres === undefined
  const stored = isOfUnit ? await readStoredWithin(warehouse, { ...request, parent }, lane) : null
  const isSampled = ({ coverage }: Countable) => coverage === TRANSACTIONS && grouping.centres === undefined && !breakdownObstacle(served, request)
  const found = new Map<Countable, Cell[]>()
  // Beside each other, as far as there are connections: most of an answer's time is the planning of its statements.
  await Promise.all(inReadings(indicators.some(isSampled) ? [...indicators, served] : indicators).map(async (together) => {
    const cells = await readCells(warehouse, together, request, { lane, grouping, bySums, stored })
    together.forEach((it, index) => found.set(it, cells[index] ?? []))
  }))
  return indicators.map((it) => (isSampled(it) ? withCoverage(found.get(it) ?? [], found.get(served) ?? []) : found.get(it) ?? []))
}

/** Indicators that count the same rows of the same rollup, side by side, so that those are read once for all of them. */
export function inReadings<It extends Countable>(all: readonly It[]): [It, ...It[]][] {
  const readings: [It, ...It[]][] = []
  for (const it of all) {
    const known = readings.find(([first]) => first.rollup === it.rollup && first.where === it.where && first.onlyPastDays === it.onlyPastDays)
    if (known) known.push(it)
    else readings.push([it])
  }
  return readings
}

/** The same of every unit of every level at once, as the sums by unit have them; days whose tree has just changed are not awaited. */
export async function selectEveryUnit(
  warehouse: Warehouse, indicators: readonly [Countable, ...Countable[]], { from, to, today }: Pick<CellRequest, 'from' | 'to' | 'today'>, lane: Lane,
): Promise<{ level: Level; cell: Cell }[][]> {
  const { rollup } = indicators[0]
  const source = `(SELECT * FROM ${UNIT_TABLES[rollup]} FINAL WHERE is_deleted = 0 AND day >= toDate({from:String}) AND day < toDate({to:String}))`
  const placement = { unit: "concat(cells.level, ':', cells.unit_code)", joins: [], conditions: ['1'] }
  const request = { from, to, today, level: 'country' as const, parent: null, bucket: null, segment: null }
  return (await runReading(warehouse, indicators, request, { source, placement, lane, centres: null })).map((cells) => cells.map(({ unit, ...cell }) => {
    const at = unit.indexOf(':')
    return { level: unit.slice(0, at) as Level, cell: { ...cell, unit: unit.slice(at + 1) } }
  }))
}

interface Reading { lane: Lane; grouping: Grouping; bySums: boolean; stored: StoredWithin | null }

async function readCells(warehouse: Warehouse, indicators: readonly [Countable, ...Countable[]], request: CellRequest, { lane, grouping, bySums, stored }: Reading): Promise<Cell[][]> {
  const [first] = indicators
  const reading = bySums ? toSummed(first, request) : { source: toSource(first, request, grouping, stored), placement: toPlacement(first, request, grouping, stored) }
  return await runReading(warehouse, indicators, request, { ...reading, lane, centres: stored?.centres ?? null })
}

interface PlacedReading { source: string; placement: ReturnType<typeof toPlacement>; lane: Lane; centres: readonly string[] | null }

async function runReading(warehouse: Warehouse, indicators: readonly [Countable, ...Countable[]], request: CellRequest, { source, placement, lane, centres }: PlacedReading): Promise<Cell[][]> {
  const { from, level, parent, counter = null, today } = request
  const to = indicators[0].onlyPastDays ? earlier(request.to, today) : request.to
  if (from >= to) return indicators.map(() => [])
  const query = defineQuery<Record<string, string | readonly string[]>, z.infer<typeof cellRow>>({
    name: `indicator-cells:${indicators.map((it) => it.definition.id).join('+')}`, sql: toSql(indicators, request, source, placement), row: cellRow, lane,
  })
  const months: Record<string, string> = indicators.some((it) => it.wholeMonths) ? { firstDay: from, lastDay: earlier(dayBefore(request.to), lastOfMonth(today)) } : {}
  const rows = await warehouse.select(query, { from, to, level, ...months, ...(parent === null ? {} : { parent }), ...(counter === null ? {} : { counter }), ...(centres === null ? {} : { centres }) })
  return indicators.map(({ answers }, index) => rows.map((row) => toCell(row, index)).map((it) => (answers ? toSurveyCell(it, answers) : it)).filter((it) => it.denominator > 0))
}

const toCell = ({ unit, bucket, segment, ...sums }: z.infer<typeof cellRow>, index: number): Cell => ({
  unit, bucket, segment, numerator: sums.numerators[index] ?? 0, denominator: sums.denominators[index] ?? 0, sampleSize: sums.sample_sizes[index] ?? 0,
  squares: sums.squares[index] ?? 0, coverage: sums.coverages[index] ?? null,
  histogram: Object.entries(sums.histograms[index] ?? {}).map(([value, times]) => [Number(value), times]),
})

const keyOf = ({ unit, bucket, segment }: Cell) => `${unit}|${bucket}|${segment}`
/** What ratings are a sample of: dossiers resolved at the same place and time, where dossiers can be broken down like that. */
const served: Countable = {
  definition: { id: 'transactions' }, rollup: 'dossier_daily', where: '1', numerator: 'sum(resolved)', denominator: 'sum(resolved)', sampleSize: 'sum(resolved)',
}

function withCoverage(cells: readonly Cell[], transactions: readonly Cell[]): Cell[] {
  const found = new Map(transactions.map((it) => [keyOf(it), it.denominator]))
  return cells.map((it) => {
    const all = found.get(keyOf(it))
    return { ...it, coverage: all === undefined ? null : it.sampleSize / all }
  })
}
