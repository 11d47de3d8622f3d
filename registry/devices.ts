import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { writeAudit } from '../access/audit-log.ts'
import { createBriefMemory } from '../access/brief-memory.ts'
import { createToken, hashToken } from '../access/secret-token.ts'
import { isStorableInstant } from '../contract/codes.ts'
import type { deviceRow, Heartbeat } from '../contract/device.ts'
import type { Clock } from '../platform/clock.ts'
import { AppError } from '../platform/errors.ts'
import type { RecordStore } from '../platform/record/record.ts'
import { createEnrolmentCode, hashEnrolmentCode } from './enrolment-code.ts'

export const DEVICE_TOKEN_PREFIX = 'tdd_'
const CODE_LIVES_MS = 24 * 3_600_000

/** Where a tablet stood: epoch milliseconds, half open, `to` null until now. */
export interface DeviceStay { counterCode: string; from: number; to: number | null }
export interface KnownDevice { id: string; places: DeviceStay[] }

const stayRow = z.object({ id: z.string(), counter_code: z.string(), valid_from: z.date(), valid_to: z.date().nullable() })
const enrolmentRow = z.object({ id: z.string(), enrolment_expires_at: z.date(), enrolled_at: z.date().nullable(), revoked_at: z.date().nullable() })
const optionalDate = z.date().nullable().transform((it) => it?.toISOString() ?? null)
const listedRow = z
  .object({
    id: z.string(), serial: z.string().nullable(), counter_code: z.string(), enrolled_at: optionalDate, last_seen_at: optionalDate,
    revoked_at: optionalDate, app_version: z.string().nullable(), queued: z.number().nullable(),
  })
  .transform((row): z.infer<typeof deviceRow> => ({
    deviceId: row.id, serial: row.serial, counterCode: row.counter_code, enrolledAt: row.enrolled_at, lastSeenAt: row.last_seen_at,
    revokedAt: row.revoked_at, appVersion: row.app_version, queued: row.queued,
  }))

const numberedRow = z
  .object({ id: z.string(), serial: z.string().nullable(), seq: z.number().nullable(), last_seen_at: z.date(), oldest_queued_at: z.date().nullable(), counter_code: z.string() })
  .transform((row): NumberedDevice => ({
    deviceId: row.id, serial: row.serial, seq: row.seq ?? 0, lastSeenAt: row.last_seen_at.getTime(), oldestQueuedAt: row.oldest_queued_at?.getTime() ?? null,
    counterCode: row.counter_code,
  }))

/** A tablet whose clock stands outside all days still gives a sign of life. */
const toKnownInstant = (instant: string | null | undefined) => (instant && isStorableInstant(Date.parse(instant)) ? new Date(instant) : null)

/** What a tablet has said about its numbering; instants in epoch milliseconds. */
export interface NumberedDevice { deviceId: string; serial: string | null; seq: number; lastSeenAt: number; oldestQueuedAt: number | null; counterCode: string }

