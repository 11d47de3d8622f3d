import { z } from 'zod'
import type { DirtyDay, DirtyDays } from '../../platform/warehouse/dirty-days.ts'
import type { Warehouse, WarehouseQuery } from '../../platform/warehouse/warehouse.ts'
import type { PublishedPeriods } from '../../registry/published-periods.ts'

type Since = { since: string }
const cellRow = z.object({ day: z.string(), centre_code: z.string() }).transform((it): DirtyDay => ({ day: it.day, centreCode: it.centre_code }))

const recentRatingDays: WarehouseQuery<Since, DirtyDay> = {
  name: 'recent-rating-days', lane: 'job', row: cellRow,
  sql: `SELECT DISTINCT toString(toDate(corrected_at, 'Asia/Ho_Chi_Minh')) AS day, centre_code FROM ratings
        WHERE received_at >= {since:DateTime64(3)} AND NOT has(flags, 'late-after-publication')`,
}
/** Every stored state of a dossier that came lately: each may have been counted on its own days. */
const recentDossierDays: WarehouseQuery<Since, DirtyDay> = {
  name: 'recent-dossier-days', lane: 'job', row: cellRow,
  sql: `SELECT DISTINCT toString(arrayJoin(arrayMap(it -> toDate(assumeNotNull(it), 'Asia/Ho_Chi_Minh'), arrayFilter(it -> isNotNull(it), [
          toNullable(registered_at), due_at, finished_at, returned_at])))) AS day, centre_code
        FROM dossiers WHERE (agency_code, code) IN (SELECT agency_code, code FROM dossiers WHERE received_at >= {since:DateTime64(3)})
          AND NOT has(flags, 'late-after-publication')`,
}

interface MarkDeps { warehouse: Warehouse; dirtyDays: DirtyDays; publishedPeriods: PublishedPeriods; since: number }

/** Marks every day that facts received since an instant belong to, but for published months: for when the marks themselves were lost. */
export async function markRecentDays({ warehouse, dirtyDays, publishedPeriods, since }: MarkDeps): Promise<number> {
  const from = { since: new Date(since).toISOString().replace('T', ' ').replace('Z', '') }
  const published = await publishedPeriods.all()
  const ofOpenMonths = (cells: DirtyDay[]) => cells.filter((it) => !published.has(it.day.slice(0, 7)))
  const ratings = ofOpenMonths(await warehouse.select(recentRatingDays, from))
  const dossiers = ofOpenMonths(await warehouse.select(recentDossierDays, from))
  await dirtyDays.mark('ratings', ratings)
  await dirtyDays.mark('dossiers', dossiers)
  return ratings.length + dossiers.length
}
