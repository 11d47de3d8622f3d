import { z } from 'zod'
import { code, instant, sequenceNumberOrNone, storableText } from './codes.ts'
import { custody } from './rating.ts'

export const deviceSettings = z.object({
  scale: z.union([z.literal(3), z.literal(5)]),
  languages: z.array(z.string()),
  idleSeconds: z.int(),
  demo: z.boolean(),
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

export const heartbeat = z.strictObject({
  sentAt: instant,
  appVersion: storableText.min(1).max(40),
  battery: z.number().min(0).max(1).optional(),
  charging: z.boolean().optional(),
  queued: z.int32().min(0),
  oldestQueuedAt: instant.nullish(),
  seq: sequenceNumberOrNone,
})
export type Heartbeat = z.infer<typeof heartbeat>

/** What lies at or below `storedTo` and outside `missing` is in the warehouse; only that may a device forget. */
export const heartbeatAnswer = z.object({
  settings: deviceSettings,
  place: devicePlace,
  serverTime: instant,
  commands: z.array(z.string()),
  storedTo: z.int(),
  missing: custody.shape.missing,
})
export type HeartbeatAnswer = z.infer<typeof heartbeatAnswer>

export const newDevice = z.strictObject({ counterCode: code, serial: storableText.max(80).optional() })
/** `PATCH /api/v1/devices/:id`: the tablet stands at another counter from an instant on; without it, from now. */
export const deviceMove = z.strictObject({ counterCode: code, validFrom: instant.optional() })
export const newDeviceAnswer = z.object({
  deviceId: z.string(), enrolmentCode: z.string(), enrolmentUrl: z.string(), expiresAt: instant,
})
export const deviceRow = z.object({
  deviceId: z.string(), serial: z.string().nullable(), counterCode: code, enrolledAt: instant.nullable(),
  lastSeenAt: instant.nullable(), revokedAt: instant.nullable(), appVersion: z.string().nullable(), queued: z.int().nullable(),
})
export type DeviceRow = z.infer<typeof deviceRow>
/** `GET /api/v1/devices`; revoked devices stay listed. */
export const devicePage = z.object({ rows: z.array(deviceRow), cursor: z.string().nullable() })
