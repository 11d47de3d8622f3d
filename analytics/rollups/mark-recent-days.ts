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

/** A sheet may be sent long after it was answered: invitations are good for 90 days at the most. */
const SHEETS_LATE_MS = 90 * 86_400_000
const recentSheets: WarehouseQuery<Since, DirtyDay> = {
  name: 'recent-survey-sheets', lane: 'job', row: cellRow,
  sql: `SELECT DISTINCT concat(month, '-01') AS day, centre_code FROM survey_answers WHERE answered_at >= toDateTime({since:String}, 'UTC')`,
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
  const sheets = ofOpenMonths(await warehouse.select(recentSheets, { since: new Date(since - SHEETS_LATE_MS).toISOString().slice(0, 19).replace('T', ' ') }))
  await dirtyDays.mark('ratings', ratings)
  await dirtyDays.mark('dossiers', dossiers)
  await dirtyDays.mark('surveys', sheets)
  return ratings.length + dossiers.length + sheets.length
}
