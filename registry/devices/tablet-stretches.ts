import { z } from 'zod'
import type { RecordStore } from '../../platform/record/record.ts'

/** The last moment the warehouse is told of: an end that nobody knows yet. */
const OPEN_END = Date.parse('2149-01-01T00:00:00Z')

/** From one moment up to another (milliseconds) there was a tablet at this counter. */
export interface TabletStretch { counterCode: string; from: number; to: number }

const stayRow = z.object({ counter_code: z.string(), came: z.date(), left_at: z.date().nullable() })
  .transform((it): TabletStretch => ({ counterCode: it.counter_code, from: it.came.getTime(), to: it.left_at?.getTime() ?? OPEN_END }))

/** Every stretch in which an enrolled tablet stood at a counter; those of one counter that touch or overlap are one. In the order of counters and time. */
export async function readTabletStretches(record: RecordStore): Promise<TabletStretch[]> {
  const stays = z.array(stayRow).parse(await record.query(
    `SELECT counter_code, greatest(device_place.valid_from, enrolled_at) AS came, least(device_place.valid_to, revoked_at) AS left_at
     FROM device_place JOIN device ON device.id = device_id WHERE enrolled_at IS NOT NULL ORDER BY counter_code, came`,
  ))
  const joined: TabletStretch[] = []
  for (const stay of stays) {
    if (stay.to <= stay.from) continue
    const last = joined.at(-1)
    if (last?.counterCode === stay.counterCode && stay.from <= last.to) last.to = Math.max(last.to, stay.to)
    else joined.push(stay)
  }
  return joined
}

/** Tells whether any tablet has been enrolled, moved or revoked: each of these leaves one row or moment more. */
export async function markTabletStretches(record: RecordStore): Promise<string> {
  const [places] = await record.query('SELECT count(*)::text AS places, count(valid_to)::text AS ended, max(valid_from)::text AS newest FROM device_place')
  const [devices] = await record.query('SELECT count(enrolled_at)::text AS enrolled, max(enrolled_at)::text AS newest, count(revoked_at)::text AS revoked FROM device')
  return JSON.stringify([places, devices])
}
