import { z } from 'zod'
import { isStorableInstant } from '../../contract/codes.ts'
import type { Heartbeat } from '../../contract/device.ts'
import type { Clock } from '../../platform/clock.ts'
import type { RecordStore } from '../../platform/record/record.ts'
import type { TokenMark } from './device-tokens.ts'

/** A tablet whose clock stands outside all days still gives a sign of life. */
const toKnownInstant = (instant: string | null | undefined) => (instant && isStorableInstant(Date.parse(instant)) ? new Date(instant).toISOString() : null)

const LARGEST_SKEW_MS = 1_000 * 366 * 24 * 3_600_000
const skewOf = (sentAt: string, now: number) => Math.max(-LARGEST_SKEW_MS, Math.min(LARGEST_SKEW_MS, Date.parse(sentAt) - now))

/** What the record says to a tablet that has just been written down. */
export interface Noted extends TokenMark { hasCommands: boolean }

const notedRow = z
  .object({ id: z.string(), rotation_salt: z.string().nullable(), pending_token_hash: z.string().nullable(), token_issued_at: z.date().nullable(), has_commands: z.boolean() })
  .transform((row): Noted & { id: string } => ({
    id: row.id, rotationSalt: row.rotation_salt, pendingTokenHash: row.pending_token_hash, tokenIssuedAt: row.token_issued_at?.getTime() ?? null, hasCommands: row.has_commands,
  }))

interface Group { beats: Map<string, Heartbeat>; written: Promise<Map<string, Noted>> }

/**
 * Writes down what tablets say about themselves. Forty thousand of them come every thirty seconds: those that come while a statement
 * is under way wait for it and go together into the next one, so that the record works at its own pace and one tablet alone never waits.
 */
export function createHeartbeats({ record, clock }: { record: RecordStore; clock: Clock }) {
  let forming: Group | null = null
  let last: Promise<unknown> = Promise.resolve()

  const write = async (beats: ReadonlyMap<string, Heartbeat>): Promise<Map<string, Noted>> => {
    const now = clock()
    const rows = [...beats].map(([id, beat]) => ({
      id, app_version: beat.appVersion, battery: beat.battery ?? null, charging: beat.charging ?? null, storage: beat.storage ?? null, queued: beat.queued,
      oldest_queued_at: toKnownInstant(beat.oldestQueuedAt), seq: beat.seq, clock_skew_ms: skewOf(beat.sentAt, now),
    }))
    // A number that has grown is a tap, whether its rating has come or not.
    const noted = z.array(notedRow).parse(await record.query(
      `UPDATE device SET last_seen_at = $2, app_version = beat.app_version, battery = beat.battery, charging = beat.charging, storage_share = beat.storage, queued = beat.queued,
         oldest_queued_at = beat.oldest_queued_at, clock_skew_ms = beat.clock_skew_ms, seq = beat.seq,
         last_tap_at = CASE WHEN beat.seq > coalesce(device.seq, 0) THEN $2 ELSE last_tap_at END
       FROM jsonb_to_recordset($1::jsonb) AS beat (id uuid, app_version text, battery double precision, charging boolean, storage double precision, queued integer,
         oldest_queued_at timestamptz, seq bigint, clock_skew_ms bigint)
       WHERE device.id = beat.id
       RETURNING device.id, rotation_salt, pending_token_hash, token_issued_at, EXISTS (
         SELECT 1 FROM device_command WHERE device_id = device.id AND done_at IS NULL AND cancelled_at IS NULL AND expires_at > $2) AS has_commands`,
      [JSON.stringify(rows), new Date(now)],
    ))
    return new Map(noted.map((it) => [it.id, it]))
  }

  const startGroup = (): Group => {
    const beats = new Map<string, Heartbeat>()
    const written = last.then(() => {
      forming = null
      return write(beats)
    })
    last = written.catch(() => {})
    return { beats, written }
  }

  return {
    /** Resolves when it is written down, with what the record has to say to this tablet; null for a device that is gone. */
    note: async (deviceId: string, beat: Heartbeat): Promise<Noted | null> => {
      forming ??= startGroup()
      forming.beats.set(deviceId, beat)
      return (await forming.written).get(deviceId) ?? null
    },
  }
}
