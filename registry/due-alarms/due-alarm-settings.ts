import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { writeAudit } from '../../access/audit-log.ts'
import type { SecretBox } from '../../access/secret-box.ts'
import { DEFAULT_DAYS_BEFORE, type AlarmPost, type DueAlarmSetting, type DueAlarmSettingChange, type DueAlarmSettingSaved } from '../../contract/due-alarm.ts'
import { AppError } from '../../platform/errors.ts'
import { addressProblem } from '../../platform/post-signed.ts'
import type { RecordStore } from '../../platform/record/record.ts'
import type { PlaceIndex } from '../place-index.ts'

const SECRET_BYTES = 32
const POSTS_SHOWN = 10

const settingRow = z.object({ unit_code: z.string(), days_before: z.number(), webhook_url: z.string().nullable(), sealed_secret: z.string().nullable() })
const postRow = z.object({
  day: z.string(), state: z.enum(['waiting', 'sent', 'given-up']), attempts: z.number(), last_error: z.string().nullable(), settled_at: z.date().nullable(),
}).transform((row): AlarmPost => ({ day: row.day, state: row.state, attempts: row.attempts, lastError: row.last_error, settledAt: row.settled_at?.toISOString() ?? null }))

/** What is settled for one unit; `secret` in clear, for whoever signs. */
export interface HeldAlarmSetting { unitCode: string; daysBefore: number; webhookUrl: string | null; secret: string | null }

interface SettingsDeps { record: RecordStore; places: Pick<PlaceIndex, 'pathOf'>; box: SecretBox; privateHosts: readonly string[] }

const toSecretOwner = (unitCode: string) => `due-alarm-setting:${unitCode}`
/** An address may hold a key of the one who listens: what the audit log keeps is where it leads. */
const toHost = (url: string | null) => url && new URL(url).host

/** From when on a unit wants to be told what falls due, and where to; what a unit has not settled holds from above. */
export function createDueAlarmSettings({ record, places, box, privateHosts }: SettingsDeps) {
  const readAll = async () => z.array(settingRow).parse(await record.query('SELECT unit_code, days_before, webhook_url, sealed_secret FROM due_alarm_setting'))

  /** Says of a unit which of these is the nearest: its own, or that of the first above it that has one. */
  const nearestOf = <T extends { unit_code: string }>(all: readonly T[]) => {
    const byUnit = new Map(all.map((it) => [it.unit_code, it]))
    return (unitCode: string): T | null => {
      const path = places.pathOf(unitCode)
      const codes = path === null ? [unitCode] : [path.unit.code, ...path.ancestors.map(({ code }) => code).reverse()]
      return codes.map((it) => byUnit.get(it)).find((it) => it !== undefined) ?? null
    }
  }

  const read = async (unitCode: string): Promise<DueAlarmSetting> => {
    const nearest = nearestOf(await readAll())(unitCode)
    const posts = z.array(postRow).parse(await record.query(
      'SELECT day::text AS day, state, attempts, last_error, settled_at FROM due_alarm_post WHERE unit_code = $1 ORDER BY due_alarm_post.day DESC LIMIT $2', [unitCode, POSTS_SHOWN],
    ))
    return {
      unitCode, daysBefore: nearest?.days_before ?? DEFAULT_DAYS_BEFORE, heldBy: nearest?.unit_code ?? null,
      webhookUrl: nearest?.unit_code === unitCode ? nearest.webhook_url : null, posts,
    }
  }

  return {
    read,

    /** Every setting there is, with its secret; for those who raise and send alarms. */
    all: async (): Promise<HeldAlarmSetting[]> => (await readAll()).map((it) => ({
      unitCode: it.unit_code, daysBefore: it.days_before, webhookUrl: it.webhook_url,
      secret: it.sealed_secret && box.open(it.sealed_secret, toSecretOwner(it.unit_code)),
    })),

    /** Answers how many working days before the due day a unit wants to know; null where neither it nor anything above it has settled that. */
    daysBeforeOf: async (): Promise<(unitCode: string) => number | null> => {
      const nearest = nearestOf(await readAll())
      return (unitCode) => nearest(unitCode)?.days_before ?? null
    },

    /** Settles it for a unit. Throws 422 for an address that must not be used. */
    put: async (unitCode: string, { daysBefore, webhookUrl, renewSecret }: DueAlarmSettingChange, actor: string): Promise<DueAlarmSettingSaved> => {
      const rule = webhookUrl === null ? null : addressProblem(webhookUrl, privateHosts)
      if (rule !== null) throw new AppError('invalid-request', `Messages cannot be posted there: ${rule}.`, { errors: [{ pointer: '/webhookUrl', value: webhookUrl, rule, message: `Must be ${rule}.` }] })
      const fresh = randomBytes(SECRET_BYTES).toString('base64url')
      const secret = await record.transaction(async (session) => {
        const [before] = z.array(settingRow).parse(await session.query('SELECT unit_code, days_before, webhook_url, sealed_secret FROM due_alarm_setting WHERE unit_code = $1 FOR UPDATE', [unitCode]))
        const keeps = before?.sealed_secret !== null && before?.webhook_url === webhookUrl && !renewSecret
        const sealed = webhookUrl === null ? null : keeps ? before?.sealed_secret ?? null : box.seal(fresh, toSecretOwner(unitCode))
        await session.query(
          `INSERT INTO due_alarm_setting (unit_code, days_before, webhook_url, sealed_secret, changed_by) VALUES ($1, $2, $3, $4, $5)
           ON CONFLICT (unit_code) DO UPDATE SET days_before = excluded.days_before, webhook_url = excluded.webhook_url,
             sealed_secret = excluded.sealed_secret, changed_by = excluded.changed_by, changed_at = now()`,
          [unitCode, daysBefore, webhookUrl, sealed, actor],
        )
        const isNew = sealed !== null && !keeps
        await writeAudit(session, {
          actor, action: 'due-alarm-setting.put', subject: `unit:${unitCode}`,
          detail: { daysBefore, webhookHost: toHost(webhookUrl), newSecret: isNew, before: before ? { daysBefore: before.days_before, webhookHost: toHost(before.webhook_url) } : null },
        })
        return isNew ? fresh : null
      })
      return { ...(await read(unitCode)), secret }
    },

    /** Takes the unit's own setting back: what holds above it holds again. Throws 404 where there is none. */
    remove: async (unitCode: string, actor: string): Promise<void> => record.transaction(async (session) => {
      const [removed] = z.array(settingRow.pick({ days_before: true, webhook_url: true })).parse(await session.query('DELETE FROM due_alarm_setting WHERE unit_code = $1 RETURNING days_before, webhook_url', [unitCode]))
      if (!removed) throw new AppError('not-found', `Nothing is settled for ${unitCode} itself.`)
      await writeAudit(session, {
        actor, action: 'due-alarm-setting.remove', subject: `unit:${unitCode}`, detail: { before: { daysBefore: removed.days_before, webhookHost: toHost(removed.webhook_url) } },
      })
    }),
  }
}
export type DueAlarmSettings = ReturnType<typeof createDueAlarmSettings>
