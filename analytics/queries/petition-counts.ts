import { z } from 'zod'
import type { DayRange } from '../../contract/period.ts'
import { defineQuery } from '../../platform/warehouse/define-query.ts'
import type { Warehouse } from '../../platform/warehouse/warehouse.ts'
import { PRESENT_TREE } from '../dimensions/tree-tables.ts'

/**
 * What we count of petitions ourselves, by metric of Decision 766 (domain.md 1.5): how it is added up over petitions, and of which day. In time, and in
 * time without dislike or repetition, are of the day a petition counts as handled; classes are of the day of receipt.
 */
export const PETITION_METRICS = {
  PETITION_PROCESSING_ON_TIME: { day: 'counted_on', numerator: 'in_time', denominator: '1' },
  PETITION_HANDLING_SATISFACTION: { day: 'counted_on', numerator: 'satisfied', denominator: '1' },
  PETITION_CLASSIFICATION_TTHC: { day: 'received_on', numerator: "class = 'procedure'", denominator: "class IN ('procedure', 'staff', 'other')" },
  PETITION_CLASSIFICATION_STAFF: { day: 'received_on', numerator: "class = 'staff'", denominator: "class IN ('procedure', 'staff', 'other')" },
} as const
export type PetitionMetric = keyof typeof PETITION_METRICS
export const isPetitionMetric = (metric: string): metric is PetitionMetric => Object.hasOwn(PETITION_METRICS, metric)

/** Petitions are few: under so many nothing is said in public, as of every share. */
export const PETITIONS_FROM = 10
export interface PetitionCount { metric: PetitionMetric; unit: string; numerator: number; denominator: number }

const partOf = (metric: PetitionMetric) => {
  const { day, numerator, denominator } = PETITION_METRICS[metric]
  return `SELECT '${metric}' AS metric, unit.ancestor_code AS unit, countIf(${numerator}) AS numerator, countIf(${denominator}) AS denominator
    FROM (
      SELECT facts.*, by_unit.place_code AS place FROM (
        SELECT *, assumeNotNull(${day}) AS day FROM petition_facts FINAL WHERE isNotNull(${day}) AND ${day} >= toDate({from:String}) AND ${day} < toDate({to:String})
      ) AS facts ASOF LEFT JOIN ${PRESENT_TREE.places} AS by_unit ON by_unit.code = facts.unit_code AND by_unit.valid_from <= facts.day
    ) AS placed INNER JOIN ${PRESENT_TREE.ancestry} AS unit ON unit.code = placed.place
    WHERE placed.day >= unit.valid_from AND placed.day < unit.valid_to AND unit.ancestor_code IN {units:Array(String)}
    GROUP BY unit HAVING denominator > 0`
}
const counts = defineQuery<{ units: readonly string[]; from: string; to: string }, PetitionCount>({
  name: 'petition-counts',
  sql: `${(Object.keys(PETITION_METRICS) as PetitionMetric[]).map(partOf).join(' UNION ALL ')} ORDER BY unit, metric`,
  row: z.object({ metric: z.enum(Object.keys(PETITION_METRICS) as [PetitionMetric, ...PetitionMetric[]]), unit: z.string(), numerator: z.coerce.number(), denominator: z.coerce.number() }),
})

/** Parameters travel in an address, which has its limits. */
const UNITS_PER_QUERY = 500

/** What was counted of petitions in units and all below them, on days `[from, to)`; where there were none there is no row, which is not the same as none. */
export async function readPetitionCounts(warehouse: Warehouse, units: readonly string[], { from, to }: DayRange): Promise<PetitionCount[]> {
  const found: PetitionCount[] = []
  for (let start = 0; start < units.length; start += UNITS_PER_QUERY) found.push(...await warehouse.select(counts, { units: units.slice(start, start + UNITS_PER_QUERY), from, to }))
  return found
}
