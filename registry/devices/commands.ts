import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { writeAudit } from '../../access/audit-log.ts'
import type { DeliveredCommand, DeviceCommand, newCommand } from '../../contract/device.ts'
import type { Clock } from '../../platform/clock.ts'
import { AppError } from '../../platform/errors.ts'
import type { RecordStore } from '../../platform/record/record.ts'

const DAY_MS = 24 * 3_600_000
const LONGEST_LIFE_DAYS = 30
const COMMANDS_SHOWN = 50

const optionalDate = z.date().nullable().transform((it) => it?.toISOString() ?? null)
const commandRow = z.object({
  id: z.string(), kind: z.enum(['message', 'restart']), text: z.string().nullable(), created_at: z.date(), expires_at: z.date(),
  delivered_at: optionalDate, done_at: optionalDate, cancelled_at: optionalDate,
})
const deliveredRow = z.object({ id: z.string(), kind: z.enum(['message', 'restart']), text: z.string().nullable(), is_new: z.boolean() })
const COLUMNS = 'id, kind, text, created_at, expires_at, delivered_at, done_at, cancelled_at'

function toCommand(row: z.infer<typeof commandRow>, now: number): DeviceCommand {
  const state = row.done_at ? 'done' : row.cancelled_at ? 'cancelled' : row.expires_at.getTime() <= now ? 'expired' : row.delivered_at ? 'delivered' : 'waiting'
  return {
    id: row.id, kind: row.kind, text: row.text, state, createdAt: row.created_at.toISOString(), expiresAt: row.expires_at.toISOString(),
    deliveredAt: row.delivered_at, doneAt: row.done_at,
  }
}

/** What tablets are asked to do from afar: at least handed out once, done exactly once because the tablet remembers their ids. */
export function createCommands({ record, clock }: { record: RecordStore; clock: Clock }) {
  const endOf = (expiresAt: string | undefined): Date => {
    const ends = expiresAt === undefined ? clock() + DAY_MS : Date.parse(expiresAt)
    const rule = `after now, within ${LONGEST_LIFE_DAYS} days`
    if (ends > clock() && ends <= clock() + LONGEST_LIFE_DAYS * DAY_MS) return new Date(ends)
    throw new AppError('invalid-request', 'The command would be over before it began, or wait too long.', {
      errors: [{ pointer: '/expiresAt', value: expiresAt, rule, message: rule }],
    })
  }

  return {
    /** Writes a command down for a living, enrolled tablet; throws 409 for another. */
    command: async ({ deviceId, command, actor }: { deviceId: string; command: z.infer<typeof newCommand>; actor: string }): Promise<DeviceCommand> => {
      const [id, expiresAt, now] = [randomUUID(), endOf(command.expiresAt), new Date(clock())]
      const text = command.kind === 'message' ? command.text : null
      return await record.transaction(async (session) => {
        const living = await session.query('SELECT id FROM device WHERE id = $1 AND enrolled_at IS NOT NULL AND revoked_at IS NULL', [deviceId])
        if (living.length === 0) throw new AppError('conflict', 'Nobody would read this: the tablet is not enrolled, or it was revoked.')
        const rows = await session.query(
          `INSERT INTO device_command (id, device_id, kind, text, created_by, created_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING ${COLUMNS}`,
          [id, deviceId, command.kind, text, actor, now, expiresAt],
        )
        await writeAudit(session, { actor, action: `device.${command.kind}`, subject: `device:${deviceId}`, detail: { command: id, text, expiresAt: expiresAt.toISOString() } })
        return toCommand(z.tuple([commandRow]).parse(rows)[0], clock())
      })
    },

    /** A tablet's commands, the newest first. */
    listCommands: async (deviceId: string): Promise<DeviceCommand[]> => z.array(commandRow).parse(await record.query(
      `SELECT ${COLUMNS} FROM device_command WHERE device_id::text = $1 ORDER BY created_at DESC, id LIMIT ${COMMANDS_SHOWN}`, [deviceId],
    )).map((it) => toCommand(it, clock())),

    /** Takes a command back; twice is once. Throws 404 where there is none, 409 when it is done. */
    cancelCommand: async ({ deviceId, commandId, actor }: { deviceId: string; commandId: string; actor: string }): Promise<void> => {
      await record.transaction(async (session) => {
        const [row] = z.array(commandRow).parse(await session.query(
          `SELECT ${COLUMNS} FROM device_command WHERE device_id::text = $1 AND id::text = $2 FOR UPDATE`, [deviceId, commandId],
        ))
        if (!row) throw new AppError('not-found', 'There is no such command.')
        if (row.done_at) throw new AppError('conflict', 'The tablet has done this already.')
        if (row.cancelled_at) return
        await session.query('UPDATE device_command SET cancelled_at = $2 WHERE id = $1', [row.id, new Date(clock())])
        await writeAudit(session, { actor, action: 'device.command-cancel', subject: `device:${deviceId}`, detail: { command: row.id, kind: row.kind } })
      })
    },

    /** Writes down what a tablet says it has done; ids that are not its own change nothing. */
    confirmCommands: async (deviceId: string, ids: readonly string[]): Promise<void> => void (await record.query(
      'UPDATE device_command SET done_at = $3, delivered_at = coalesce(delivered_at, $3) WHERE device_id = $1 AND id::text = ANY($2::text[]) AND done_at IS NULL',
      [deviceId, ids, new Date(clock())],
    )),

    /** What the tablet still has to do, the oldest first. */
    handOutCommands: async (deviceId: string): Promise<DeliveredCommand[]> => {
      const open = z.array(deliveredRow).parse(await record.query(
        `SELECT id, kind, text, delivered_at IS NULL AS is_new FROM device_command
         WHERE device_id = $1 AND done_at IS NULL AND cancelled_at IS NULL AND expires_at > $2 ORDER BY created_at, id`,
        [deviceId, new Date(clock())],
      ))
      const fresh = open.filter((it) => it.is_new).map((it) => it.id)
      if (fresh.length > 0) await record.query('UPDATE device_command SET delivered_at = $2 WHERE id = ANY($1::uuid[])', [fresh, new Date(clock())])
      return open.map(({ id, kind, text }) => ({ id, kind, ...(text === null ? {} : { text }) }))
    },
  }
}
