import { z } from 'zod'
import { code, instant, sequenceNumberOrNone, storableText } from './codes.ts'
import { deviceAlarm, deviceHealth, healthState } from './device-health.ts'
import { kioskNotice, kioskReasons, pinCheck } from './kiosk.ts'
import { custody } from './rating.ts'

/**
 * How a tablet asks and lives. `open` are the next days' opening hours of its counter, in milliseconds UTC, `to` exclusive: outside them it shows
 * that it is closed. What is optional was not there when older tablets enrolled.
 */
export const deviceSettings = z.object({
  scale: z.union([z.literal(3), z.literal(5)]),
  languages: z.array(z.string()),
  idleSeconds: z.int(),
  demo: z.boolean(),
  reasons: kioskReasons.optional(),
  comment: z.boolean().optional(),
  contact: z.boolean().optional(),
  speech: z.boolean().optional(),
  dims: z.boolean().optional(),
  notice: kioskNotice.nullish(),
  pin: pinCheck.nullish(),
  open: z.array(z.object({ from: z.int(), to: z.int() })).optional(),
  /** Up to which moment `open` says everything: after it nobody knows, and the tablet stays open. */
  openKnownTo: z.int().optional(),
})
export type DeviceSettings = z.infer<typeof deviceSettings>

const namedPlace = z.object({ code, nameVi: z.string(), nameEn: z.string() })
export const devicePlace = z.object({ centre: namedPlace, counter: namedPlace })
export type DevicePlace = z.infer<typeof devicePlace>

export const enrolRequest = z.strictObject({
  enrolmentCode: z.string().trim().min(1).max(40),
  appVersion: storableText.min(1).max(40),
  hardware: storableText.max(200).optional(),
})
export const enrolAnswer = z.object({
  deviceId: z.string(), token: z.string(), place: devicePlace, settings: deviceSettings,
})
export type EnrolAnswer = z.infer<typeof enrolAnswer>

const commandKind = z.enum(['message', 'restart'])

/** `commandsDone`: commands that the tablet has carried out, named until the server has answered once. */
export const heartbeat = z.strictObject({
  sentAt: instant,
  appVersion: storableText.min(1).max(40),
  battery: z.number().min(0).max(1).optional(),
  charging: z.boolean().optional(),
  /** How full the tablet's memory is; 1 also where it took nothing more. */
  storage: z.number().min(0).max(1).optional(),
  queued: z.int32().min(0),
  oldestQueuedAt: instant.nullish(),
  seq: sequenceNumberOrNone,
  commandsDone: z.array(z.string().max(64)).max(100).optional(),
})
export type Heartbeat = z.infer<typeof heartbeat>

/** What a tablet is asked to do; handed out with every heartbeat until it is confirmed, cancelled or expired. `text` is for the staff. */
export const deliveredCommand = z.object({ id: z.string(), kind: commandKind, text: z.string().nullish() })
export type DeliveredCommand = z.infer<typeof deliveredCommand>

/**
 * What lies at or below `storedTo` and outside `missing` is in the warehouse; only that may a device forget. `token` is the device's next
 * token: it is kept before it is used, and until its first use the present one keeps working and every answer carries the same next one.
 */
export const heartbeatAnswer = z.object({
  settings: deviceSettings,
  place: devicePlace,
  serverTime: instant,
  commands: z.array(deliveredCommand),
  storedTo: z.int(),
  missing: custody.shape.missing,
  token: z.string().optional(),
})
export type HeartbeatAnswer = z.infer<typeof heartbeatAnswer>

export const newDevice = z.strictObject({ counterCode: code, serial: storableText.max(80).optional() })
/** `PATCH /api/v1/devices/:id`: the tablet stands at another counter from an instant on; without it, from now. */
export const deviceMove = z.strictObject({ counterCode: code, validFrom: instant.optional() })
/** `DELETE /api/v1/devices/:id?reason=`. */
export const revocationQuery = z.strictObject({ reason: storableText.trim().max(300).optional() })

/** A code that can be read this once; `POST /api/v1/devices/:id/enrolment-code` answers the same. */
export const newDeviceAnswer = z.object({
  deviceId: z.string(), enrolmentCode: z.string(), enrolmentUrl: z.string(), expiresAt: instant,
})

