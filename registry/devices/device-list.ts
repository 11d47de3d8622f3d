import { z } from 'zod'
import { deviceAlarm, trouble, type DeviceAlarm, type DeviceHealth, type HealthState } from '../../contract/device-health.ts'
import type { DeviceDetail, DeviceRow } from '../../contract/device.ts'
import type { RecordStore } from '../../platform/record/record.ts'

/** A tablet as it is listed, without the names of its place. */
export type ListedDevice = Omit<DeviceRow, 'place'>
export type DetailedDevice = ListedDevice & Pick<DeviceDetail, 'hardware' | 'lastTapAt' | 'clockSkewMs' | 'storageShare' | 'codeExpiresAt' | 'tokenIssuedAt' | 'rotationAskedAt' | 'revokedReason'>
  & { seq: number; places: { counterCode: string; from: string; to: string | null }[]; alarms: DeviceAlarm[] }

/**
 * `counterCodes` narrows to what may be seen (null: everything); `text` is looked for in serials and codes, and `named` are the counters
 * whose names fit it.
 */
export interface DeviceSearch { counterCodes: string[] | null; text: string | null; named: string[]; states: HealthState[] | null }

/** What a tablet has said about its numbering; instants in epoch milliseconds. */
export interface NumberedDevice { deviceId: string; serial: string | null; seq: number; lastSeenAt: number; oldestQueuedAt: number | null; counterCode: string }

const ALARMS_SHOWN = 20
const optionalDate = z.date().nullable().transform((it) => it?.toISOString() ?? null)

/** Revoked and waiting are facts; the rest is what the last judgement has found. */
const STATE = `CASE WHEN revoked_at IS NOT NULL THEN 'revoked' WHEN enrolled_at IS NULL THEN 'waiting' ELSE judged_state END`
const LISTED = `id, serial, counter_code, created_at, enrolled_at, last_seen_at, revoked_at, app_version, queued, battery, charging, oldest_queued_at, ${STATE} AS state, judged_reasons`
const PRESENT = 'device JOIN device_place ON device_id = device.id AND valid_to IS NULL'
const FITS = `($1::text[] IS NULL OR counter_code = ANY($1))
  AND ($2::text IS NULL OR position(lower($2) in lower(coalesce(serial, ''))) > 0 OR position(lower($2) in lower(counter_code)) > 0
    OR starts_with(id::text, lower($2)) OR counter_code = ANY($3::text[]))`

const columns = {
  id: z.string(), serial: z.string().nullable(), counter_code: z.string(), created_at: z.date(), enrolled_at: optionalDate, last_seen_at: optionalDate,
  revoked_at: optionalDate, app_version: z.string().nullable(), queued: z.number().nullable(), battery: z.number().nullable(), charging: z.boolean().nullable(),
  oldest_queued_at: optionalDate, state: z.enum(['ok', 'attention', 'alarm', 'waiting', 'revoked']), judged_reasons: z.array(trouble),
}
const listedRow = z.object(columns)
const detailedRow = z.object({
  ...columns, hardware: z.string().nullable(), last_tap_at: optionalDate, clock_skew_ms: z.number().nullable(), storage_share: z.number().nullable(), enrolment_expires_at: optionalDate,
  token_issued_at: optionalDate, rotation_asked_at: optionalDate, revoked_reason: z.string().nullable(), seq: z.number().nullable(),
})
const numberedRow = z
  .object({ id: z.string(), serial: z.string().nullable(), seq: z.number().nullable(), last_seen_at: z.date(), oldest_queued_at: z.date().nullable(), counter_code: z.string() })
  .transform((row): NumberedDevice => ({
    deviceId: row.id, serial: row.serial, seq: row.seq ?? 0, lastSeenAt: row.last_seen_at.getTime(), oldestQueuedAt: row.oldest_queued_at?.getTime() ?? null,
    counterCode: row.counter_code,
  }))
const placeRow = z.object({ counter_code: z.string(), valid_from: z.date(), valid_to: optionalDate })
const alarmRow = z.object({ kind: deviceAlarm.shape.kind, level: deviceAlarm.shape.level, since: z.date(), until: optionalDate })

const toHealth = ({ state, judged_reasons: reasons, created_at: createdAt }: z.infer<typeof listedRow>): DeviceHealth =>
  state === 'revoked' ? { state, reasons: [] }
    : state === 'waiting' ? { state, reasons: [{ kind: 'never-enrolled', level: 'attention', since: createdAt.toISOString() }] }
      : { state, reasons }

