import { z } from 'zod'
import type { CounterFinding, FindingDetail, FindingEntry } from '../../contract/finding.ts'
import { defineQuery } from '../../platform/warehouse/define-query.ts'
import type { Warehouse } from '../../platform/warehouse/warehouse.ts'
import type { ProcedureIndex } from '../../registry/procedures/procedure-index.ts'
import { METHOD } from '../detection/method.ts'
import { wilson } from '../statistics/wilson.ts'
import { DISSATISFIED, FIELD, sectorParams } from './read-cells.ts'
import { toWeekDays } from './weeks.ts'

interface Of { [name: string]: unknown; counter: string; counters: readonly string[]; from: string; to: string; procedures: string[]; sectors: string[] }

/** Of a counter's ratings by procedure, how many were dissatisfied, and how many are at the province's counters for the same field. */
const gap = defineQuery<Of, { procedure: string; n: number; observed: number; expected: number }>({
  name: 'gap-by-procedure',
  sql: `SELECT procedure, sum(rated) AS n, sum(bad) AS observed, sum(rated * share) AS expected FROM
          (SELECT toString(procedure_code) AS procedure, ${FIELD} AS field, sum(ratings) AS rated, sumIf(ratings, ${DISSATISFIED}) AS bad FROM rating_daily FINAL
            WHERE is_deleted = 0 AND counter_code = {counter:String} AND day >= {from:Date} AND day < {to:Date} GROUP BY procedure, field) AS own
        INNER JOIN (SELECT ${FIELD} AS field, sumIf(ratings, ${DISSATISFIED}) / sum(ratings) AS share FROM rating_daily FINAL
            WHERE is_deleted = 0 AND counter_code IN {counters:Array(String)} AND day >= {from:Date} AND day < {to:Date} GROUP BY field) AS province USING (field)
        GROUP BY procedure ORDER BY observed - expected DESC, procedure`,
  row: z.object({ procedure: z.string(), n: z.coerce.number(), observed: z.coerce.number(), expected: z.coerce.number() }),
})

const windowOf = ({ weekEnd, windowMonths }: Pick<CounterFinding, 'weekEnd' | 'windowMonths'>) => toWeekDays(weekEnd, windowMonths * METHOD.weeksPerMonth)

/** The days `[from, to)` of a finding's window. */
export { windowOf }

/**
 * Where the gap between observed and expected lies, by procedure. What is expected is scaled to the finding's own, which is moved to the centre's level
 * and was taken month by month: the lines add up to it.
 */
export async function explainGap(
  { warehouse, procedures }: { warehouse: Warehouse; procedures: ProcedureIndex }, finding: CounterFinding, { counters, today }: { counters: readonly string[]; today: string },
): Promise<FindingDetail['contributions']> {
  const rows = await warehouse.select(gap, { counter: finding.counter.code, counters, ...windowOf(finding), ...sectorParams(procedures, today) })
  const expected = rows.reduce((sum, it) => sum + it.expected, 0)
  const factor = expected > 0 ? finding.expected / expected : 0
  return rows.map((it) => ({ ...it, expected: it.expected * factor, name: it.procedure === '' ? null : procedures.nameOf(it.procedure) ?? { vi: it.procedure, en: it.procedure } }))
}

const withAndWithout = defineQuery<{ counter: string; from: string; to: string; without_from: string; without_to: string }, { n: number; dissatisfied: number; kept: number; kept_dissatisfied: number }>({
  name: 'share-with-and-without-days',
  sql: `SELECT sum(ratings) AS n, sumIf(ratings, ${DISSATISFIED}) AS dissatisfied,
          sumIf(ratings, NOT (day >= {without_from:Date} AND day < {without_to:Date})) AS kept, sumIf(ratings, ${DISSATISFIED} AND NOT (day >= {without_from:Date} AND day < {without_to:Date})) AS kept_dissatisfied
        FROM rating_daily FINAL WHERE is_deleted = 0 AND counter_code = {counter:String} AND day >= {from:Date} AND day < {to:Date}`,
  row: z.object({ n: z.coerce.number(), dissatisfied: z.coerce.number(), kept: z.coerce.number(), kept_dissatisfied: z.coerce.number() }),
})

/** What an accepted appeal changes: the share of dissatisfied in the finding's window with every day, and without those the appeal names. */
export async function effectOfAppeal(warehouse: Warehouse, finding: CounterFinding, days: { from: string; to: string }): Promise<FindingEntry['effect']> {
  const [row] = await warehouse.select(withAndWithout, { counter: finding.counter.code, ...windowOf(finding), without_from: days.from, without_to: days.to })
  const toShare = (n: number, dissatisfied: number) => {
    const interval = wilson(dissatisfied, n)
    return interval === null ? null : { n, dissatisfied, value: dissatisfied / n, lower: interval.lower, upper: interval.upper }
  }
  const all = row ? toShare(row.n, row.dissatisfied) : null
  return row && all ? { all, without: toShare(row.kept, row.kept_dissatisfied) } : null
}
