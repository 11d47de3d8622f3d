import { createHmac } from 'node:crypto'
import { z } from 'zod'
import { writeAudit } from '../../access/audit-log.ts'
import { createBriefMemory } from '../../access/brief-memory.ts'
import { createToken, hashToken } from '../../access/secret-token.ts'
import type { Clock } from '../../platform/clock.ts'
import { AppError } from '../../platform/errors.ts'
import type { RecordSession, RecordStore } from '../../platform/record/record.ts'

export const DEVICE_TOKEN_PREFIX = 'tdd_'
const DAY_MS = 24 * 3_600_000

/** Where a tablet stood: epoch milliseconds, half open, `to` null until now. */
export interface DeviceStay { counterCode: string; from: number; to: number | null }
export interface KnownDevice { id: string; places: DeviceStay[] }

/** What a heartbeat finds written about the token it came with; instants in epoch milliseconds. */
export interface TokenMark { rotationSalt: string | null; pendingTokenHash: string | null; tokenIssuedAt: number | null }

const stayRow = z.object({ id: z.string(), is_current: z.boolean(), counter_code: z.string(), valid_from: z.date(), valid_to: z.date().nullable() })
const askedRow = z.object({ rotation_asked_at: z.date(), rotation_salt: z.string() })

/**
 * The token that follows on another: HMAC-SHA256 (RFC 2104) of the salt under the present token. Whoever reads the record knows the
 * salt and the hash of the present token, hence neither token; whoever shows the present token is told the same next one every time.
 */
export const toNextToken = (token: string, salt: string) =>
  DEVICE_TOKEN_PREFIX + createHmac('sha256', token).update(`next token ${salt}`).digest('base64url')

/** The secrets by which tablets are known: looked up, replaced, forgotten. */
export function createDeviceTokens({ record, clock, tokenDays }: { record: RecordStore; clock: Clock; tokenDays: number }) {
  /** The next token was used for the first time: from now on it is the token, and the one before it opens nothing. */
  const promote = (deviceId: string, tokenHash: string) => record.transaction(async (session) => {
    const promoted = await session.query(
      `UPDATE device SET token_hash = pending_token_hash, token_issued_at = $3, pending_token_hash = NULL, rotation_salt = NULL, rotation_asked_at = NULL
       WHERE id = $1 AND pending_token_hash = $2 RETURNING id`,
      [deviceId, tokenHash, new Date(clock())],
    )
    if (promoted.length > 0) await writeAudit(session, { actor: `device:${deviceId}`, action: 'device.token', subject: `device:${deviceId}`, detail: {} })
  })

  const find = async (tokenHash: string): Promise<KnownDevice | null> => {
    const stays = z.array(stayRow).parse(await record.query(
      `SELECT device.id, coalesce(token_hash = $1, false) AS is_current, counter_code, valid_from, valid_to
       FROM device JOIN device_place ON device_id = device.id
       WHERE (token_hash = $1 OR pending_token_hash = $1) AND revoked_at IS NULL ORDER BY valid_from`,
      [tokenHash],
    ))
    if (!stays[0]) return null
    if (!stays[0].is_current) {
      await promote(stays[0].id, tokenHash)
      memory.forgetAll()
    }
    const places = stays.map((it) => ({ counterCode: it.counter_code, from: it.valid_from.getTime(), to: it.valid_to?.getTime() ?? null }))
    return { id: stays[0].id, places }
  }
  const memory = createBriefMemory({ clock, fetch: find })

  /** Draws a salt unless one is drawn already; 404 and 409 where there is no token to replace. */
  const ask = async (session: RecordSession, deviceId: string, actor: string, why: string) => {
    const asked = await session.query(
      `UPDATE device SET rotation_salt = $2, rotation_asked_at = $3
       WHERE id = $1 AND token_hash IS NOT NULL AND revoked_at IS NULL AND rotation_salt IS NULL RETURNING id`,
      [deviceId, createToken(), new Date(clock())],
    )
    if (asked.length > 0) await writeAudit(session, { actor, action: 'device.rotate', subject: `device:${deviceId}`, detail: { why } })
    const rows = await session.query('SELECT rotation_asked_at, rotation_salt FROM device WHERE id = $1 AND rotation_salt IS NOT NULL AND revoked_at IS NULL', [deviceId])
    const row = z.array(askedRow).parse(rows)[0]
    if (!row) throw new AppError('conflict', 'This tablet has no token that could be replaced: it is not enrolled, or it was revoked.')
    return { askedAt: row.rotation_asked_at.toISOString(), salt: row.rotation_salt }
  }

  return {
    /** The living device of a token with every place it stood at, at most two seconds old; null when unknown or revoked. */
    authenticate: async (token: string): Promise<KnownDevice | null> =>
      token.startsWith(DEVICE_TOKEN_PREFIX) ? memory.get(hashToken(token)) : null,

    /** Asks for another token, which the tablet is told at its next heartbeat. Asking twice is asking once. Throws 409 where there is none to replace. */
    rotate: async ({ deviceId, actor }: { deviceId: string; actor: string }): Promise<{ askedAt: string }> => {
      const { askedAt } = await record.transaction((session) => ask(session, deviceId, actor, 'asked'))
      return { askedAt }
    },

    /**
     * The next token, if one is due: because somebody asked, or because the present one is too old. Its hash is written down before it is
     * told, so that it works from the moment the tablet knows it; told again and again until it was used.
     */
    nextToken: async (deviceId: string, token: string, mark: TokenMark): Promise<string | null> => {
      const isOld = mark.tokenIssuedAt !== null && clock() - mark.tokenIssuedAt > tokenDays * DAY_MS
      if (mark.rotationSalt === null && !isOld) return null
      const salt = mark.rotationSalt ?? (await record.transaction((session) => ask(session, deviceId, 'system', 'age'))).salt
      const next = toNextToken(token, salt)
      if (mark.pendingTokenHash === hashToken(next)) return next
      // Only the present token may say what follows: one that has just ended is remembered for two seconds yet.
      const written = await record.query(
        'UPDATE device SET pending_token_hash = $2 WHERE id = $1 AND rotation_salt = $3 AND token_hash = $4 AND revoked_at IS NULL RETURNING id',
        [deviceId, hashToken(next), salt, hashToken(token)],
      )
      return written.length > 0 ? next : null
    },

    /** Our own changes to tablets are seen at once. */
    forgetRemembered: () => memory.forgetAll(),
  }
}
export type DeviceTokens = ReturnType<typeof createDeviceTokens>
