import type { z } from 'zod'
import type { Lane, WarehouseQuery } from './warehouse.ts'

/**
 * Names a SELECT and fixes the shapes of its parameters and rows. Values stand in the text only as `{name: Type}`;
 * SETTINGS are added by the warehouse.
 */
export const defineQuery = <Params extends Record<string, unknown>, Row>(
  query: { name: string; sql: string; row: z.ZodType<Row>; lane?: Lane },
): WarehouseQuery<Params, Row> => query
