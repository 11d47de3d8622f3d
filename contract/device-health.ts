import { z } from 'zod'
import { instant } from './codes.ts'

/** What can be wrong with a tablet; the set is closed. */
export const troubleKind = z.enum([
  'never-enrolled', 'unseen', 'silent-while-serving', 'battery-low', 'queue-growing', 'old-version', 'clock-wrong', 'stuck-screen', 'storage-full',
])
export type TroubleKind = z.infer<typeof troubleKind>

export const troubleLevel = z.enum(['attention', 'alarm'])
export type TroubleLevel = z.infer<typeof troubleLevel>

/**
 * One reason for a state, since when, and the figures it rests on: `battery` and `storage` shares, `queued` ratings, `skewMs` how far its clock is
 * ahead; of a stuck screen the `ratings` that came too evenly; of silence the `dossiers` closed in opening hours since the last rating and the ratings `expected` of them.
 */
export const trouble = z.object({
  kind: troubleKind,
  level: troubleLevel,
  since: instant.nullish(),
  battery: z.number().nullish(),
  storage: z.number().nullish(),
  queued: z.int().nullish(),
  appVersion: z.string().nullish(),
  skewMs: z.number().nullish(),
  dossiers: z.int().nullish(),
  expected: z.number().nullish(),
  ratings: z.int().nullish(),
})
export type Trouble = z.infer<typeof trouble>

export const healthState = z.enum(['ok', 'attention', 'alarm', 'waiting', 'revoked'])
export type HealthState = z.infer<typeof healthState>

export const deviceHealth = z.object({ state: healthState, reasons: z.array(trouble) })
export type DeviceHealth = z.infer<typeof deviceHealth>

/** A trouble in the record: `until` null as long as it lasts. */
export const deviceAlarm = z.object({ kind: troubleKind, level: troubleLevel, since: instant, until: instant.nullable() })
export type DeviceAlarm = z.infer<typeof deviceAlarm>
