import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { defineQuery } from '../../platform/warehouse/define-query.ts'
import type { Warehouse } from '../../platform/warehouse/warehouse.ts'
import type { AncestryRow } from '../../registry/ancestry.ts'
import type { FactPlace } from '../../registry/fact-places.ts'

/** The two tables by which facts are grouped: who lay in whom, and where facts lie by the codes they carry. Names of our own making. */
export interface TreeTables { ancestry: string; places: string }

/** The tree as the registry has it. */
export const PRESENT_TREE: TreeTables = { ancestry: 'unit_ancestry', places: 'fact_places' }

const ANCESTRY_COLUMNS = ['code', 'ancestor_code', 'ancestor_kind', 'valid_from', 'valid_to'] as const
const PLACE_COLUMNS = ['code', 'valid_from', 'place_code', 'is_open'] as const

export const insertAncestry = (warehouse: Warehouse, table: string, rows: readonly AncestryRow[]) =>
  warehouse.insert(table, ANCESTRY_COLUMNS, rows.map((it) => [it.code, it.ancestorCode, it.ancestorKind, it.validFrom, it.validTo]))

export const insertPlaces = (warehouse: Warehouse, table: string, rows: readonly FactPlace[]) =>
  warehouse.insert(table, PLACE_COLUMNS, rows.map((it) => [it.code, it.validFrom, it.placeCode, it.isOpen ? 1 : 0]))

const BESIDE = 'beside'
/** No copy and no preview takes as long; what is older was left by a process that was killed. */
const LEFTOVER_AFTER_MINUTES = 60

const leftovers = defineQuery<Record<string, never>, string>({
  name: 'leftover-tables', lane: 'job',
  sql: `SELECT name FROM system.tables WHERE database = currentDatabase() AND name LIKE '%\\_${BESIDE}\\_%'
        AND metadata_modification_time < now() - INTERVAL ${LEFTOVER_AFTER_MINUTES} MINUTE`,
  row: z.object({ name: z.string() }).transform((it) => it.name),
})

/**
 * Empty tables for the time of some work, with names of their own, so that several processes may do the same at once. What stands
 * behind each one's name is the rest of its CREATE TABLE, as `AS unit_ancestry`.
 */
export async function withTablesBeside<Name extends string, T>(
  warehouse: Warehouse, definitions: Record<Name, string>, work: (tables: Record<Name, string>) => Promise<T>,
): Promise<T> {
  const id = randomBytes(6).toString('hex')
  const tables = Object.fromEntries(Object.keys(definitions).map((name) => [name, `${name}_${BESIDE}_${id}`])) as Record<Name, string>
  const names = Object.keys(definitions) as Name[]
  try {
    for (const name of names) await warehouse.run(`CREATE TABLE ${tables[name]} ${definitions[name]}`, {}, 'write')
    return await work(tables)
  } finally {
    for (const name of names) await warehouse.run(`DROP TABLE IF EXISTS ${tables[name]}`, {}, 'write')
  }
}

/** Two tables of the shape of the present tree. */
export const TREE_SHAPE: Record<keyof TreeTables, string> = { ancestry: `AS ${PRESENT_TREE.ancestry}`, places: `AS ${PRESENT_TREE.places}` }

/** Removes what killed processes have left. */
export async function dropLeftoverTables(warehouse: Warehouse): Promise<void> {
  for (const table of await warehouse.select(leftovers, {})) await warehouse.run(`DROP TABLE IF EXISTS ${table}`, {}, 'write')
}
