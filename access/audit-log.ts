import { z } from 'zod'
import type { AuditLine } from '../contract/audit.ts'
import type { RecordSession } from '../platform/record/record.ts'

export interface AuditEntry {
  /** `person:<id>`, `key:<id>`, `device:<id>` or `system`. */
  actor: string
  /** `api-key.create`, `device.revoke` … */
  action: string
  /** What it was done to: `api-key:<id>`, `unit:H57.01` … */
  subject: string
  /** What else a reader years later must know. Never a secret. */
  detail: Record<string, unknown>
}

/** Writes down who changed what, in the transaction of the change itself: both are there, or neither. The database chains the lines. */
export async function writeAudit(session: RecordSession, { actor, action, subject, detail }: AuditEntry): Promise<void> {
  await session.query('INSERT INTO audit_log (actor, action, subject, detail) VALUES ($1, $2, $3, $4::jsonb)', [
    actor, action, subject, JSON.stringify(detail),
  ])
}

const MICROSECONDS = `to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`
const lineRow = z.object({
  seq: z.number(), at: z.string(), actor: z.string(), actor_name: z.string().nullable(), action: z.string(), subject: z.string(),
  detail: z.record(z.string(), z.unknown()), hash: z.string(),
}).transform(({ actor_name: actorName, ...line }): AuditLine => ({ ...line, actorName }))
/** `detail` as the text that was hashed. */
const exportedRow = z.object({ seq: z.number(), at: z.string(), actor: z.string(), action: z.string(), subject: z.string(), detail: z.string(), hash: z.string() })

/** `before` is a number of a line; days are those of Asia/Ho_Chi_Minh, half open. */
export interface AuditSearch { actor?: string; action?: string; subject?: string; from?: string; to?: string; before: number; limit: number }

/** Reads the log. */
export function createAuditLog({ record }: { record: RecordSession }) {
  return {
    /** Lines that fit, the newest first. */
    list: async ({ actor, action, subject, from, to, before, limit }: AuditSearch): Promise<AuditLine[]> =>
      z.array(lineRow).parse(await record.query(
        `SELECT seq, ${MICROSECONDS} AS at, actor, coalesce(account.name, api_key.name) AS actor_name, action, subject, detail, hash
         FROM audit_chain JOIN audit_log ON audit_log.id = audit_id
         LEFT JOIN account ON actor = 'person:' || account.id::text
         LEFT JOIN api_key ON actor = 'key:' || api_key.id::text
         WHERE seq < $1 AND ($2::text IS NULL OR actor = $2) AND ($3::text IS NULL OR action = $3 OR action LIKE replace($3, '_', '\\_') || '.%')
           AND ($4::text IS NULL OR subject = $4)
           AND ($5::date IS NULL OR at >= $5::date::timestamp AT TIME ZONE 'Asia/Ho_Chi_Minh')
           AND ($6::date IS NULL OR at < $6::date::timestamp AT TIME ZONE 'Asia/Ho_Chi_Minh')
         ORDER BY seq DESC LIMIT $7`,
        [before, actor ?? null, action ?? null, subject ?? null, from ?? null, to ?? null, limit],
      )),

    /** The lines after one, from the oldest on, as they are hashed. */
    exported: async (after: number, limit: number) => z.array(exportedRow).parse(await record.query(
      `SELECT seq, ${MICROSECONDS} AS at, actor, action, subject, detail::text AS detail, hash
       FROM audit_chain JOIN audit_log ON audit_log.id = audit_id WHERE seq > $1 ORDER BY seq LIMIT $2`,
      [after, limit],
    )),

    /** The newest line's number and hash; null while there is none. */
    head: async () => z.array(z.object({ seq: z.number(), hash: z.string() })).parse(
      await record.query('SELECT seq, hash FROM audit_chain ORDER BY seq DESC LIMIT 1'),
    )[0] ?? null,
  }
}
export type AuditLog = ReturnType<typeof createAuditLog>
