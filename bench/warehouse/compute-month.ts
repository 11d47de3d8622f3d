import { refreshDailyRollups, refreshUnitRollups } from '../../analytics/rollups/refresh-rollups.ts'
import { computeIndices } from '../../jobs/compute-indices.ts'
import { systemClock } from '../../platform/clock.ts'
import type { Country } from './country.ts'

const secondsOf = async (work: () => Promise<unknown>): Promise<number> => {
  const startedAt = performance.now()
  await work()
  return (performance.now() - startedAt) / 1000
}

/** Everything that is marked, and then the values of the month, as the jobs do it; in seconds. */
export async function computeMonth(country: Country, month: string) {
  const deps = { ...country, clock: systemClock }
  const daily = await secondsOf(() => refreshDailyRollups(deps))
  const units = await secondsOf(() => refreshUnitRollups(deps))
  const values = await secondsOf(() => computeIndices(deps, month))
  return { daily, units, values, total: daily + units + values }
}

/** The same facts, folded and counted once by day and counter. */
export const countRaw = ({ warehouse }: Country, month: string): Promise<number> => secondsOf(async () => {
  const settings = 'SETTINGS do_not_merge_across_partitions_select_final = 1'
  await warehouse.run(`SELECT toDate(corrected_at, 'Asia/Ho_Chi_Minh') AS day, centre_code, counter_code, score, count() FROM ratings_current
    WHERE toYYYYMM(day) = ${month.replace('-', '')} GROUP BY ALL FORMAT Null ${settings}`)
  await warehouse.run(`SELECT toDate(registered_at, 'Asia/Ho_Chi_Minh') AS day, centre_code, counter_code, status, count() FROM dossiers_current GROUP BY ALL FORMAT Null ${settings}`)
})
