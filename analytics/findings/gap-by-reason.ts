import { z } from 'zod'
import type { CounterFinding } from '../../contract/finding.ts'
import type { FindingBackground } from '../../contract/finding-background.ts'
import { defineQuery } from '../../platform/warehouse/define-query.ts'
import type { Warehouse } from '../../platform/warehouse/warehouse.ts'
import type { ProcedureIndex } from '../../registry/procedures/procedure-index.ts'
import { windowOf } from './explain-finding.ts'
import { DISSATISFIED, FIELD, sectorParams } from './read-cells.ts'

interface Of { [name: string]: unknown; counter: string; counters: readonly string[]; from: string; to: string; procedures: string[]; sectors: string[] }
const inWindow = "corrected_at >= toDateTime64({from:String}, 3, 'Asia/Ho_Chi_Minh') AND corrected_at < toDateTime64({to:String}, 3, 'Asia/Ho_Chi_Minh')"
const OF_DAYS = 'day >= {from:Date} AND day < {to:Date}'

/** Of every reason: how often it stands with a dissatisfied rating here, and how often it would if it stood as often per rating of a field as in the province. */
const gap = defineQuery<Of, FindingBackground['reasons'][number]>({
  name: 'gap-by-reason',
  sql: `SELECT reason, sum(here) AS observed, sum(of_field.rated * there / in_province.rated) AS expected FROM
          (SELECT arrayJoin(if(empty(reasons), [''], arrayMap(it -> toString(it), arrayDistinct(reasons)))) AS reason, ${FIELD} AS field,
             countIf(counter_code = {counter:String}) AS here, count() AS there
           FROM ratings_current WHERE ${inWindow} AND counter_code IN {counters:Array(String)} AND ${DISSATISFIED} GROUP BY reason, field) AS given
        INNER JOIN (SELECT ${FIELD} AS field, sum(ratings) AS rated FROM rating_daily FINAL WHERE is_deleted = 0 AND counter_code IN {counters:Array(String)} AND ${OF_DAYS} GROUP BY field) AS in_province USING (field)
        INNER JOIN (SELECT ${FIELD} AS field, sum(ratings) AS rated FROM rating_daily FINAL WHERE is_deleted = 0 AND counter_code = {counter:String} AND ${OF_DAYS} GROUP BY field) AS of_field USING (field)
        GROUP BY reason ORDER BY observed - expected DESC, reason`,
  row: z.object({ reason: z.string(), observed: z.coerce.number(), expected: z.coerce.number() }),
})

/** Fewer that name a reason say nothing yet. */
const LEAST_NAMED = 10

/**
 * Which reasons the gap between observed and expected comes with, the largest gap first; what is expected is moved to the finding's own level as in
 * `explainGap`. None where fewer than ten were named.
 */
export async function explainReasons(
  { warehouse, procedures }: { warehouse: Warehouse; procedures: ProcedureIndex }, finding: CounterFinding, { counters, expected, today }: { counters: readonly string[]; expected: number; today: string },
): Promise<FindingBackground['reasons']> {
  const rows = await warehouse.select(gap, { counter: finding.counter.code, counters, ...windowOf(finding), ...sectorParams(procedures, today) })
  if (rows.reduce((sum, it) => sum + (it.reason === '' ? 0 : it.observed), 0) < LEAST_NAMED) return []
  const factor = expected > 0 ? finding.expected / expected : 0
  return rows.map((it) => ({ ...it, expected: it.expected * factor }))
}