const toListed = (row: z.infer<typeof listedRow>): ListedDevice => ({
  deviceId: row.id, serial: row.serial, counterCode: row.counter_code, createdAt: row.created_at.toISOString(), enrolledAt: row.enrolled_at,
  lastSeenAt: row.last_seen_at, revokedAt: row.revoked_at, appVersion: row.app_version, queued: row.queued, battery: row.battery,
  charging: row.charging, oldestQueuedAt: row.oldest_queued_at, health: toHealth(row),
})

/** Reads tablets; writes nothing. */
export function createDeviceList({ record }: { record: RecordStore }) {
  return {
    /** The counter a device was made for or moved to last; null when there is no such device. */
    counterOf: async (deviceId: string): Promise<string | null> =>
      z.array(z.object({ counter_code: z.string() })).parse(await record.query(
        'SELECT counter_code FROM device_place WHERE device_id::text = $1 AND valid_to IS NULL', [deviceId],
      ))[0]?.counter_code ?? null,

    /** Devices in the order of counters, behind one of them (`<counter>\n<id>`, '' from the beginning). */
    list: async ({ counterCodes, text, named, states, after, limit }: DeviceSearch & { after: string; limit: number }): Promise<ListedDevice[]> => {
      const [counter = '', id = ''] = after.split('\n')
      return z.array(listedRow).parse(await record.query(
        `SELECT ${LISTED} FROM ${PRESENT} WHERE ${FITS} AND ($4::text[] IS NULL OR ${STATE} = ANY($4))
           AND (counter_code COLLATE "C", id::text COLLATE "C") > ($5, $6)
         ORDER BY counter_code COLLATE "C", id::text COLLATE "C" LIMIT $7`,
        [counterCodes, text, named, states, counter, id, limit],
      )).map(toListed)
    },

    /** How many there are of each state. */
    countStates: async ({ counterCodes, text, named }: Omit<DeviceSearch, 'states'>): Promise<Record<HealthState, number>> => {
      const rows = z.array(z.object({ state: columns.state, devices: z.number() })).parse(await record.query(
        `SELECT ${STATE} AS state, count(*) AS devices FROM ${PRESENT} WHERE ${FITS} GROUP BY 1`, [counterCodes, text, named],
      ))
      return { ok: 0, attention: 0, alarm: 0, waiting: 0, revoked: 0, ...Object.fromEntries(rows.map((it) => [it.state, it.devices])) }
    },

    /** One device with where it stood and what was wrong with it, the newest first; null when there is none. */
    find: async (deviceId: string): Promise<DetailedDevice | null> => {
      const [row] = z.array(detailedRow).parse(await record.query(
        `SELECT ${LISTED}, hardware, last_tap_at, clock_skew_ms, storage_share, enrolment_expires_at, token_issued_at, rotation_asked_at, revoked_reason, seq
         FROM ${PRESENT} WHERE id::text = $1`,
        [deviceId],
      ))
      if (!row) return null
      const places = z.array(placeRow).parse(await record.query('SELECT counter_code, valid_from, valid_to FROM device_place WHERE device_id = $1 ORDER BY valid_from DESC', [row.id]))
      const alarms = z.array(alarmRow).parse(await record.query(
        `SELECT kind, level, since, until FROM device_alarm WHERE device_id = $1 ORDER BY until IS NULL DESC, since DESC LIMIT ${ALARMS_SHOWN}`, [row.id],
      ))
      return {
        ...toListed(row), hardware: row.hardware, lastTapAt: row.last_tap_at, clockSkewMs: row.clock_skew_ms, storageShare: row.storage_share, seq: row.seq ?? 0,
        codeExpiresAt: row.enrolled_at ? null : row.enrolment_expires_at, tokenIssuedAt: row.token_issued_at, rotationAskedAt: row.rotation_asked_at, revokedReason: row.revoked_reason,
        places: places.map((it) => ({ counterCode: it.counter_code, from: it.valid_from.toISOString(), to: it.valid_to })),
        alarms: alarms.map((it) => ({ ...it, since: it.since.toISOString() })),
      }
    },

    /** Every tablet that was ever enrolled, revoked ones too: their ratings stay. */
    numbered: async (): Promise<NumberedDevice[]> =>
      z.array(numberedRow).parse(await record.query(
        `SELECT id, serial, seq, coalesce(last_seen_at, enrolled_at) AS last_seen_at, oldest_queued_at, counter_code
         FROM ${PRESENT} WHERE enrolled_at IS NOT NULL ORDER BY id::text`,
      )),
  }
}
