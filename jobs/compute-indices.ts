import { addMonths, periodsOf, toDayRange, toHanoiDay, toMonthPeriod } from '../contract/period.ts'
import { indicators } from '../analytics/indicators/registry.ts'
import { toValue } from '../analytics/indicators/to-value.ts'
import { inReadings, selectEveryUnit } from '../analytics/queries/indicator-cells.ts'
import type { Clock } from '../platform/clock.ts'
import type { Warehouse } from '../platform/warehouse/warehouse.ts'
import type { JobDefinition } from './job.ts'

const COLUMNS = [
  'indicator', 'definition_version', 'level', 'unit_code', 'period', 'numerator', 'denominator', 'sample_size', 'value', 'lower', 'upper', 'computed_at',
] as const

/** Every night: keeps the values of this and the last month, and of the longer periods they lie in, by which later figures can be explained. */
export const computeIndicesJob = (deps: { warehouse: Warehouse; clock: Clock }): JobDefinition => ({
  id: 'compute-indices',
  schedule: { cron: '10 0 * * *' },
  run: async ({ scheduledFor }) => {
    const month = toMonthPeriod(scheduledFor)
    const periods = new Set([addMonths(month, -1), month].flatMap((it) => periodsOf(`${it}-01`)))
    for (const period of periods) await computeIndices(deps, period)
  },
})

/** Computes all indicators of a period (`2026-08`, `2026-Q3`, `2026`) of every unit and stores them; a second run replaces the first. */
export async function computeIndices({ warehouse, clock }: { warehouse: Warehouse; clock: Clock }, period: string): Promise<number> {
  const days = toDayRange(period)
  if (!days) throw new Error(`"${period}" is no period`)
  const [computedAt, today] = [new Date(clock()).toISOString(), toHanoiDay(clock())]
  const context = { period, segment: null, unitName: { vi: '', en: '' }, computedAt, provisional: true, maySeeSmallCounts: true }
  let stored = 0
  for (const together of inReadings(indicators)) {
    const found = await selectEveryUnit(warehouse, together, { ...days, today }, 'job')
    const rows = together.flatMap((indicator, index) => (found[index] ?? []).map(({ level, cell }) => {
      const { numerator, denominator, sampleSize, value, lower, upper, definitionVersion } = toValue(indicator, cell, context)
      return [indicator.definition.id, definitionVersion, level, cell.unit, period, numerator ?? 0, denominator, sampleSize, value, lower, upper, computedAt]
    }))
    await warehouse.insert('indicator_values', COLUMNS, rows)
    stored += rows.length
  }
  return stored
}
