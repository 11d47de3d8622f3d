import { z } from 'zod'
import { code, day, dossierCode } from './codes.ts'

const bilingual = z.object({ vi: z.string(), en: z.string() })
const moment = z.string()

export const DEFAULT_DAYS_BEFORE = 1
export const MOST_DAYS_BEFORE = 10
/** Of one line the codes of so many dossiers are shown; `count` is of all. */
export const CODES_SHOWN = 20

/**
 * Dossiers of one agency that were open in the morning and fall due on a day: `count` of them then, `open` of that day's are open now.
 * `seenAt` is when the one who asks has marked it as seen.
 */
export const dueAlarm = z.object({
  agencyCode: code, agencyName: bilingual, dueOn: day, count: z.int(), open: z.int(), codes: z.array(dossierCode), seenAt: moment.nullable(),
})
export type DueAlarm = z.infer<typeof dueAlarm>

/** `GET /api/v1/due-alarms`: the alarms of the last morning that had any raised; `day` null before the first. `daysBefore` holds for the unit. */
export const dueAlarmQuery = z.strictObject({ unit: code.optional() })
export const dueAlarms = z.object({
  unit: code.nullable(), day: day.nullable(), raisedAt: moment.nullable(), daysBefore: z.int(), rows: z.array(dueAlarm), demo: z.boolean(),
})
export type DueAlarms = z.infer<typeof dueAlarms>

/** `POST /api/v1/due-alarms/seen`: whoever sends it has seen that morning's alarms of these agencies. */
export const dueAlarmsSeen = z.strictObject({ day, agencyCodes: z.array(code).min(1).max(2000) })

const webhookUrl = z.string().trim().max(500)

/** `PUT /api/v1/due-alarm-settings/:unit`. `renewSecret` makes another key for the signature; a new address always has a new one. */
export const dueAlarmSettingChange = z.strictObject({
  daysBefore: z.int().min(0).max(MOST_DAYS_BEFORE), webhookUrl: webhookUrl.nullable().default(null), renewSecret: z.boolean().default(false),
})
export type DueAlarmSettingChange = z.infer<typeof dueAlarmSettingChange>

export const alarmPost = z.object({ day, state: z.enum(['waiting', 'sent', 'given-up']), attempts: z.int(), lastError: z.string().nullable(), settledAt: moment.nullable() })
export type AlarmPost = z.infer<typeof alarmPost>

/** `heldBy` is the unit whose setting holds here: this one, one above it, or null for the default. `posts`: the latest first, at most ten. */
export const dueAlarmSetting = z.object({
  unitCode: code, daysBefore: z.int(), heldBy: code.nullable(), webhookUrl: z.string().nullable(), posts: z.array(alarmPost),
})
export type DueAlarmSetting = z.infer<typeof dueAlarmSetting>

/** `secret` is shown once, when it was made: what signs the messages to the address. */
export const dueAlarmSettingSaved = dueAlarmSetting.extend({ secret: z.string().nullable() })
export type DueAlarmSettingSaved = z.infer<typeof dueAlarmSettingSaved>

/**
 * What is POSTed to the address of a unit, once for each working morning with alarms. Header `Thuoc-Do-Signature: t=<seconds>,v1=<hex>` is
 * HMAC-SHA-256 by the secret over `<seconds>.<body>`; `Thuoc-Do-Delivery` is the same for every attempt, so that a second one can be known.
 */
export const dueAlarmMessage = z.object({
  kind: z.literal('due-alarms'), unitCode: code, day, alarms: z.array(z.object({ agencyCode: code, dueOn: day, codes: z.array(dossierCode) })),
})
export type DueAlarmMessage = z.infer<typeof dueAlarmMessage>
