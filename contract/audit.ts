import { z } from 'zod'
import { day } from './codes.ts'

/** One line of the audit log; `hash` covers the line and the hash before it. `actorName` is who that is today. */
export const auditLine = z.object({
  seq: z.int(), at: z.string(), actor: z.string(), actorName: z.string().nullable(), action: z.string(), subject: z.string(),
  detail: z.record(z.string(), z.unknown()), hash: z.string(),
})
export type AuditLine = z.infer<typeof auditLine>

/** `GET /api/v1/audit-log`, the newest first; `action` may be the beginning of one (`account`), `from` and `to` are days, half open. */
export const auditQuery = z.strictObject({
  actor: z.string().max(100).optional(), action: z.string().max(60).optional(), subject: z.string().max(120).optional(),
  from: day.optional(), to: day.optional(),
  cursor: z.string().max(200).optional(), limit: z.coerce.number().int().min(1).max(500).default(100),
})
export const auditPage = z.object({ rows: z.array(auditLine), cursor: z.string().nullable() })

/** What the log's newest line was at a moment, kept in another store: nobody can cut the log's end off unseen. */
export const auditSeal = z.object({ sealedAt: z.string(), seq: z.int(), hash: z.string() })
export const auditSeals = z.object({ rows: z.array(auditSeal) })
export type AuditSeal = z.infer<typeof auditSeal>
