import { z } from 'zod'
import { addMonths, toHanoiDay, toMonthPeriod } from '../contract/period.ts'
import type { Clock } from '../platform/clock.ts'
import { defineQuery } from '../platform/warehouse/define-query.ts'
import type { DirtyDays } from '../platform/warehouse/dirty-days.ts'
import type { Warehouse } from '../platform/warehouse/warehouse.ts'
import type { PublishedPeriods } from '../registry/published-periods.ts'
import type { JobDefinition } from './job.ts'

interface Deps { warehouse: Warehouse; dirtyDays: DirtyDays; publishedPeriods: PublishedPeriods; clock: Clock }

/** Centres that had open dossiers in this or the last month; what was withdrawn since is recomputed by its own mark. */
const centresWithStock = defineQuery<{ since: string }, string>({
  name: 'centres-with-stock', lane: 'job',
  sql: `SELECT DISTINCT centre_code FROM dossiers WHERE ifNull(toDate(ifNull(finished_at, returned_at), 'Asia/Ho_Chi_Minh') >= {since:Date}, 1)`,
  row: z.object({ centre_code: z.string() }).transform((it) => it.centre_code),
})

/** Every night: with the day that has passed, open dossiers have become overdue, and a new month begins with what the last one left. */
export const markOpenStockJob = (deps: Deps): JobDefinition => ({
  id: 'mark-open-stock',
  schedule: { cron: '1 0 * * *' },
  run: async () => void (await markOpenStock(deps)),
})

/** Marks the last day of the last month and the first and last of this one, wherever dossiers were open. Answers the number of marks. */
export async function markOpenStock({ warehouse, dirtyDays, publishedPeriods, clock }: Deps): Promise<number> {
  const month = toMonthPeriod(clock())
  const dayBefore = (day: string) => toHanoiDay(Date.parse(`${day}T00:00:00+07:00`) - 1)
  const published = await publishedPeriods.all()
  const days = [dayBefore(`${month}-01`), `${month}-01`, dayBefore(`${addMonths(month, 1)}-01`)].filter((day) => !published.has(day.slice(0, 7)))
  const centres = await warehouse.select(centresWithStock, { since: `${addMonths(month, -1)}-01` })
  const marks = centres.flatMap((centreCode) => days.map((day) => ({ day, centreCode })))
  await dirtyDays.mark('dossiers', marks)
  return marks.length
}
