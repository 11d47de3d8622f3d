import { z } from 'zod'
import { defineQuery } from '../../platform/warehouse/define-query.ts'
import type { Warehouse } from '../../platform/warehouse/warehouse.ts'

/** What a counter ('' where a dossier names none) has of a day so far; `fiveLevel` are its ratings on the scale that a score is made of. */
export interface LiveCounts { centreCode: string; counterCode: string; ratings: number; fiveLevel: number; received: number; returned: number }

const count = z.coerce.number()
const counts = defineQuery<{ day: string; centres: string[] }, LiveCounts>({
  name: 'live-counts',
  sql: `SELECT centre_code, counter_code, sum(rated) AS ratings, sum(rated_five) AS five_level, sum(taken) AS received, sum(ended) AS returned FROM (
          SELECT centre_code, counter_code, ratings AS rated, if(scale = 5, ratings, 0) AS rated_five, 0 AS taken, 0 AS ended
            FROM rating_daily FINAL WHERE is_deleted = 0 AND day = toDate({day:String}) AND centre_code IN {centres:Array(String)}
          UNION ALL
          SELECT centre_code, counter_code, 0, 0, received, resolved
            FROM dossier_daily FINAL WHERE is_deleted = 0 AND day = toDate({day:String}) AND centre_code IN {centres:Array(String)}
        ) GROUP BY centre_code, counter_code`,
  row: z.object({ centre_code: z.string(), counter_code: z.string(), ratings: count, five_level: count, received: count, returned: count }).transform((row) => ({
    centreCode: row.centre_code, counterCode: row.counter_code, ratings: row.ratings, fiveLevel: row.five_level, received: row.received, returned: row.returned,
  })),
})

/** Parameters travel in an address, which has its limits. */
const CENTRES_PER_QUERY = 200

/** The counts of a day at centres, as their rollups have them: at most a second old, and a few rows each, whatever the country sends. */
export async function readLiveCounts(warehouse: Warehouse, day: string, centres: readonly string[]): Promise<LiveCounts[]> {
  const found: LiveCounts[] = []
  for (let start = 0; start < centres.length; start += CENTRES_PER_QUERY) {
    found.push(...await warehouse.select(counts, { day, centres: centres.slice(start, start + CENTRES_PER_QUERY) }))
  }
  return found
}
