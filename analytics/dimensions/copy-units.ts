import type { Warehouse } from '../../platform/warehouse/warehouse.ts'
import type { PlaceIndex } from '../../registry/place-index.ts'
import { dropLeftoverTables, insertAncestry, insertPlaces, PRESENT_TREE, TREE_SHAPE, withTablesBeside } from './tree-tables.ts'

/**
 * Copies the tree of units, and where facts lie in it, into the warehouse, so that rollups can be grouped by any level. The new copy
 * is written beside the old one and exchanged with it: no query ever sees half a tree.
 */
export async function copyUnits(warehouse: Warehouse, places: Pick<PlaceIndex, 'ancestry' | 'factPlaces'>): Promise<void> {
  await withTablesBeside(warehouse, TREE_SHAPE, async (beside) => {
    await insertAncestry(warehouse, beside.ancestry, places.ancestry())
    await insertPlaces(warehouse, beside.places, places.factPlaces())
    await warehouse.run(`EXCHANGE TABLES ${beside.ancestry} AND ${PRESENT_TREE.ancestry}`, {}, 'write')
    await warehouse.run(`EXCHANGE TABLES ${beside.places} AND ${PRESENT_TREE.places}`, {}, 'write')
  })
  await dropLeftoverTables(warehouse)
}
