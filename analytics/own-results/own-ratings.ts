import { z } from 'zod'
import { defineQuery } from '../../platform/warehouse/define-query.ts'
import type { Warehouse } from '../../platform/warehouse/warehouse.ts'
import { servedRatings } from '../dimensions/served-ratings.ts'
import { toWholeTens, type Snapshot } from './steps.ts'

interface Of { [name: string]: string | number; official: string; from: string; to: string }
interface FirstOf extends Of { tens: number }

/**
 * The five-level ratings of one official in a stretch of days: those whose sender named them, and of the others those at their counters
 * while they had them. Only counters where they ever sat are looked at.
 */
const OWN = `
  (SELECT * FROM ${servedRatings(`corrected_at >= toDateTime64({from:String}, 3, 'Asia/Ho_Chi_Minh') AND corrected_at < toDateTime64({to:String}, 3, 'Asia/Ho_Chi_Minh')
     AND scale = 5 AND (official_code = {official:String}
       OR (official_code = '' AND counter_code IN (SELECT counter_code FROM official_shifts_current WHERE official_code = {official:String})))`)}
   WHERE official_code = {official:String})`

const count = z.coerce.number()
const ownCount = defineQuery<Of, { ratings: number }>({ name: 'own-ratings-count', sql: `SELECT count() AS ratings FROM ${OWN}`, row: z.object({ ratings: count }) })

/** Among the first by time (and id): by day, how many, how many of them satisfied, and the reasons they gave. */
const ownDays = defineQuery<FirstOf, { day: string; ratings: number; satisfied: number; reasons: string[] }>({
  name: 'own-ratings-days',
  sql: `SELECT toString(toDate(corrected_at, 'Asia/Ho_Chi_Minh')) AS day, count() AS ratings, countIf(score >= 4) AS satisfied,
          arrayFlatten(groupArray(arrayDistinct(reasons))) AS reasons
        FROM (SELECT id, corrected_at, score, reasons FROM ${OWN} ORDER BY corrected_at, id LIMIT {tens:UInt32})
        GROUP BY day ORDER BY day`,
  row: z.object({ day: z.string(), ratings: count, satisfied: count, reasons: z.array(z.string()) }),
})

/** What could be shown of an official's days `[from, to)` now: their first ratings in whole tens, by (corrected_at, id). */
export async function readOwnSnapshot(warehouse: Warehouse, { officialCode, from, to }: { officialCode: string; from: string; to: string }): Promise<Snapshot> {
  const of = { official: officialCode, from, to }
  const [all] = await warehouse.select(ownCount, of)
  const days = await warehouse.select(ownDays, { ...of, tens: toWholeTens(all?.ratings ?? 0) })
  const reasons: Record<string, number> = {}
  for (const reason of days.flatMap((it) => it.reasons)) reasons[reason] = (reasons[reason] ?? 0) + 1
  return {
    ratings: days.reduce((sum, it) => sum + it.ratings, 0), satisfied: days.reduce((sum, it) => sum + it.satisfied, 0),
    reasons, byDay: Object.fromEntries(days.map((it) => [it.day, it.ratings])),
  }
}
