import type { DailyKind, RollupKind } from '../../platform/warehouse/dirty-days.ts'

/** What one statement recomputes. Days are our own (`2026-08-31`), names of tables too: they stand in the text, so that no page waits. */
export interface Scope {
  from: string
  to: string
  today: string
  yesterday: string
  /** SQL that says whether the cell of a day (an expression) and of `centre_code` is among those in question. */
  isDirty(day: string): string
  /** The same of `centre_code` alone. */
  isDirtyCentre: string
}

/** How one rollup is recomputed from the facts: the dimensions and measures of a cell, and the SELECT that counts afresh. */
export interface RollupDefinition<In = Scope> {
  kind: RollupKind
  table: string
  /** Counts up with every change of what the facts give: a rollup that another version has made is made anew. */
  version: number
  dimensions: readonly string[]
  /** Whole numbers that are added up. */
  measures: readonly string[]
  /** Counts by value, added up value by value; `Map(UInt16, UInt64)` unless `histogramType` says otherwise. */
  histograms: readonly string[]
  histogramType?: string
  /** Yields `dimensions` and, as `fresh_<measure>`, one addend for each of `measures` and `histograms`. */
  freshCells(scope: In): string
}
export interface DailyRollup extends RollupDefinition { kind: DailyKind }

/** How the counts by value of a rollup are typed where it does not say. */
export const HISTOGRAM_TYPE = 'Map(UInt16, UInt64)'

/**
 * Replaces cells: adds up the fresh ones, beside those that are `present` (a condition) with zeros, so that a cell that has vanished is
 * written as deleted. A new version covers the old. Cells are alone in their statement, so folding them on insert (`optimize_on_insert`)
 * would find nothing and take half of the time.
 */
export function toReplaceCells<In>({ table, dimensions, measures, histograms, histogramType = HISTOGRAM_TYPE, freshCells }: RollupDefinition<In>, scope: In, { version, present }: { version: number; present: string }): string {
  const keys = dimensions.join(', ')
  const sums = [...measures.map((it) => `sum(fresh_${it})`), ...histograms.map((it) => `sumMap(fresh_${it})`)]
  return `
    INSERT INTO ${table} (${keys}, ${[...measures, ...histograms].join(', ')}, version, is_deleted)
    SELECT ${keys}, ${sums.join(', ')}, ${version}, ${measures.map((it) => `sum(fresh_${it})`).join(' + ')} = 0
    FROM (
      ${freshCells(scope)}
      UNION ALL
      SELECT ${keys}, ${[...measures.map((it) => `toUInt8(0) AS fresh_${it}`), ...histograms.map((it) => `CAST(map(), '${histogramType}') AS fresh_${it}`)].join(', ')}
      FROM ${table} FINAL WHERE ${present}
    )
    GROUP BY ${keys}
    SETTINGS do_not_merge_across_partitions_select_final = 1, optimize_on_insert = 0, max_execution_time = 600`
}
