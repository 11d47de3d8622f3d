import { z } from 'zod'
import type { ReportedMeasure } from '../../contract/measure.ts'
import { defineQuery } from '../../platform/warehouse/define-query.ts'
import type { Warehouse } from '../../platform/warehouse/warehouse.ts'

type Reported = Omit<ReportedMeasure, 'warnings'>
const count = z.coerce.number().nullable()
const measuresOfUnits = defineQuery<{ units: string[]; period: string }, Reported>({
  name: 'reported-measures',
  sql: `SELECT unit_code, period, metric, source, numerator, denominator, value, toUnixTimestamp64Milli(reported_at) AS reported_ms
        FROM reported_measures_current WHERE unit_code IN {units:Array(String)} AND period = {period:String} ORDER BY metric, reported_at, received_at, source`,
  row: z.object({
    unit_code: z.string(), period: z.string(), metric: z.string(), source: z.string(), numerator: count, denominator: count, value: count, reported_ms: z.coerce.number(),
  }).transform((row) => ({
    unitCode: row.unit_code, period: row.period, metric: row.metric, source: row.source, numerator: row.numerator, denominator: row.denominator,
    value: row.value, reportedAt: new Date(row.reported_ms).toISOString(),
  })),
})

/** What other systems have reported of a unit for a period, each source's newest word; of one metric the newest comes last. */
export const readReportedMeasures = (warehouse: Warehouse, unit: string, period: string): Promise<Reported[]> =>
  warehouse.select(measuresOfUnits, { units: [unit], period })

/** Parameters travel in an address, which has its limits. */
const UNITS_PER_QUERY = 500

/** The same of many units. */
export async function readReportedMeasuresOf(warehouse: Warehouse, units: readonly string[], period: string): Promise<Reported[]> {
  const found: Reported[] = []
  for (let start = 0; start < units.length; start += UNITS_PER_QUERY) {
    found.push(...await warehouse.select(measuresOfUnits, { units: units.slice(start, start + UNITS_PER_QUERY), period }))
  }
  return found
}
