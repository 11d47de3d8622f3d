import { z } from 'zod'
import type { DirtyDays } from '../../platform/warehouse/dirty-days.ts'
import type { Warehouse } from '../../platform/warehouse/warehouse.ts'
import type { PlaceIndex } from '../../registry/place-index.ts'
import { dropLeftoverTables, insertAncestry, insertPlaces, PRESENT_TREE, TREE_SHAPE, withTablesBeside, type TreeTables } from './tree-tables.ts'

interface Deps { warehouse: Warehouse; dirtyDays: Pick<DirtyDays, 'nextVersion'> }

/**
 * Copies the tree of units, and where facts lie in it, into the warehouse, so that rollups can be grouped by any level. The new copy
 * is written beside the old one and exchanged with it: no query ever sees half a tree. Days whose facts now lie elsewhere are noted
 * before and after: sums by unit that were made in between, of the old tree, have an older version and do not count as made anew.
 */
export async function copyUnits({ warehouse, dirtyDays }: Deps, places: Pick<PlaceIndex, 'ancestry' | 'factPlaces'>): Promise<void> {
  await withTablesBeside(warehouse, TREE_SHAPE, async (beside) => {
    await insertAncestry(warehouse, beside.ancestry, places.ancestry())
    await insertPlaces(warehouse, beside.places, places.factPlaces())
    const moved = [...await daysMoved(warehouse, 'rating_daily', beside), ...await daysMoved(warehouse, 'dossier_daily', beside), ...await daysMoved(warehouse, 'offer_daily', beside), ...await daysMoved(warehouse, 'survey_daily', beside)]
    const note = async () => {
      const version = moved.length > 0 ? await dirtyDays.nextVersion() : 0
      await warehouse.insert('moved_days', ['rollup', 'day', 'version', 'is_deleted'], moved.map(({ rollup, day }) => [rollup, day, version, 0]))
    }
    await note()
    await warehouse.run(`EXCHANGE TABLES ${beside.ancestry} AND ${PRESENT_TREE.ancestry}`, {}, 'write')
    await warehouse.run(`EXCHANGE TABLES ${beside.places} AND ${PRESENT_TREE.places}`, {}, 'write')
    await note()
  })
  await dropLeftoverTables(warehouse)
}

const CARRIERS = { rating_daily: ['counter_code', 'centre_code'], dossier_daily: ['counter_code', 'centre_code', 'agency_code'], offer_daily: ['counter_code', 'centre_code'], survey_daily: ['centre_code'] } as const
type MovedDay = { rollup: string; day: string }
const dayRow = z.object({ day: z.string() })

/** Rows that stand in one of two tables only. */
const differing = (column: string, present: string, other: string, columns: string) => `
  SELECT ${column} FROM (SELECT ${columns} FROM ${present} UNION ALL SELECT ${columns} FROM ${other}) GROUP BY ${columns} HAVING count() = 1`

/** Days of facts that carry a code which lies elsewhere in the other tree, or in a unit with other ancestors. */
async function daysMoved(warehouse: Warehouse, rollup: keyof typeof CARRIERS, { ancestry, places }: TreeTables): Promise<MovedDay[]> {
  const otherUnits = differing('code', PRESENT_TREE.ancestry, ancestry, 'code, ancestor_code, ancestor_kind, valid_from, valid_to')
  const moved = `
    SELECT code FROM (${differing('code', PRESENT_TREE.places, places, 'code, valid_from, place_code, is_open')})
    UNION DISTINCT SELECT code FROM ${PRESENT_TREE.places} WHERE place_code IN (${otherUnits})
    UNION DISTINCT SELECT code FROM ${places} WHERE place_code IN (${otherUnits})`
  const days = await warehouse.select({
    name: 'days-moved', lane: 'job', row: dayRow,
    sql: `SELECT DISTINCT toString(day) AS day FROM ${rollup} WHERE ${CARRIERS[rollup].map((it) => `${it} IN (${moved})`).join(' OR ')}`,
  }, {})
  return days.map(({ day }) => ({ rollup, day }))
}
