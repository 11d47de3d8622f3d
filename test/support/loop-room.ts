import { randomUUID } from 'node:crypto'
import type { Role } from '../../contract/role.ts'
import { maskPersonalData } from '../../ingest/pipeline/personal-mask.ts'
import type { Mailer } from '../../platform/mail/create-mailer.ts'
import { createDueAlarmBook } from '../../registry/due-alarms/due-alarm-book.ts'
import { createDueAlarmSettings } from '../../registry/due-alarms/due-alarm-settings.ts'
import type { FlaggedCounter } from '../../response/alerts/read-signals.ts'
import { createLoop, createLoopJobs } from '../../response/create-loop.ts'
import { openIngestRoom } from './ingest-room.ts'
import { quietLogger } from './stores.ts'

/** The closed loop with a clock of the test's own: `at.now` in milliseconds UTC, `found` what detection has found. Nothing happens by the clock. */
export async function openLoopRoom({ now, mailer = null, privateHosts = [] }: { now: number; mailer?: Mailer | null; privateHosts?: readonly string[] }) {
  const at = { now }
  const clock = () => at.now
  const found: FlaggedCounter[] = []
  // What the mailer of the test sends is sent by the test alone; the routes are told that there is one.
  const room = await openIngestRoom({ clock, environment: mailer ? { SMTP_URL: 'smtp://127.0.0.1:1', MAIL_FROM: 'thuoc-do@example.vn' } : {} })
  const { record, redis, warehouse, registry, access } = room
  const dueAlarms = { book: createDueAlarmBook({ record, clock }), settings: createDueAlarmSettings({ record, places: registry.places, box: access.box, privateHosts }) }
  const loop = createLoop({ ...registry, record, warehouse, clock, box: access.box, mask: maskPersonalData, keepDays: 90, hasMail: mailer !== null, openHosts: privateHosts })
  const jobs = createLoopJobs(loop, { redis, logger: quietLogger, mailer, publicUrl: 'http://thuoc-do.example', demo: false, privateHosts, dueAlarms, readFlagged: async () => found })

  return {
    ...room, at, found, loop, jobs, dueAlarms,
    /** An account of a role at a unit. */
    person: async (role: Role, unitCode: string | null, name: string = role): Promise<{ id: string; email: string }> => {
      const id = randomUUID()
      await record.query("INSERT INTO account (id, email, password_hash, name, role, unit_code) VALUES ($1, $2, 'none', $3, $4, $5)", [id, `${id}@example.vn`, name, role, unitCode])
      return { id, email: `${id}@example.vn` }
    },
    /** Asks as somebody, with a session of this moment: the clock may have gone on for weeks. */
    as: async (who: { id: string } | undefined, method: string, path: string, body?: unknown) =>
      await room.client.request(method, path, { ...(who ? { cookie: `session=${await access.sessions.open(who.id)}` } : {}), ...(body === undefined ? {} : { body }) }),
    noticesOf: async (accountId: string): Promise<string[]> => (await loop.notices.list(accountId, { unreadOnly: false, before: Number.MAX_SAFE_INTEGER, limit: 100 })).map(({ notice: it }) => `${it.kind} ${it.subject} ${it.unit.code}`),
    /** A tablet at a counter that has not been seen since a moment; answers its id. */
    silentTablet: async (counterCode: string, since: number): Promise<string> => {
      const { deviceId } = await registry.devices.create({ counterCode, serial: null, actor: 'system' })
      await record.query("UPDATE device SET enrolled_at = $2 WHERE id = $1", [deviceId, new Date(since - 86_400_000)])
      await record.query('UPDATE device_place SET valid_from = $2 WHERE device_id = $1', [deviceId, new Date(since - 86_400_000)])
      await record.query("INSERT INTO device_alarm (device_id, kind, level, since, detail) VALUES ($1, 'unseen', 'alarm', $2, '{}')", [deviceId, new Date(since)])
      return deviceId
    },
    close: async () => {
      await jobs.sender.close()
      await room.close()
    },
  }
}
export type LoopRoom = Awaited<ReturnType<typeof openLoopRoom>>
