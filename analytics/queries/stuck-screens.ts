import { z } from 'zod'
import { toHanoiDay } from '../../contract/period.ts'
import { defineQuery } from '../../platform/warehouse/define-query.ts'
import type { Warehouse } from '../../platform/warehouse/warehouse.ts'
import type { StuckScreen } from '../../registry/devices/judge-health.ts'
import { addDays } from '../../registry/working-calendar/days.ts'
import { QUALITY_BITS, QUALITY_METHOD } from '../detection/quality-bits.ts'

/** A day is judged when it is over, and somebody has to go there: over a weekend it must not be forgotten. */
const KEPT_DAYS = 3

const stuck = defineQuery<{ from: string; to: string }, { deviceId: string; ratings: number; first: number }>({
  name: 'stuck-screens', lane: 'job',
  sql: `SELECT substring(sender, 8) AS device, count() AS ratings, toUnixTimestamp64Milli(min(corrected_at)) AS first FROM rating_quality FINAL
        WHERE detector = ${QUALITY_METHOD.version} AND day >= {from:Date} AND day < {to:Date} AND bitAnd(bits, ${QUALITY_BITS.periodic}) > 0 AND startsWith(sender, 'device:')
        GROUP BY device`,
  row: z.object({ device: z.string(), ratings: z.coerce.number(), first: z.coerce.number() }).transform(({ device, ...it }) => ({ deviceId: device, ...it })),
})

/** Tablets whose ratings came as evenly as from a machine on one of the last three days (statistics.md §3, PERIODIC), by device. */
export async function findStuckScreens(warehouse: Warehouse, now: number): Promise<ReadonlyMap<string, StuckScreen>> {
  const today = toHanoiDay(now)
  const found = await warehouse.select(stuck, { from: addDays(today, -KEPT_DAYS), to: today })
  return new Map(found.map(({ deviceId, ratings, first }) => [deviceId, { since: first, ratings }]))
}
