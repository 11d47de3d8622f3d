import { z } from 'zod'
import { defineQuery } from '../../platform/warehouse/define-query.ts'
import type { Warehouse } from '../../platform/warehouse/warehouse.ts'
import { PRESENT_TREE } from '../dimensions/tree-tables.ts'
import type { Cell } from '../indicators/indicator.ts'
import type { CellRequest, Countable } from './cell-request.ts'
import { placedFacts } from './placed-facts.ts'

const LEVELS: ReadonlySet<string> = new Set(['country', 'province', 'agency', 'commune', 'centre'])

/** Ratings that came in these days and are kept aside, by the unit at whose centre they were given. */
const setAside = defineQuery<Record<string, string>, { unit: string; facts: number }>({
  name: 'set-aside-by-unit',
  sql: `SELECT unit.ancestor_code AS unit, sum(facts) AS facts
        FROM ${placedFacts(`(SELECT toDate(received_at, 'Asia/Ho_Chi_Minh') AS day, '' AS counter_code, centre_code, uniqExact(sender, id) AS facts FROM set_aside_facts
          WHERE kind = 'rating' AND day >= toDate({from:String}) AND day < toDate({to:String}) GROUP BY day, centre_code)`, 'rating_daily', PRESENT_TREE)} AS cells
        INNER JOIN ${PRESENT_TREE.ancestry} AS unit ON unit.code = cells.place
        WHERE unit.ancestor_kind = {level:String} AND cells.day >= unit.valid_from AND cells.day < unit.valid_to
        GROUP BY unit`,
  row: z.object({ unit: z.string(), facts: z.coerce.number() }),
})

/** What share of an indicator's facts at a cell's unit are stored and not counted; null where that is not known. */
export type SetAsideShare = (indicator: Countable, cell: Pick<Cell, 'unit' | 'sampleSize'>) => number | null

/**
 * Ratings that are stored and not counted, by the day they came, as a share: aside ÷ (aside + counted). Not known of dossiers, which are
 * never set aside, and of breakdowns other than units and whole periods.
 */
export async function readSetAsideShares(warehouse: Warehouse, indicators: readonly Countable[], { from, to, level, bucket, segment }: CellRequest): Promise<SetAsideShare> {
  const isKnown = LEVELS.has(level) && bucket === null && segment === null && indicators.some((it) => it.rollup === 'rating_daily')
  if (!isKnown) return () => null
  const aside = new Map((await warehouse.select(setAside, { from, to, level })).map((it) => [it.unit, it.facts]))
  return ({ rollup }, { unit, sampleSize }) => {
    if (rollup !== 'rating_daily') return null
    const facts = aside.get(unit) ?? 0
    return facts / (facts + sampleSize)
  }
}
