import { z } from 'zod'
import type { RecordStore } from '../../platform/record/record.ts'

export interface TabletCount { enrolled: number; silent: number }

const row = z.object({ counter_code: z.string(), enrolled: z.number(), silent: z.number() })
const SILENT = `last_tap_at IS NULL OR last_tap_at < $1 OR judged_reasons @> '[{"kind":"silent-while-serving"}]'::jsonb`

/** Living tablets by the counter they stand at: how many, and how many of them nobody has tapped since an instant or that were judged silent. */
export async function countTablets(record: RecordStore, since: Date): Promise<Map<string, TabletCount>> {
  const rows = z.array(row).parse(await record.query(
    `SELECT counter_code, count(*) AS enrolled, count(*) FILTER (WHERE ${SILENT}) AS silent
     FROM device JOIN device_place ON device_id = device.id AND valid_to IS NULL
     WHERE enrolled_at IS NOT NULL AND revoked_at IS NULL GROUP BY counter_code`, [since],
  ))
  return new Map(rows.map((it) => [it.counter_code, { enrolled: it.enrolled, silent: it.silent }]))
}
