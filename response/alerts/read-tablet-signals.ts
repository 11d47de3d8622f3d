import { z } from 'zod'
import type { AlertFacts } from '../../contract/alert.ts'
import type { Clock } from '../../platform/clock.ts'
import type { RecordStore } from '../../platform/record/record.ts'
import { defineQuery } from '../../platform/warehouse/define-query.ts'
import type { Warehouse } from '../../platform/warehouse/warehouse.ts'

interface TabletSignal { subject: string; counterCode: string; facts: AlertFacts; since: number }

const silentRow = z.object({ device_id: z.string(), counter_code: z.string(), since: z.date(), kinds: z.array(z.string()) })
const AT_COUNTER = 'device_place.device_id = device.id AND valid_from <= $1 AND (valid_to IS NULL OR valid_to > $1)'

/**
 * Tablets that are not seen, or silent while their counter serves, as the health book has it: judged in opening hours alone, and kept open while a
 * counter is closed, so that a night neither raises nor ends anything.
 */
export async function readSilentSignals({ record, clock }: { record: RecordStore; clock: Clock }): Promise<TabletSignal[]> {
  const rows = z.array(silentRow).parse(await record.query(
    `SELECT device.id AS device_id, counter_code, min(since) AS since, array_agg(kind ORDER BY kind) AS kinds
     FROM device_alarm JOIN device ON device.id = device_alarm.device_id JOIN device_place ON ${AT_COUNTER}
     WHERE until IS NULL AND kind IN ('unseen', 'silent-while-serving') AND revoked_at IS NULL GROUP BY device.id, counter_code ORDER BY device.id`,
    [new Date(clock())],
  ))
  return rows.map((it) => ({ subject: `device:${it.device_id}`, counterCode: it.counter_code, since: it.since.getTime(), facts: { tablets: 1 } }))
}

const gaps = defineQuery<Record<string, never>, { sender: string; missing: number; since: number }>({
  name: 'ingest-gaps', lane: 'job',
  sql: `SELECT sender, sum(balance.missing) AS missing, toString(toUnixTimestamp64Milli(assumeNotNull(min(missing_since)))) AS since
        FROM custody_days AS balance FINAL WHERE balance.missing > 0 AND missing_since IS NOT NULL GROUP BY sender ORDER BY sender`,
  row: z.object({ sender: z.string(), missing: z.coerce.number(), since: z.coerce.number() }),
})

/** Numbers of ratings that tablets have used and that have not come, as the last reconciliation left them. Revoked tablets bring nothing any more. */
export async function readGapSignals({ record, warehouse, clock }: { record: RecordStore; warehouse: Warehouse; clock: Clock }): Promise<TabletSignal[]> {
  const found = await warehouse.select(gaps, {})
  const ids = found.flatMap(({ sender }) => (sender.startsWith('device:') ? [sender.slice('device:'.length)] : []))
  const rows = ids.length === 0 ? [] : z.array(z.object({ id: z.string(), counter_code: z.string() })).parse(await record.query(
    `SELECT device.id, counter_code FROM device JOIN device_place ON ${AT_COUNTER} WHERE device.id::text = ANY($2::text[]) AND revoked_at IS NULL`, [new Date(clock()), ids],
  ))
  const counters = new Map(rows.map((it) => [`device:${it.id}`, it.counter_code]))
  return found.flatMap(({ sender, missing, since }) => {
    const counterCode = counters.get(sender)
    return counterCode === undefined ? [] : [{ subject: sender, counterCode, since, facts: { missing } }]
  })
}
