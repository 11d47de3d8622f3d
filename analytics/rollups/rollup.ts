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
  /** Yields `dimensions` and, as `fresh_<measure>`, an addend for each of `measures` and, for each of `histograms`, an array of values that count once each. */
  freshCells(scope: In): string
}
export interface DailyRollup extends RollupDefinition {
  kind: DailyKind
  /** From so many (day, centre) cells on a statement ends with the day; whole days in their order: few days with all their centres, or a few centres through a year. */
  cellsPerStatement: number
}

/** How the counts by value of a rollup are typed where it does not say. */
export const HISTOGRAM_TYPE = 'Map(UInt16, UInt64)'

/**
 * Counts by value of all the values of a group, sorted: where the numbering of equal ones begins anew, the number before is how many there were. To
 * add up maps takes several times as long, and a lambda that looks back into its array copies it for every element.
 */
function countByValue(fresh: string, type: string): string {
  const sorted = `arraySort(groupArrayArray(${fresh}))`
  const numbered = `arrayEnumerateUniq(${sorted})`
  const lastOfEqual = (them: string) => `arrayFilter((it, next) -> next = 1, ${them}, arrayPopFront(arrayPushBack(${numbered}, 1)))`
  return `CAST(arrayZip(${lastOfEqual(sorted)}, ${lastOfEqual(numbered)}), '${type}')`
}

/** The values of a map of counts, each as often as it counts. */
export const toValues = (counts: string): string => `arrayFlatten(arrayMap((value, times) -> arrayWithConstant(times, value), mapKeys(${counts}), mapValues(${counts})))`

/**
 * The two statements that replace cells: first what is counted afresh, then, deleted, what is `present` (a condition) in an older version only,
 * because nothing counts there any more: it counts nothing, and readers ask for `is_deleted = 0`. A new version covers the old. Cells are alone in their
 * statement, so folding them on insert (`optimize_on_insert`) would find nothing and take half of the time; where facts lie in the order of the first
 * dimensions, they are folded as they are read.
 */
export function toReplaceCells<In>(
  { table, dimensions, measures, histograms, histogramType = HISTOGRAM_TYPE, freshCells }: RollupDefinition<In>, scope: In, { version, present }: { version: number; present: string },
): [string, string] {
  const keys = dimensions.join(', ')
  const sums = [...measures.map((it) => `sum(fresh_${it})`), ...histograms.map((it) => countByValue(`fresh_${it}`, histogramType))]
  const isOlder = `${present} AND version < ${version}`
  const settings = 'SETTINGS do_not_merge_across_partitions_select_final = 1, optimize_on_insert = 0, optimize_aggregation_in_order = 1, max_insert_threads = 2, max_execution_time = 600'
  return [
    `INSERT INTO ${table} (${keys}, ${[...measures, ...histograms].join(', ')}, version, is_deleted)
    SELECT ${keys}, ${sums.join(', ')}, ${version}, 0
    FROM (${freshCells(scope)})
    GROUP BY ${keys}
    HAVING ${measures.map((it) => `sum(fresh_${it})`).join(' + ')} > 0
    ${settings}`,
    `INSERT INTO ${table} (${keys}, version, is_deleted)
    SELECT ${keys}, ${version}, 1 FROM ${table} FINAL WHERE is_deleted = 0 AND ${isOlder} AND (SELECT count() FROM (SELECT 1 FROM ${table} WHERE ${isOlder} LIMIT 1)) > 0
    ${settings}`,
  ]
}
