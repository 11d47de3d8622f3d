import type { Warehouse } from '../../platform/warehouse/warehouse.ts'
import type { PlaceIndex } from '../../registry/place-index.ts'

const COLUMNS = ['code', 'ancestor_code', 'ancestor_kind', 'valid_from', 'valid_to'] as const

/**
 * Copies the unit tree into the warehouse, so that rollups can be grouped by any level. The new copy is written beside the old
 * one and exchanged with it: no query ever sees half a tree.
 */
export async function copyUnits(warehouse: Warehouse, places: PlaceIndex): Promise<void> {
  await warehouse.run('CREATE TABLE IF NOT EXISTS unit_ancestry_next AS unit_ancestry', {}, 'write')
  await warehouse.run('TRUNCATE TABLE unit_ancestry_next', {}, 'write')
  await warehouse.insert('unit_ancestry_next', COLUMNS, places.ancestry().map((it) => [
    it.code, it.ancestorCode, it.ancestorKind, it.validFrom, it.validTo,
  ]))
  await warehouse.run('EXCHANGE TABLES unit_ancestry_next AND unit_ancestry', {}, 'write')
}
