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
