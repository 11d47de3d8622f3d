import { z } from 'zod'
import { defineQuery } from '../../platform/warehouse/define-query.ts'
import type { Warehouse } from '../../platform/warehouse/warehouse.ts'
import type { PromptingCell } from '../detection/selective-prompting.ts'

interface Asking { counters: readonly string[]; from: string; to: string }
const count = z.coerce.number()

const cells = defineQuery<Asking & { [name: string]: unknown }, Omit<PromptingCell, 'centre'>>({
  name: 'prompting-cells',
  sql: `SELECT toString(counter_code) AS counter, toString(day) AS of_day, hour, toString(outcome) AS ended, sum(equipped) AS handed_over, sum(asked) AS were_asked FROM offer_daily FINAL
        WHERE is_deleted = 0 AND day >= {from:Date} AND day < {to:Date} AND counter_code IN {counters:Array(String)} AND equipped > 0 GROUP BY counter, of_day, hour, ended`,
  row: z.object({ counter: z.string(), of_day: z.string(), hour: z.number(), ended: z.enum(['late', 'on-time', 'no-due']), handed_over: count, were_asked: count })
    .transform((it) => ({ counter: it.counter, day: it.of_day, hour: it.hour, outcome: it.ended, handedOver: it.handed_over, asked: it.were_asked })),
})
const heardDays = defineQuery<Asking & { [name: string]: unknown }, string>({
  name: 'heard-days',
  sql: `SELECT DISTINCT concat(toString(counter_code), ' ', toString(day)) AS heard_on FROM offer_daily FINAL
        WHERE is_deleted = 0 AND day >= {from:Date} AND day < {to:Date} AND counter_code IN {counters:Array(String)} AND heard > 0`,
  row: z.object({ heard_on: z.string() }).transform((it) => it.heard_on),
})

/** What was handed over and asked about at counters with a tablet on days `[from, to)`, and on which days (`counter day`) a tablet was heard of there. */
export async function readPrompting(warehouse: Warehouse, asking: Asking, centreOf: (counter: string) => string): Promise<{ cells: PromptingCell[]; heard: Set<string> }> {
  const found = await warehouse.select(cells, { ...asking })
  return { cells: found.map((it) => ({ ...it, centre: centreOf(it.counter) })), heard: new Set(await warehouse.select(heardDays, { ...asking })) }
}
