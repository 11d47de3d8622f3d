import { z } from 'zod'
import { trouble, troubleKind, troubleLevel, type Trouble, type TroubleKind } from '../../contract/device-health.ts'
import type { Clock } from '../../platform/clock.ts'
import type { RecordSession, RecordStore } from '../../platform/record/record.ts'
import type { DeviceSign, Verdict } from './judge-health.ts'

const SIGNS_AT_ONCE = 5_000

const optionalMs = z.date().nullable().transform((it) => it?.getTime() ?? null)
const signRow = z
  .object({
    id: z.string(), counter_code: z.string(), enrolled_at: z.date(), valid_from: z.date(), last_seen_at: optionalMs, last_tap_at: optionalMs,
    battery: z.number().nullable(), charging: z.boolean().nullable(), queued: z.number().nullable(), oldest_queued_at: optionalMs,
    app_version: z.string().nullable(), clock_skew_ms: z.number().nullable(), storage_share: z.number().nullable(), judged_state: z.enum(['ok', 'attention', 'alarm']), judged_reasons: z.array(trouble),
  })
  .transform((row): DeviceSign & { judged: Verdict } => ({
    deviceId: row.id, counterCode: row.counter_code, enrolledAt: row.enrolled_at.getTime(), placedAt: row.valid_from.getTime(),
    lastSeenAt: row.last_seen_at, lastTapAt: row.last_tap_at, battery: row.battery, charging: row.charging, queued: row.queued,
    oldestQueuedAt: row.oldest_queued_at, appVersion: row.app_version, clockSkewMs: row.clock_skew_ms, storageShare: row.storage_share,
    judged: { state: row.judged_state, reasons: row.judged_reasons },
  }))
const alarmRow = z.object({ id: z.number(), device_id: z.string(), kind: troubleKind, level: troubleLevel })

export type JudgedSign = DeviceSign & { judged: Verdict }
/** `held`: kinds that cannot be judged at the moment, because the counter is closed; what is open of them stays open. */
export interface NewVerdict { sign: JudgedSign; verdict: Verdict; held: readonly TroubleKind[] }

/** The record gives the fields of a reason back in an order of its own. */
const toText = ({ state, reasons }: Verdict) => JSON.stringify([state, ...reasons.map((it) => Object.entries(it).sort())])

/** What was judged about tablets, and the history of their troubles. */
export function createHealthBook({ record, clock }: { record: RecordStore; clock: Clock }) {
  return {
    /** Every enrolled, living tablet at its counter of now, with what was judged last. */
    signs: async (): Promise<JudgedSign[]> => {
      const signs: JudgedSign[] = []
      for (let after = ''; ;) {
        const rows = z.array(signRow).parse(await record.query(
          `SELECT id, counter_code, enrolled_at, valid_from, last_seen_at, last_tap_at, battery, charging, queued, oldest_queued_at, app_version,
             clock_skew_ms, storage_share, judged_state, judged_reasons
           FROM device JOIN device_place ON device_id = device.id AND valid_from <= $1 AND (valid_to IS NULL OR valid_to > $1)
           WHERE enrolled_at IS NOT NULL AND revoked_at IS NULL AND id::text > $2 ORDER BY id::text LIMIT ${SIGNS_AT_ONCE}`,
          [new Date(clock()), after],
        ))
        signs.push(...rows)
        if (rows.length < SIGNS_AT_ONCE) return signs
        after = rows.at(-1)?.deviceId ?? after
      }
    },

    /** Keeps new verdicts: what has changed of them, and where a trouble began, grew, or ended. Doing so twice changes nothing. */
    keepVerdicts: async (verdicts: readonly NewVerdict[]): Promise<void> => {
      const changed = verdicts.filter(({ sign, verdict }) => toText(sign.judged) !== toText(verdict))
      await record.transaction(async (session) => {
        await session.query(
          `UPDATE device SET judged_state = fresh.state, judged_reasons = fresh.reasons
           FROM jsonb_to_recordset($1::jsonb) AS fresh (id uuid, state text, reasons jsonb) WHERE device.id = fresh.id`,
          [JSON.stringify(changed.map(({ sign, verdict }) => ({ id: sign.deviceId, ...verdict })))],
        )
        await keepAlarms(session, verdicts, new Date(clock()))
      })
    },

    /** How many living tablets are in each state of trouble, for figures about the whole. */
    countTroubled: async (): Promise<Record<'attention' | 'alarm', number>> => {
      const rows = z.array(z.object({ judged_state: troubleLevel, devices: z.number() })).parse(await record.query(
        `SELECT judged_state, count(*) AS devices FROM device WHERE revoked_at IS NULL AND enrolled_at IS NOT NULL AND judged_state <> 'ok' GROUP BY 1`,
      ))
      return { attention: 0, alarm: 0, ...Object.fromEntries(rows.map((it) => [it.judged_state, it.devices])) }
    },
  }
}
export type HealthBook = ReturnType<typeof createHealthBook>

async function keepAlarms(session: RecordSession, verdicts: readonly NewVerdict[], now: Date): Promise<void> {
  const open = z.array(alarmRow).parse(await session.query('SELECT id, device_id, kind, level FROM device_alarm WHERE until IS NULL FOR UPDATE'))
  const byDevice = new Map(verdicts.map((it) => [it.sign.deviceId, it]))
  const isOpen = new Set(open.map((it) => `${it.device_id} ${it.kind}`))
  const ended: number[] = []
  const grown: { id: number; level: string; detail: Trouble }[] = []
  for (const { id, device_id: deviceId, kind, level } of open) {
    const judged = byDevice.get(deviceId)
    const reason = judged?.verdict.reasons.find((it) => it.kind === kind)
    if (reason && reason.level !== level) grown.push({ id, level: reason.level, detail: reason })
    // A tablet that is no longer judged was revoked.
    if (!reason && !judged?.held.includes(kind)) ended.push(id)
  }
  const begun = verdicts.flatMap(({ sign, verdict }) => verdict.reasons
    .filter(({ kind }) => !isOpen.has(`${sign.deviceId} ${kind}`))
    .map((reason) => ({ device_id: sign.deviceId, kind: reason.kind, level: reason.level, since: reason.since ?? now.toISOString(), detail: reason })))
  await session.query('UPDATE device_alarm SET until = $2 WHERE id = ANY($1::bigint[])', [ended, now])
  await session.query(
    `UPDATE device_alarm SET level = grown.level, detail = grown.detail
     FROM jsonb_to_recordset($1::jsonb) AS grown (id bigint, level text, detail jsonb) WHERE device_alarm.id = grown.id`,
    [JSON.stringify(grown)],
  )
  await session.query(
    `INSERT INTO device_alarm (device_id, kind, level, since, detail)
     SELECT device_id, kind, level, since, detail FROM jsonb_to_recordset($1::jsonb) AS begun (device_id uuid, kind text, level text, since timestamptz, detail jsonb)
     ON CONFLICT (device_id, kind) WHERE until IS NULL DO NOTHING`,
    [JSON.stringify(begun)],
  )
}
