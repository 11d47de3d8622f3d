import type { RollupKind } from '../../platform/warehouse/dirty-days.ts'

/** How one rollup is recomputed from the facts: the dimensions and measures of a cell, and the SELECT that counts afresh. */
export interface RollupDefinition {
  kind: RollupKind
  table: string
  dimensions: readonly string[]
  measures: readonly string[]
  /** Yields `dimensions` and, as `fresh_<measure>`, one addend for each of `measures`, for the days bound as {from}, {to} and DIRTY. */
  freshCells: string
}

/** The (day, centre) pairs in question; codes are text from outside and so are bound. */
export const DIRTY = '(SELECT arrayJoin(arrayZip({days:Array(Date)}, {centres:Array(String)})))'
