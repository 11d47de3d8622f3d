import { z } from 'zod'
import type { GivenReasons } from '../../contract/comment.ts'
import { defineQuery } from '../../platform/warehouse/define-query.ts'
import type { Warehouse } from '../../platform/warehouse/warehouse.ts'
import { wilson } from '../statistics/wilson.ts'

/** Ratings of these counters (null: all) on days `[from, to)`, of a procedure. */
export interface ReasonSearch { counters: readonly string[] | null; from: string; to: string; procedure: string | null }

/** Fewer that name a reason say nothing yet. */
const LEAST_WITH_REASONS = 10

const count = z.coerce.number()
const row = z.object({ ratings: count, with_reasons: count, named: z.record(z.string(), count) })

/** How often each reason was named, the most frequent first; each rating names a reason once. */
export async function readGivenReasons(warehouse: Warehouse, { counters, from, to, procedure }: ReasonSearch): Promise<GivenReasons> {
  const query = defineQuery<Record<string, unknown>, z.infer<typeof row>>({
    name: 'given-reasons', row,
    sql: `SELECT count() AS ratings, countIf(notEmpty(reasons)) AS with_reasons, sumMap(arrayDistinct(reasons), arrayMap(it -> toUInt64(1), arrayDistinct(reasons))) AS sums,
            mapFromArrays(arrayMap(it -> toString(it), sums.1), sums.2) AS named
          FROM ratings_current
          WHERE corrected_at >= toDateTime64({from:String}, 3, 'Asia/Ho_Chi_Minh') AND corrected_at < toDateTime64({to:String}, 3, 'Asia/Ho_Chi_Minh')
            ${counters === null ? '' : 'AND counter_code IN {counters:Array(String)}'} ${procedure === null ? '' : 'AND procedure_code = {procedure:String}'}`,
  })
  const [found] = await warehouse.select(query, { from, to, ...(counters === null ? {} : { counters }), ...(procedure === null ? {} : { procedure }) })
  const [ratings, withReasons] = [found?.ratings ?? 0, found?.with_reasons ?? 0]
  if (withReasons < LEAST_WITH_REASONS) return { ratings, withReasons, rows: [] }
  const rows = Object.entries(found?.named ?? {}).map(([reason, times]) => ({ reason, ratings: times, value: times / withReasons, ...(wilson(times, withReasons) ?? { lower: 0, upper: 1 }) }))
  return { ratings, withReasons, rows: rows.sort((a, b) => b.ratings - a.ratings || (a.reason < b.reason ? -1 : 1)) }
}
