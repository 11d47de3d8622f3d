import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { scope, type Scope } from '../contract/access.ts'
import type { Clock } from '../platform/clock.ts'
import type { RecordStore } from '../platform/record/record.ts'
import { writeAudit } from './audit-log.ts'
import { createBriefMemory } from './brief-memory.ts'
import { createToken, hashToken } from './secret-token.ts'

export const API_KEY_PREFIX = 'tdk_'

const keyRow = z
  .object({ id: z.string(), name: z.string(), scopes: z.array(scope), unit_code: z.string().nullable() })
  .transform(({ unit_code: unitCode, ...row }) => ({ ...row, unitCode }))
export type ApiKey = z.infer<typeof keyRow>

const listedKey = z
  .object({ id: z.string(), name: z.string(), scopes: z.array(scope), unit_code: z.string().nullable(), created_at: z.date(), revoked_at: z.date().nullable() })
  .transform((row) => ({
    id: row.id, name: row.name, scopes: row.scopes, unitCode: row.unit_code,
    createdAt: row.created_at.toISOString(), revokedAt: row.revoked_at?.toISOString() ?? null,
  }))

const LISTED = 'id, name, scopes, unit_code, created_at, revoked_at'

/** The keys of other systems. */
export function createApiKeys({ record, clock }: { record: RecordStore; clock: Clock }) {
  const findByHash = async (keyHash: string): Promise<ApiKey | null> => {
    const rows = await record.query('SELECT id, name, scopes, unit_code FROM api_key WHERE key_hash = $1 AND revoked_at IS NULL', [keyHash])
    return z.array(keyRow).parse(rows)[0] ?? null
  }
  const memory = createBriefMemory({ clock, fetch: findByHash })

  return {
    /** The living key of a token, at most two seconds old; null when it is unknown or revoked. */
    authenticate: async (token: string): Promise<ApiKey | null> =>
      token.startsWith(API_KEY_PREFIX) ? memory.get(hashToken(token)) : null,

    /** Makes a key and answers it the only time it can be read. */
    create: async ({ name, scopes, unitCode, actor }: { name: string; scopes: Scope[]; unitCode: string | null; actor: string }) => {
      const id = randomUUID()
      const key = createToken(API_KEY_PREFIX)
      await record.transaction(async (session) => {
        await session.query('INSERT INTO api_key (id, key_hash, name, scopes, unit_code) VALUES ($1, $2, $3, $4::text[], $5)', [
          id, hashToken(key), name, scopes, unitCode,
        ])
        await writeAudit(session, { actor, action: 'api-key.create', subject: `api-key:${id}`, detail: { name, scopes, unitCode } })
      })
      return { id, key }
    },

    /** All keys, the newest first, without their secrets. */
    list: async () => z.array(listedKey).parse(await record.query(`SELECT ${LISTED} FROM api_key ORDER BY created_at DESC, id`)),

    find: async (id: string) => z.array(listedKey).parse(await record.query(`SELECT ${LISTED} FROM api_key WHERE id::text = $1`, [id]))[0] ?? null,

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
