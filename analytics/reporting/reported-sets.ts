import { z } from 'zod'
import { defineQuery } from '../../platform/warehouse/define-query.ts'
import type { Warehouse } from '../../platform/warehouse/warehouse.ts'
import type { CellRequest } from '../queries/cell-request.ts'
import { COUNTED_PARTS } from '../indices/counted-parts.ts'
import { schemeOn, type IndexScheme } from '../indices/index-scheme.ts'
import { reconcileMeasure } from '../indices/reconcile-measure.ts'
import { reconcileSet, type ReportedFigure } from '../indices/reconcile-set.ts'
import { indexSchemes } from '../indices/registry.ts'

/** Who is scored by the portal; a centre alone is not. */
const SCORED_LEVELS: ReadonlySet<string> = new Set(['province', 'agency', 'commune'])
const INDEX = 'decision-766'

interface Reported extends ReportedFigure { value: number | null }
const count = z.coerce.number().nullable()
const figures = z.array(z.tuple([z.string(), z.string(), count, count, count]))

/** All that was reported of a unit in one row: many units have a dozen measures each. */
const setsOfLevel = (isWithin: boolean) => defineQuery<Record<string, string>, [unit: string, Reported[]]>({
  name: 'reported-sets',
  sql: `SELECT unit_code, groupArray((toString(metric), toString(source), numerator, denominator, value)) AS figures FROM reported_measures_current
        WHERE period = {period:String}
          AND unit_code IN (SELECT code FROM unit_ancestry WHERE code = ancestor_code AND ancestor_kind = {level:String} AND valid_from < toDate32({to:String}) AND valid_to > toDate32({from:String}))
          ${isWithin ? 'AND unit_code IN (SELECT code FROM unit_ancestry WHERE ancestor_code = {parent:String} AND valid_from < toDate32({to:String}) AND valid_to > toDate32({from:String}))' : ''}
        GROUP BY unit_code`,
  row: z.object({ unit_code: z.string(), figures }).transform((row): [string, Reported[]] => [row.unit_code, row.figures.map(([metric, source, numerator, denominator, value]) =>
    ({ unitCode: row.unit_code, metric, source, numerator, denominator, value }))]),
})
const [ofAll, ofParent] = [setsOfLevel(false), setsOfLevel(true)]

/** Groups of a scheme that lack a part which we cannot count and nobody has reported, nor the points of the whole group. */
export function missingGroups({ groups }: IndexScheme, metrics: ReadonlySet<string>): string[] {
  const isCounted = (metric: string) => COUNTED_PARTS[INDEX]?.[metric] !== undefined
  return groups
    .filter(({ scoreMetric, parts }) => !metrics.has(scoreMetric) && parts.some((it) => it.kind !== 'information' && !isCounted(it.metric) && !metrics.has(it.metric)))
    .map(({ id }) => id)
}

export interface ReportedSet { missingGroups: string[]; warnings: number }

/**
 * What other systems have not reported of each unit of a level although Decision 766 needs it, and how much of what they have does not add
 * up in itself. Null for a level that the index is not for, or a period in which it was not in force.
 */
export async function readReportedSets(warehouse: Warehouse, { level, parent, from, to, period }: Pick<CellRequest, 'level' | 'parent' | 'from' | 'to'> & { period: string }): Promise<((unit: string) => ReportedSet) | null> {
  const scheme = schemeOn(indexSchemes[INDEX] ?? [], from)
  if (!scheme || !SCORED_LEVELS.has(level)) return null
  const asked = { level, from, to, period }
  const sets = new Map(parent === null ? await warehouse.select(ofAll, asked) : await warehouse.select(ofParent, { ...asked, parent }))
  const nothing: ReportedSet = { missingGroups: missingGroups(scheme, new Set()), warnings: 0 }
  return (unit) => {
    const reported = sets.get(unit)
    if (!reported) return nothing
    return {
      missingGroups: missingGroups(scheme, new Set(reported.map((it) => it.metric))),
      warnings: reported.reduce((sum, it) => sum + reconcileMeasure(it).length, 0) + reconcileSet(reported).length,
    }
  }
}
