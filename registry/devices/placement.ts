import { z } from 'zod'
import { writeAudit } from '../../access/audit-log.ts'
import type { Clock } from '../../platform/clock.ts'
import { AppError } from '../../platform/errors.ts'
import type { RecordStore } from '../../platform/record/record.ts'

const stayRow = z.object({ counter_code: z.string(), valid_from: z.date() })

/** Where a tablet stands, and the end of its standing anywhere. */
export function createPlacement({ record, clock, forgetRemembered }: { record: RecordStore; clock: Clock; forgetRemembered(): void }) {
  return {
    /** Moves a tablet to another counter from an instant on; what it recorded before counts where it stood. */
    move: async ({ deviceId, counterCode, from, actor }: { deviceId: string; counterCode: string; from: number; actor: string }): Promise<void> => {
      await record.transaction(async (session) => {
        const [stay] = z.array(stayRow).parse(await session.query(
          'SELECT counter_code, valid_from FROM device_place WHERE device_id = $1 AND valid_to IS NULL FOR UPDATE', [deviceId],
        ))
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
      forgetRemembered()
    },

    /** Ends a device's token, the next one, or its unused code. Revoking twice is harmless. */
    revoke: async ({ deviceId, actor, reason = null }: { deviceId: string; actor: string; reason?: string | null }): Promise<void> => {
      await record.transaction(async (session) => {
        const revoked = await session.query(
          `UPDATE device SET revoked_at = $2, revoked_reason = $3, pending_token_hash = NULL, rotation_salt = NULL, rotation_asked_at = NULL
           WHERE id = $1 AND revoked_at IS NULL RETURNING id`,
          [deviceId, new Date(clock()), reason],
        )
        if (revoked.length > 0) await writeAudit(session, { actor, action: 'device.revoke', subject: `device:${deviceId}`, detail: reason === null ? {} : { reason } })
      })
      forgetRemembered()
    },
  }
}
