import type { z } from 'zod'

/**
 * A named SELECT: its text has values only as `{name: Type}`, every row is parsed by its shape.
 * `lane` chooses the connection of the embedded engine, where one connection runs one query at a time:
 * `read` for pages, `job` for recomputation.
 */
export interface WarehouseQuery<Params extends Record<string, unknown>, Row> {
  name: string
  sql: string
  row: z.ZodType<Row>
  lane?: Lane
  /** Present so that a query's parameters are checked at compile time; never read. */
  readonly params?: Params
}

export type Lane = 'read' | 'write' | 'job'

/** ClickHouse, embedded or by URL. */
export interface Warehouse {
  /** Runs a named query and parses every row. */
  select<Params extends Record<string, unknown>, Row>(query: WarehouseQuery<Params, Row>, params: Params): Promise<Row[]>
  /** Runs a SELECT whose whole answer is a file that the engine writes. Throws where what came is none. */
  selectFile(sql: string, params: Record<string, unknown>, format: 'Parquet'): Promise<Uint8Array>
  /** Inserts rows given in the order of `columns`; resolves when ClickHouse has answered. */
  insert(table: string, columns: readonly string[], rows: readonly (readonly unknown[])[]): Promise<void>
  /** Runs a statement that answers nothing (DDL, INSERT … SELECT). */
  run(sql: string, params?: Record<string, unknown>, lane?: Lane): Promise<void>
  close(): Promise<void>
}
