import { z } from 'zod'
import { defineQuery } from '../../platform/warehouse/define-query.ts'
import type { Lane, Warehouse } from '../../platform/warehouse/warehouse.ts'
import { PRESENT_TREE } from '../dimensions/tree-tables.ts'
import type { Rollup } from '../indicators/indicator.ts'
import type { CellRequest, Grouping } from './cell-request.ts'

/** Sums by unit and day, of which a page reads some rows for each of its units. */
export const UNIT_TABLES: Record<Rollup, string> = { rating_daily: 'rating_units', dossier_daily: 'dossier_units', offer_daily: 'offer_units', survey_daily: 'survey_units' }

const LEVELS: ReadonlySet<string> = new Set(['country', 'province', 'agency', 'commune', 'centre'])

const obstacles = defineQuery<Record<string, string>, { above: number; moved: number }>({
  name: 'obstacles-to-sums',
  sql: `SELECT
      (SELECT count() FROM unit_ancestry WHERE code = {parent:String} AND ancestor_code != {parent:String} AND ancestor_kind = {level:String}
        AND valid_from < toDate({to:String}) AND valid_to > toDate({from:String})) AS above,
      (SELECT count() FROM moved_days FINAL WHERE day >= toDate({from:String}) AND day < toDate({to:String})) AS moved`,
  row: z.object({ above: z.coerce.number(), moved: z.coerce.number() }),
})

/**
 * Whether the sums by unit hold the answer: units of the present tree, by whole days that have been summed since the tree last changed.
 * What lies in one unit of another one above it (a province's figures within one of its centres) is a part of a sum, and not in them.
 */
export async function isAnsweredBySums(
  warehouse: Warehouse, { from, to, level, parent, bucket, segment }: CellRequest, { tree, centres }: Grouping, lane: Lane,
): Promise<boolean> {
  if (!LEVELS.has(level) || bucket === 'hour' || segment === 'weekday-hour' || tree !== PRESENT_TREE || centres !== undefined) return false
  const [found] = await warehouse.select({ ...obstacles, lane }, { parent: parent ?? '', level, from, to })
  return found?.above === 0 && found.moved === 0
}
