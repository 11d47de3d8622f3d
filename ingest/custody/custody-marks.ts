import { z } from 'zod'
import { defineQuery } from '../../platform/warehouse/define-query.ts'
import type { Warehouse } from '../../platform/warehouse/warehouse.ts'

const count = z.coerce.number()
const flagged = defineQuery<{ day: string; centres: string[]; everywhere: number }, { late: number; corrected: number }>({
  name: 'custody-flagged',
  sql: `SELECT toString(countIf(has(flags, 'late-after-publication'))) AS late, toString(countIf(has(flags, 'clock-corrected'))) AS corrected
        FROM ratings_current
        WHERE corrected_at >= toDateTime64({day:String}, 3, 'Asia/Ho_Chi_Minh') AND corrected_at < toDateTime64({day:String}, 3, 'Asia/Ho_Chi_Minh') + INTERVAL 1 DAY
          AND ({everywhere:UInt8} = 1 OR centre_code IN {centres:Array(String)})`,
  row: z.object({ late: count, corrected: count }),
})
const conflicting = defineQuery<{ day: string; centres: string[]; everywhere: number }, { conflicts: number }>({
  name: 'custody-conflicts',
  sql: `SELECT toString(count()) AS conflicts FROM set_aside_facts FINAL
        WHERE reason = 'conflict' AND toDate(received_at, 'Asia/Ho_Chi_Minh') = {day:Date} AND ({everywhere:UInt8} = 1 OR centre_code IN {centres:Array(String)})`,
  row: z.object({ conflicts: count }),
})
const lastRun = defineQuery<{ day: string }, { ran_ms: number | null }>({
  name: 'custody-last-run',
  sql: `SELECT toString(toUnixTimestamp64Milli(maxOrNull(ran_at))) AS ran_ms FROM custody_runs WHERE through_day > {day:Date}`,
  row: z.object({ ran_ms: z.coerce.number().nullable() }),
})

/** What came with a mark on a day at these centres (everywhere when null), of tablets and systems alike. */
export async function readMarks(warehouse: Warehouse, day: string, centres: readonly string[] | null) {
  const params = { day, centres: [...(centres ?? [])], everywhere: centres === null ? 1 : 0 }
  const [flags, conflicts] = [(await warehouse.select(flagged, params))[0], (await warehouse.select(conflicting, params))[0]]
  return { conflicts: conflicts?.conflicts ?? 0, lateAfterPublication: flags?.late ?? 0, clockCorrected: flags?.corrected ?? 0 }
}

/** When a run last looked at a day after it was over; null when none has. */
export async function readLastRun(warehouse: Warehouse, day: string): Promise<string | null> {
  const [run] = await warehouse.select(lastRun, { day })
  return run?.ran_ms ? new Date(run.ran_ms).toISOString() : null
}