/** `POST /api/v1/devices/enrolment-sheet`: fresh codes for all tablets of a centre, or of these counters, that wait to be enrolled. */
export const enrolmentSheetRequest = z.union([
  z.strictObject({ centreCode: code }),
  z.strictObject({ counterCodes: z.array(code).min(1).max(500) }),
])
export const enrolmentCard = newDeviceAnswer.omit({ expiresAt: true }).extend({ serial: z.string().nullable(), place: devicePlace })
export type EnrolmentCard = z.infer<typeof enrolmentCard>
/** `withoutTablet`: counters asked about at which no living tablet stands, so that no code was made. Codes made before open nothing any more. */
export const enrolmentSheet = z.object({ expiresAt: instant, rows: z.array(enrolmentCard), withoutTablet: z.array(code) })
export type EnrolmentSheet = z.infer<typeof enrolmentSheet>

/** `place` is null where the counter is not in the registry. */
export const deviceRow = z.object({
  deviceId: z.string(), serial: z.string().nullable(), counterCode: code, createdAt: instant, enrolledAt: instant.nullable(),
  lastSeenAt: instant.nullable(), revokedAt: instant.nullable(), appVersion: z.string().nullable(), queued: z.int().nullable(),
  battery: z.number().nullable(), charging: z.boolean().nullable(), oldestQueuedAt: instant.nullable(),
  place: devicePlace.nullable(), health: deviceHealth,
})
export type DeviceRow = z.infer<typeof deviceRow>

const stateList = z.string().transform((text) => text.split(',')).pipe(z.array(healthState).min(1))
/** `query` fits serials, codes and names of counters and centres; `state` takes several with commas between. */
export const deviceFilter = { query: z.string().trim().max(100).optional(), centre: code.optional(), state: stateList.optional() }

/** `GET /api/v1/devices`; revoked devices stay listed. `counts` (by state, whatever `state` is asked for) comes with the first page. */
export const devicePage = z.object({
  rows: z.array(deviceRow), cursor: z.string().nullable(), counts: z.record(healthState, z.int()).nullish(),
})
export type DevicePage = z.infer<typeof devicePage>

const MESSAGE_LENGTH = 160
/** `POST /api/v1/devices/:id/commands`; without `expiresAt` a command lives for a day, at most for thirty. */
export const newCommand = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('message'), text: storableText.trim().min(1).max(MESSAGE_LENGTH), expiresAt: instant.optional() }),
  z.strictObject({ kind: z.literal('restart'), expiresAt: instant.optional() }),
])
export const deviceCommand = z.object({
  id: z.string(), kind: commandKind, text: z.string().nullable(), state: z.enum(['waiting', 'delivered', 'done', 'expired', 'cancelled']),
  createdAt: instant, expiresAt: instant, deliveredAt: instant.nullable(), doneAt: instant.nullable(),
})
export type DeviceCommand = z.infer<typeof deviceCommand>
/** `GET /api/v1/devices/:id/commands`: the newest first. */
export const deviceCommandList = z.object({ rows: z.array(deviceCommand) })

/** `POST /api/v1/devices/:id/rotate`: asked for; done when the tablet has used its new token. */
export const rotationAnswer = z.object({ askedAt: instant })

/** `GET /api/v1/devices/:id`: half-open stretches of places, the newest first; `custody` null where it is not known at the moment. */
export const deviceDetail = deviceRow.extend({
  hardware: z.string().nullable(),
  lastTapAt: instant.nullable(),
  clockSkewMs: z.number().nullable(),
  storageShare: z.number().nullable(),
  codeExpiresAt: instant.nullable(),
  tokenIssuedAt: instant.nullable(),
  rotationAskedAt: instant.nullable(),
  revokedReason: z.string().nullable(),
  places: z.array(z.object({ counterCode: code, place: devicePlace.nullable(), from: instant, to: instant.nullable() })),
  commands: z.array(deviceCommand),
  alarms: z.array(deviceAlarm),
  custody: z.object({ lastSeq: z.int(), storedTo: z.int(), missing: custody.shape.missing }).nullable(),
})
export type DeviceDetail = z.infer<typeof deviceDetail>
