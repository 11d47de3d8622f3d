import { z } from 'zod'
import { toCountedDays, type DossierDays } from '../../contract/dossier-days.ts'
import { toHanoiDay } from '../../contract/period.ts'
import type { Clock } from '../../platform/clock.ts'
import type { DirtyDay, DirtyDays } from '../../platform/warehouse/dirty-days.ts'
import { dossierDayColumns } from '../../platform/warehouse/dossier-day-columns.ts'
import type { Warehouse, WarehouseQuery } from '../../platform/warehouse/warehouse.ts'
import type { PublishedPeriods } from '../../registry/published-periods.ts'

type Since = { since: string }
const cellRow = z.object({ day: z.string(), centre_code: z.string() }).transform((it): DirtyDay => ({ day: it.day, centreCode: it.centre_code }))

const recentRatingDays: WarehouseQuery<Since, DirtyDay> = {
  name: 'recent-rating-days', lane: 'job', row: cellRow,
  sql: `SELECT DISTINCT toString(toDate(corrected_at, 'Asia/Ho_Chi_Minh')) AS day, centre_code FROM ratings
        WHERE received_at >= {since:DateTime64(3)} AND NOT has(flags, 'late-after-publication')`,
}
const dayOrNull = z.string().nullable()
/** Every stored state of a dossier that came lately: each may have been counted on its own days. */
const recentDossierStates: WarehouseQuery<Since, DossierDays & { centre_code: string }> = {
  name: 'recent-dossier-states', lane: 'job',
  row: z.object({ centre_code: z.string(), receivedOn: z.string(), dueOn: dayOrNull, endedOn: dayOrNull, returnedOn: dayOrNull, askedAgainOn: dayOrNull }),
  sql: `SELECT DISTINCT centre_code, ${dossierDayColumns}
        FROM dossiers WHERE (agency_code, code) IN (SELECT agency_code, code FROM dossiers WHERE received_at >= {since:DateTime64(3)})
          AND NOT has(flags, 'late-after-publication')`,
}

interface MarkDeps { warehouse: Warehouse; dirtyDays: DirtyDays; publishedPeriods: PublishedPeriods; clock: Clock; since: number }

/** Marks every day that facts received since an instant belong to, but for published months: for when the marks themselves were lost. */
export async function markRecentDays({ warehouse, dirtyDays, publishedPeriods, clock, since }: MarkDeps): Promise<number> {
  const from = { since: new Date(since).toISOString().replace('T', ' ').replace('Z', '') }
  const published = await publishedPeriods.all()
  const ofOpenMonths = (cells: DirtyDay[]) => cells.filter((it) => !published.has(it.day.slice(0, 7)))
  const ratings = ofOpenMonths(await warehouse.select(recentRatingDays, from))
  const states = await warehouse.select(recentDossierStates, from)
  const dossiers = ofOpenMonths(states.flatMap((it) => toCountedDays(it, toHanoiDay(clock())).map((day) => ({ day, centreCode: it.centre_code }))))
  await dirtyDays.mark('ratings', ratings)
  await dirtyDays.mark('dossiers', dossiers)
  return ratings.length + dossiers.length
}
