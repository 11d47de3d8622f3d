import type { RollupKind } from '../../platform/warehouse/dirty-days.ts'

/** How one rollup is recomputed from the facts: the dimensions and measures of a cell, and the SELECT that counts afresh. */
export interface RollupDefinition {
  kind: RollupKind
  table: string
  /** Counts up with every change of what the facts give: a rollup that another version has made is made anew. */
  version: number
  dimensions: readonly string[]
  /** Whole numbers that are added up. */
  measures: readonly string[]
  /** Counts by value, `Map(UInt16, UInt64)`, added up value by value. */
  histograms: readonly string[]
  /** Yields `dimensions` and, as `fresh_<measure>`, one addend for each of `measures` and `histograms`, for the days bound as {from}, {to} and DIRTY. */
  freshCells: string
}

/** The (day, centre) pairs in question, days as their numbers, which are shorter; codes are text from outside and so are bound. */
export const DIRTY = '(SELECT arrayJoin(arrayZip(arrayMap(it -> toDate(it), {days:Array(UInt16)}), {centres:Array(String)})))'
export const DIRTY_CENTRES = '(SELECT arrayJoin({centres:Array(String)}))'

const NOTHING = 'CAST(map(), \'Map(UInt16, UInt64)\')'

/**
 * Replaces cells: adds up the fresh ones, beside those of `present` with zeros, so that a cell that has vanished is written as deleted.
 * A new version covers the old.
 */
export function toReplaceCells({ table, dimensions, measures, histograms, freshCells }: Omit<RollupDefinition, 'kind' | 'version'>, present: string): string {
  const keys = dimensions.join(', ')
  const sums = [...measures.map((it) => `sum(fresh_${it})`), ...histograms.map((it) => `sumMap(fresh_${it})`)]
  return `
    INSERT INTO ${table} (${keys}, ${[...measures, ...histograms].join(', ')}, version, is_deleted)
    SELECT ${keys}, ${sums.join(', ')}, {version:UInt64}, ${measures.map((it) => `sum(fresh_${it})`).join(' + ')} = 0
    FROM (
      ${freshCells}
      UNION ALL
      SELECT ${keys}, ${[...measures.map((it) => `toUInt64(0) AS fresh_${it}`), ...histograms.map((it) => `${NOTHING} AS fresh_${it}`)].join(', ')}
      FROM ${table} FINAL WHERE ${present}
    )
    GROUP BY ${keys}
    SETTINGS do_not_merge_across_partitions_select_final = 1, max_execution_time = 600`
}
