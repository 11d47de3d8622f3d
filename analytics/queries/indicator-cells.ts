import { z } from 'zod'
import type { Bucket, Level, Segment } from '../../contract/indicator.ts'
import { defineQuery } from '../../platform/warehouse/define-query.ts'
import type { Lane, Warehouse } from '../../platform/warehouse/warehouse.ts'
import { servedRatings } from '../dimensions/served-ratings.ts'
import { PRESENT_TREE, type TreeTables } from '../dimensions/tree-tables.ts'
import type { Cell, Indicator, Rollup } from '../indicators/indicator.ts'
import { placedFacts } from './placed-facts.ts'

/** Which cells are asked for: days half open, an ancestor whose subtree they lie in, and the breakdown. */
export interface CellRequest {
  from: string
  to: string
  level: Level
  parent: string | null
  bucket: Bucket | null
  segment: Segment | null
}

/** Which tree the facts are placed in, and, where `centres` names a table of ours, that only facts stored under its codes are looked at. */
export interface Grouping { tree: TreeTables; centres?: string }

const count = z.coerce.number()
const cellRow = z
  .object({ unit: z.string(), bucket: z.string(), segment: z.string(), numerator: count, denominator: count, sample_size: count })
  .transform(({ sample_size: sampleSize, ...cell }): Cell => ({ ...cell, sampleSize }))

const COLUMN_LEVELS: Partial<Record<Level, Partial<Record<Rollup, string>>>> = {
  counter: { rating_daily: 'counter_code', dossier_daily: 'counter_code' },
  official: { rating_daily: 'official_code' },
  procedure: { rating_daily: 'procedure_code', dossier_daily: 'procedure_code' },
  sector: { dossier_daily: 'sector_code' },
}
const SEGMENT_COLUMNS: Record<Rollup, Partial<Record<Segment, string>>> = {
  rating_daily: { channel: 'channel', scale: 'toString(scale)', language: 'language' },
  dossier_daily: { channel: 'channel' },
}
const BUCKETS: Record<Exclude<Bucket, 'hour'>, string> = {
  day: 'toString(cells.day)', week: "formatDateTime(cells.day, '%G-W%V')", month: "formatDateTime(cells.day, '%Y-%m')",
}

/** What keeps an indicator from being broken down like that, or null when nothing does. */
export function breakdownObstacle(indicator: Indicator, { level, bucket, segment }: CellRequest): { parameter: string; rule: string } | null {
  const { rollup, definition } = indicator
  if (COLUMN_LEVELS[level] && !COLUMN_LEVELS[level][rollup]) return { parameter: 'level', rule: `${definition.id} is not counted by ${level}` }
  if (segment && !SEGMENT_COLUMNS[rollup][segment]) return { parameter: 'segment', rule: `${definition.id} is not counted by ${segment}` }
  if (bucket === 'hour' && rollup !== 'rating_daily') return { parameter: 'bucket', rule: `${definition.id} is counted by day, week or month` }
  return null
}

/** By hour the rollup is too coarse: a drill-down reads the facts themselves, in the rollup's columns. */
const HOURLY_RATINGS = `
  (SELECT toDate(corrected_at, 'Asia/Ho_Chi_Minh') AS day, formatDateTime(corrected_at, '%Y-%m-%dT%H:00+07:00', 'Asia/Ho_Chi_Minh') AS hour,
     centre_code, counter_code, procedure_code, official_code, channel, language, scale, score, 1 AS ratings
   FROM ${servedRatings("corrected_at >= toDateTime64({from:String}, 3, 'Asia/Ho_Chi_Minh') AND corrected_at < toDateTime64({to:String}, 3, 'Asia/Ho_Chi_Minh')")})`

/**
 * Sums of an indicator's counts. The text is put together from closed sets of our own; what comes from outside is bound.
 * A fact lies where the tree of its own day has it, so last March is grouped by last March's tree.
 */
function toSql({ rollup, where, numerator, denominator, sampleSize }: Indicator, { level, parent, bucket, segment }: CellRequest, { tree, centres }: Grouping): string {
  const column = COLUMN_LEVELS[level]?.[rollup]
  const isLookedAt = centres === undefined ? '1' : `centre_code IN (SELECT code FROM ${centres})`
  const facts = bucket === 'hour' ? HOURLY_RATINGS
    : `(SELECT * FROM ${rollup} FINAL WHERE day >= toDate({from:String}) AND day < toDate({to:String}) AND ${isLookedAt})`
  // What is asked neither by unit nor within one needs no place.
  const source = column && parent === null ? facts : placedFacts(facts, rollup, tree)
  // A dossier belongs to the agency that handles it; every other unit is found through the counter or centre.
  const place = rollup === 'dossier_daily' && level === 'agency' ? 'cells.agency_place' : 'cells.place'
  const during = (name: string) => `cells.day >= ${name}.valid_from AND cells.day < ${name}.valid_to`
  const unitJoin = column ? '' : `INNER JOIN ${tree.ancestry} AS unit ON unit.code = ${place}`
  const parentJoin = parent === null ? '' : `INNER JOIN ${tree.ancestry} AS within ON within.code = ${place}`
  const conditions = [
    where,
    column ? `cells.${column} != ''` : `unit.ancestor_kind = {level:String} AND ${during('unit')}`,
    parent === null ? '1' : `within.ancestor_code = {parent:String} AND ${during('within')}`,
  ]
  return `
    SELECT ${column ? `cells.${column}` : 'unit.ancestor_code'} AS unit,
      ${bucket === null ? "''" : bucket === 'hour' ? 'cells.hour' : BUCKETS[bucket]} AS bucket,
      ${segment === null ? "''" : `cells.${SEGMENT_COLUMNS[rollup][segment]}`.replace('cells.toString(', 'toString(cells.')} AS segment,
      ${numerator} AS numerator, ${denominator} AS denominator, ${sampleSize} AS sample_size
    FROM ${source} AS cells ${unitJoin} ${parentJoin}
    WHERE ${conditions.join(' AND ')}
    GROUP BY unit, bucket, segment
    HAVING denominator > 0
    ORDER BY unit, bucket, segment`
}

/** Cells of an indicator, by unit, bucket and segment; units without any count are left out. A tree other than the present one is a trial. */
export async function selectIndicatorCells(
  warehouse: Warehouse, indicator: Indicator, request: CellRequest, lane: Lane = 'read', grouping: Grouping = { tree: PRESENT_TREE },
): Promise<Cell[]> {
  const query = defineQuery<Record<string, string>, Cell>({
    name: `indicator-cells:${indicator.definition.id}`, sql: toSql(indicator, request, grouping), row: cellRow, lane,
  })
  const { from, to, level, parent } = request
  return await warehouse.select(query, { from, to, level, ...(parent === null ? {} : { parent }) })
}
