import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { writeAudit } from '../../access/audit-log.ts'
import { createToken, hashToken } from '../../access/secret-token.ts'
import type { Clock } from '../../platform/clock.ts'
import { AppError } from '../../platform/errors.ts'
import type { RecordStore } from '../../platform/record/record.ts'
import { createEnrolmentCode, hashEnrolmentCode } from '../enrolment-code.ts'
import { DEVICE_TOKEN_PREFIX } from './device-tokens.ts'

const CODE_LIVES_MS = 24 * 3_600_000
const IDS_PER_AUDIT_LINE = 500

const enrolmentRow = z.object({ id: z.string(), enrolment_expires_at: z.date(), enrolled_at: z.date().nullable(), revoked_at: z.date().nullable() })
const waitingRow = z.object({ id: z.string(), serial: z.string().nullable(), counter_code: z.string() })
const standingRow = z.object({ id: z.string(), enrolled_at: z.date().nullable(), revoked_at: z.date().nullable() })

export interface FreshCode { deviceId: string; serial: string | null; counterCode: string; enrolmentCode: string }

/** How a tablet comes to its counter: a code that works once, traded for a token. Codes are kept as hashes only. */
export function createEnrolment({ record, clock }: { record: RecordStore; clock: Clock }) {
  const codeEnds = () => new Date(clock() + CODE_LIVES_MS)
  return {
    /** Makes a device for a counter and answers its enrolment code the only time it can be read. */
    create: async ({ counterCode, serial, actor }: { counterCode: string; serial: string | null; actor: string }) => {
      const deviceId = randomUUID()
      const [enrolmentCode, expiresAt, now] = [createEnrolmentCode(), codeEnds(), new Date(clock())]
      await record.transaction(async (session) => {
        await session.query(
          'INSERT INTO device (id, serial, enrolment_code_hash, enrolment_expires_at, created_at) VALUES ($1, $2, $3, $4, $5)',
          [deviceId, serial, hashEnrolmentCode(enrolmentCode), expiresAt, now],
        )
        await session.query('INSERT INTO device_place (device_id, counter_code, valid_from) VALUES ($1, $2, $3)', [deviceId, counterCode, now])
        await writeAudit(session, { actor, action: 'device.create', subject: `device:${deviceId}`, detail: { counterCode, serial } })
      })
      return { deviceId, enrolmentCode, expiresAt: expiresAt.toISOString() }
    },

    /**
     * A fresh code for a tablet that is not enrolled; the one before it opens nothing any more. Throws 409 for one that is: its ratings
     * are numbered under its enrolment, so a tablet that has lost its memory is revoked and made anew.
     */
    renewCode: async ({ deviceId, actor }: { deviceId: string; actor: string }) => {
      const [enrolmentCode, expiresAt] = [createEnrolmentCode(), codeEnds()]
      await record.transaction(async (session) => {
        const [device] = z.array(standingRow).parse(await session.query('SELECT id, enrolled_at, revoked_at FROM device WHERE id = $1 FOR UPDATE', [deviceId]))
        if (!device) throw new AppError('not-found', 'There is no such device.')
        if (device.revoked_at) throw new AppError('conflict', 'This tablet was revoked. Make a new one for its counter.')
        if (device.enrolled_at) throw new AppError('conflict', 'This tablet is enrolled already. If it has lost its memory, revoke it and make a new one for its counter.')
        await session.query('UPDATE device SET enrolment_code_hash = $2, enrolment_expires_at = $3 WHERE id = $1', [deviceId, hashEnrolmentCode(enrolmentCode), expiresAt])
        await writeAudit(session, { actor, action: 'device.code', subject: `device:${deviceId}`, detail: {} })
      })
      return { deviceId, enrolmentCode, expiresAt: expiresAt.toISOString() }
    },

    /** Fresh codes for every tablet that waits at these counters, in the order of counters, and the counters without a living tablet. */
    renewCodesAt: async ({ counterCodes, actor, subject }: { counterCodes: readonly string[]; actor: string; subject: string }) => {
      const expiresAt = codeEnds()
      return await record.transaction(async (session) => {
        const standing = z.array(z.object({ counter_code: z.string() })).parse(await session.query(
          `SELECT DISTINCT counter_code FROM device JOIN device_place ON device_id = device.id AND valid_to IS NULL
           WHERE revoked_at IS NULL AND counter_code = ANY($1::text[])`,
          [counterCodes],
        ))
        const waiting = z.array(waitingRow).parse(await session.query(
          `SELECT id, serial, counter_code FROM device JOIN device_place ON device_id = device.id AND valid_to IS NULL
           WHERE enrolled_at IS NULL AND revoked_at IS NULL AND counter_code = ANY($1::text[])
           ORDER BY counter_code COLLATE "C", serial, id::text FOR UPDATE OF device`,
          [counterCodes],
        ))
        const fresh = waiting.map((it): FreshCode => ({ deviceId: it.id, serial: it.serial, counterCode: it.counter_code, enrolmentCode: createEnrolmentCode() }))
        await session.query(
          `UPDATE device SET enrolment_code_hash = fresh.hash, enrolment_expires_at = $3
           FROM unnest($1::uuid[], $2::text[]) AS fresh (id, hash) WHERE device.id = fresh.id`,
          [fresh.map((it) => it.deviceId), fresh.map((it) => hashEnrolmentCode(it.enrolmentCode)), expiresAt],
        )
        for (let start = 0; start < fresh.length; start += IDS_PER_AUDIT_LINE) {
          const devices = fresh.slice(start, start + IDS_PER_AUDIT_LINE).map((it) => it.deviceId)
          await writeAudit(session, { actor, action: 'device.codes', subject, detail: { devices } })
        }
        const withTablet = new Set(standing.map((it) => it.counter_code))
        return { expiresAt: expiresAt.toISOString(), codes: fresh, withoutTablet: counterCodes.filter((it) => !withTablet.has(it)) }
      })
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
        await session.query('UPDATE device SET token_hash = $2, enrolled_at = $3, token_issued_at = $3, app_version = $4, hardware = $5 WHERE id = $1', [
          device.id, hashToken(token), new Date(clock()), appVersion, hardware,
        ])
        await writeAudit(session, { actor: `device:${device.id}`, action: 'device.enrol', subject: `device:${device.id}`, detail: { appVersion, hardware } })
        return device.id
      })
      return { deviceId, token }
    },
  }
}
