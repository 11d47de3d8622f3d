import { z } from 'zod'
import { refreshRollups } from '../../analytics/rollups/refresh-rollups.ts'
import { systemClock } from '../../platform/clock.ts'
import type { Country } from './country.ts'

const monthRow = z.object({ day: z.string(), centreCode: z.string() })

/** Makes the rollups of all ratings, a month at a time; answers the seconds it took. */
export async function sumEverything(country: Country): Promise<number> {
  const startedAt = performance.now()
  for (let month = 0; month < 12; month += 1) {
    const marks = await country.warehouse.select({
      name: 'all-days', lane: 'job', row: monthRow,
      sql: `SELECT DISTINCT toString(toDate(corrected_at, 'Asia/Ho_Chi_Minh')) AS day, centre_code AS centreCode FROM ratings
            WHERE toYYYYMM(occurred_at, 'Asia/Ho_Chi_Minh') = toYYYYMM(addMonths(toDate('2025-09-01'), ${month}))`,
    }, {})
    for (let start = 0; start < marks.length; start += 10_000) await country.dirtyDays.mark('ratings', marks.slice(start, start + 10_000))
    await refreshRollups({ ...country, clock: systemClock })
  }
  return (performance.now() - startedAt) / 1000
}

/** The sums of months at rest, as the engine merges them by itself a quarter of an hour after their last change; answers the seconds it took. */
export async function mergeMonthsAtRest({ warehouse }: Country): Promise<number> {
  const startedAt = performance.now()
  for (const sums of ['rating_daily', 'rating_units']) await warehouse.run(`OPTIMIZE TABLE ${sums} FINAL SETTINGS optimize_skip_merged_partitions = 1`)
  return (performance.now() - startedAt) / 1000
}

/** Sums a day of all centres once more, as for the running month every minute. */
export async function sumDay(country: Country, day: string): Promise<void> {
  const centres = Array.from({ length: country.size.communes }, (_, number) => `T${String(number).padStart(5, '0')}`)
  await country.dirtyDays.mark('ratings', centres.map((centreCode) => ({ day, centreCode })))
  await refreshRollups({ ...country, clock: systemClock })
}
