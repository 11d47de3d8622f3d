import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { KEY_WARNING_DAYS, keyState, scope, type ApiKeyRow, type Scope } from '../contract/access.ts'
import type { Clock } from '../platform/clock.ts'
import type { RecordStore } from '../platform/record/record.ts'
import { createKeyUses } from './api-key-uses.ts'
import { writeAudit } from './audit-log.ts'
import { createBriefMemory } from './brief-memory.ts'
import { createToken, hashToken } from './secret-token.ts'

export const API_KEY_PREFIX = 'tdk_'
const DAY_MS = 86_400_000

const keyRow = z
  .object({ id: z.string(), name: z.string(), scopes: z.array(scope), unit_code: z.string().nullable(), expires_at: z.date().nullable() })
  .transform(({ unit_code: unitCode, expires_at: expiresAt, ...row }) => ({ ...row, unitCode, expiresAt: expiresAt?.getTime() ?? null }))
export type ApiKey = z.infer<typeof keyRow>

const instantOrNull = z.date().nullable().transform((it) => it?.toISOString() ?? null)
const listedKey = z
  .object({
    id: z.string(), name: z.string(), scopes: z.array(scope), unit_code: z.string().nullable(), state: keyState, created_at: z.date(),
    expires_at: instantOrNull, last_used_at: instantOrNull, revoked_at: instantOrNull,
  })
  .transform((row): ApiKeyRow => ({
    id: row.id, name: row.name, scopes: row.scopes, unitCode: row.unit_code, state: row.state, createdAt: row.created_at.toISOString(),
    expiresAt: row.expires_at, lastUsedAt: row.last_used_at, revokedAt: row.revoked_at,
  }))

/** `$1` is now, `$2` the end of the warning. */
const STATE = `CASE WHEN revoked_at IS NOT NULL THEN 'revoked' WHEN expires_at <= $1 THEN 'expired' WHEN expires_at <= $2 THEN 'expiring' ELSE 'active' END`
const LISTED = `id, name, scopes, unit_code, ${STATE} AS state, created_at, expires_at, last_used_at, revoked_at`

/** `units` null is the whole country; `after` is the id of the last row shown, '' for the first page. */
export interface KeySearch { query?: string; scope?: Scope; state?: ApiKeyRow['state']; units: readonly string[] | null; after: string; limit: number }

/** The keys of other systems. */
export function createApiKeys({ record, clock }: { record: RecordStore; clock: Clock }) {
  const findByHash = async (keyHash: string): Promise<ApiKey | null> => {
    const rows = await record.query('SELECT id, name, scopes, unit_code, expires_at FROM api_key WHERE key_hash = $1 AND revoked_at IS NULL', [keyHash])
    return z.array(keyRow).parse(rows)[0] ?? null
  }
  const memory = createBriefMemory({ clock, fetch: findByHash })
  const uses = createKeyUses({ record, clock })
  const moments = () => [new Date(clock()), new Date(clock() + KEY_WARNING_DAYS * DAY_MS)]

  return {
    /** The living key of a token, at most two seconds old; null when it is unknown, revoked or past its end. */
    authenticate: async (token: string): Promise<ApiKey | null> => {
      const key = token.startsWith(API_KEY_PREFIX) ? await memory.get(hashToken(token)) : null
      if (!key || (key.expiresAt !== null && key.expiresAt <= clock())) return null
      uses.note(key.id)
      return key
    },

    /** Makes a key and answers it the only time it can be read; `expiresAt` in epoch milliseconds, null for never. */
    create: async ({ name, scopes, unitCode, expiresAt = null, actor }: { name: string; scopes: Scope[]; unitCode: string | null; expiresAt?: number | null; actor: string }) => {
      const id = randomUUID()
      const key = createToken(API_KEY_PREFIX)
      const end = expiresAt === null ? null : new Date(expiresAt)
      await record.transaction(async (session) => {
        await session.query('INSERT INTO api_key (id, key_hash, name, scopes, unit_code, expires_at) VALUES ($1, $2, $3, $4::text[], $5, $6)', [
          id, hashToken(key), name, scopes, unitCode, end,
        ])
        await writeAudit(session, { actor, action: 'api-key.create', subject: `api-key:${id}`, detail: { name, scopes, unitCode, ...(end ? { expiresAt: end.toISOString() } : {}) } })
      })
      return { id, key }
    },

    /** Keys that fit, the newest first, without their secrets. */
    list: async ({ query, scope, state, units, after, limit }: KeySearch): Promise<ApiKeyRow[]> => z.array(listedKey).parse(await record.query(
      `SELECT ${LISTED} FROM api_key
       WHERE ($3::text IS NULL OR strpos(lower(name), lower($3)) > 0) AND ($4::text IS NULL OR $4 = ANY(scopes)) AND ($5::text IS NULL OR ${STATE} = $5)
         AND ($6::text[] IS NULL OR unit_code = ANY($6))
         AND ($7 = '' OR (created_at, id) < (SELECT created_at, id FROM api_key WHERE id::text = $7))
       ORDER BY created_at DESC, id DESC LIMIT $8`,
      [...moments(), query || null, scope ?? null, state ?? null, units, after, limit],
    )),

    /** The units that keys are for; null is not among them. */
    unitCodes: async (): Promise<string[]> => z.array(z.object({ unit_code: z.string() })).parse(
      await record.query('SELECT DISTINCT unit_code FROM api_key WHERE unit_code IS NOT NULL'),
    ).map((it) => it.unit_code),

    find: async (id: string): Promise<ApiKeyRow | null> =>
      z.array(listedKey).parse(await record.query(`SELECT ${LISTED} FROM api_key WHERE id::text = $3`, [...moments(), id]))[0] ?? null,

    /** Revokes a key. Revoking twice is harmless. */
    revoke: async ({ id, actor }: { id: string; actor: string }): Promise<void> => {
      await record.transaction(async (session) => {
        const revoked = await session.query('UPDATE api_key SET revoked_at = now() WHERE id::text = $1 AND revoked_at IS NULL RETURNING id', [id])
        if (revoked.length > 0) await writeAudit(session, { actor, action: 'api-key.revoke', subject: `api-key:${id}`, detail: {} })
      })
      memory.forgetAll()
    },
  }
}
export type ApiKeys = ReturnType<typeof createApiKeys>