/** The tablets at the counters. */
export function createDevices({ record, clock }: { record: RecordStore; clock: Clock }) {
  const find = async (tokenHash: string): Promise<KnownDevice | null> => {
    const stays = z.array(stayRow).parse(await record.query(
      `SELECT device.id, counter_code, valid_from, valid_to FROM device JOIN device_place ON device_id = device.id
       WHERE token_hash = $1 AND revoked_at IS NULL ORDER BY valid_from`,
      [tokenHash],
    ))
    const places = stays.map((it) => ({ counterCode: it.counter_code, from: it.valid_from.getTime(), to: it.valid_to?.getTime() ?? null }))
    return stays[0] ? { id: stays[0].id, places } : null
  }
  const memory = createBriefMemory({ clock, fetch: find })

  return {
    /** The living device of a token with every place it stood at, at most two seconds old; null when unknown or revoked. */
    authenticate: async (token: string): Promise<KnownDevice | null> =>
      token.startsWith(DEVICE_TOKEN_PREFIX) ? memory.get(hashToken(token)) : null,

    /** Makes a device for a counter and answers its enrolment code the only time it can be read. */
    create: async ({ counterCode, serial, actor }: { counterCode: string; serial: string | null; actor: string }) => {
      const deviceId = randomUUID()
      const enrolmentCode = createEnrolmentCode()
      const expiresAt = new Date(clock() + CODE_LIVES_MS)
      await record.transaction(async (session) => {
        await session.query(
          'INSERT INTO device (id, serial, enrolment_code_hash, enrolment_expires_at) VALUES ($1, $2, $3, $4)',
          [deviceId, serial, hashEnrolmentCode(enrolmentCode), expiresAt],
        )
        await session.query('INSERT INTO device_place (device_id, counter_code, valid_from) VALUES ($1, $2, $3)', [deviceId, counterCode, new Date(clock())])
        await writeAudit(session, { actor, action: 'device.create', subject: `device:${deviceId}`, detail: { counterCode, serial } })
      })
      return { deviceId, enrolmentCode, expiresAt: expiresAt.toISOString() }
    },

    /** Trades an enrolment code for a token, once. Throws 404 for an unknown code, 410 for a used or expired one. */
    enrol: async ({ enrolmentCode, appVersion, hardware }: { enrolmentCode: string; appVersion: string; hardware: string | null }) => {
      const token = createToken(DEVICE_TOKEN_PREFIX)
      const deviceId = await record.transaction(async (session) => {
        const rows = await session.query(
          'SELECT id, enrolment_expires_at, enrolled_at, revoked_at FROM device WHERE enrolment_code_hash = $1 FOR UPDATE',
          [hashEnrolmentCode(enrolmentCode)],
        )
        const device = z.array(enrolmentRow).parse(rows)[0]
        if (!device) throw new AppError('not-found', 'This enrolment code is not known. Compare it with the one on the administrator\'s screen.')
        if (device.enrolled_at || device.revoked_at) throw new AppError('gone', 'This enrolment code was already used or withdrawn. Ask for a new one.')
        if (device.enrolment_expires_at.getTime() <= clock()) throw new AppError('gone', 'This enrolment code has expired. Ask for a new one.')
        await session.query('UPDATE device SET token_hash = $2, enrolled_at = $3, app_version = $4, hardware = $5 WHERE id = $1', [
          device.id, hashToken(token), new Date(clock()), appVersion, hardware,
        ])
        await writeAudit(session, { actor: `device:${device.id}`, action: 'device.enrol', subject: `device:${device.id}`, detail: { appVersion, hardware } })
        return device.id
      })
      return { deviceId, token }
    },

    /** Writes down what a tablet says about itself. */
    noteHeartbeat: async (deviceId: string, beat: Heartbeat): Promise<void> =>
      void (await record.query(
        `UPDATE device SET last_seen_at = $2, app_version = $3, battery = $4, charging = $5, queued = $6, oldest_queued_at = $7, seq = $8
         WHERE id = $1`,
        [deviceId, new Date(clock()), beat.appVersion, beat.battery ?? null, beat.charging ?? null, beat.queued, toKnownInstant(beat.oldestQueuedAt), beat.seq],
      )),

    /** The counter a device was made for or moved to last; null when there is no such device. */
    counterOf: async (deviceId: string): Promise<string | null> =>
      z.array(z.object({ counter_code: z.string() })).parse(await record.query(
        'SELECT counter_code FROM device_place WHERE device_id::text = $1 AND valid_to IS NULL', [deviceId],
      ))[0]?.counter_code ?? null,

    /** Devices in the order of their ids, after one of them; at these counters only, unless null. */
    list: async ({ after, limit, counterCodes }: { after: string; limit: number; counterCodes: string[] | null }) =>
      z.array(listedRow).parse(await record.query(
        `SELECT id, serial, counter_code, enrolled_at, last_seen_at, revoked_at, app_version, queued
         FROM device JOIN device_place ON device_id = device.id AND valid_to IS NULL
         WHERE id::text > $1 AND ($2::text[] IS NULL OR counter_code = ANY($2)) ORDER BY id::text LIMIT $3`,
        [after, counterCodes, limit],
      )),

    /** Every tablet that was ever enrolled, revoked ones too: their ratings stay. */
    numbered: async (): Promise<NumberedDevice[]> =>
      z.array(numberedRow).parse(await record.query(
        `SELECT id, serial, seq, coalesce(last_seen_at, enrolled_at) AS last_seen_at, oldest_queued_at, counter_code
         FROM device JOIN device_place ON device_id = device.id AND valid_to IS NULL
         WHERE enrolled_at IS NOT NULL ORDER BY id::text`,
      )),

    /** Moves a tablet to another counter from an instant on; what it recorded before counts where it stood. */
    move: async ({ deviceId, counterCode, from, actor }: { deviceId: string; counterCode: string; from: number; actor: string }): Promise<void> => {
      await record.transaction(async (session) => {
        const stays = z.array(z.object({ counter_code: z.string(), valid_from: z.date() })).parse(await session.query(
          'SELECT counter_code, valid_from FROM device_place WHERE device_id = $1 AND valid_to IS NULL FOR UPDATE', [deviceId],
        ))
        const stay = stays[0]
        if (!stay) throw new AppError('not-found', 'There is no such device.')
        if (from <= stay.valid_from.getTime()) {
          throw new AppError('invalid-request', 'A tablet can only be moved after it came to where it stands.', {
            errors: [{ pointer: '/validFrom', value: new Date(from).toISOString(), rule: `after ${stay.valid_from.toISOString()}`, message: 'The tablet came to its present counter later than that.' }],
          })
        }
        await session.query('UPDATE device_place SET valid_to = $2 WHERE device_id = $1 AND valid_to IS NULL', [deviceId, new Date(from)])
        await session.query('INSERT INTO device_place (device_id, counter_code, valid_from) VALUES ($1, $2, $3)', [deviceId, counterCode, new Date(from)])
        await writeAudit(session, { actor, action: 'device.move', subject: `device:${deviceId}`, detail: { from: stay.counter_code, to: counterCode, validFrom: new Date(from).toISOString() } })
      })
      memory.forgetAll()
    },

    /** Ends a device's token, or its unused code. Revoking twice is harmless. */
    revoke: async ({ deviceId, actor }: { deviceId: string; actor: string }): Promise<void> => {
      await record.transaction(async (session) => {
        const revoked = await session.query(
          'UPDATE device SET revoked_at = $2 WHERE id = $1 AND revoked_at IS NULL RETURNING id', [deviceId, new Date(clock())],
        )
        if (revoked.length > 0) await writeAudit(session, { actor, action: 'device.revoke', subject: `device:${deviceId}`, detail: {} })
      })
      memory.forgetAll()
    },
  }
}
export type Devices = ReturnType<typeof createDevices>
