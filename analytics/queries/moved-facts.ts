import { z } from 'zod'
import { defineQuery } from '../../platform/warehouse/define-query.ts'
import type { Warehouse } from '../../platform/warehouse/warehouse.ts'
import { PRESENT_TREE } from '../dimensions/tree-tables.ts'
import { placedFacts } from './placed-facts.ts'

const countRow = z.object({ count: z.coerce.number() }).transform((it) => it.count)

/** How many ratings and dossiers are stored for days since `from` and carry a code that then lies elsewhere; `moved` is a table of our own making. */
export async function countMovedFacts(warehouse: Warehouse, moved: string, from: string): Promise<{ ratings: number; dossiers: number }> {
  const during = (day: string) => `${day} >= moved.valid_from AND ${day} < moved.valid_to`
  const ofMoved = `(SELECT day, centre_code, counter_code, ratings FROM rating_daily FINAL
    WHERE is_deleted = 0 AND day >= toDate({from:String}) AND (counter_code IN (SELECT code FROM ${moved}) OR centre_code IN (SELECT code FROM ${moved})))`
  const ratings = defineQuery<{ from: string }, number>({
    name: 'moved-ratings', row: countRow,
    sql: `SELECT sum(facts.ratings) AS count FROM ${placedFacts(ofMoved, 'rating_daily', PRESENT_TREE)} AS facts
          INNER JOIN ${moved} AS moved ON moved.code = facts.placed_by WHERE ${during('facts.day')}`,
  })
  // A dossier counts on up to three days and in two ways (by its place and by its agency), and is one dossier all the same.
  const isTouched = ['counter_code', 'centre_code', 'agency_code'].map((it) => `${it} IN (SELECT code FROM ${moved})`).join(' OR ')
  const daily = `(SELECT agency_code, code AS dossier_code, centre_code, counter_code, assumeNotNull(arrayJoin(arrayFilter(it -> isNotNull(it), [
      toNullable(toDate(registered_at, 'Asia/Ho_Chi_Minh')), toDate(due_at, 'Asia/Ho_Chi_Minh'), toDate(ifNull(finished_at, returned_at), 'Asia/Ho_Chi_Minh')]))) AS day
    FROM dossiers FINAL WHERE (agency_code, code) IN (SELECT agency_code, code FROM dossiers WHERE ${isTouched}))`
  const dossiers = defineQuery<{ from: string }, number>({
    name: 'moved-dossiers', row: countRow,
    sql: `SELECT uniqExact(agency_code, dossier_code) AS count FROM (
            SELECT agency_code, dossier_code, day, arrayJoin([placed_by, agency_code]) AS carried FROM ${placedFacts(daily, 'dossier_daily', PRESENT_TREE)} WHERE day >= toDate({from:String})
          ) AS facts INNER JOIN ${moved} AS moved ON moved.code = facts.carried WHERE ${during('facts.day')}`,
  })
  return {
    ratings: (await warehouse.select(ratings, { from }))[0] ?? 0,
    dossiers: (await warehouse.select(dossiers, { from }))[0] ?? 0,
  }
}
