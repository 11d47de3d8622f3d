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

/** Writes down who changed what, in the transaction of the change itself: both are there, or neither. */
export async function writeAudit(session: RecordSession, { actor, action, subject, detail }: AuditEntry): Promise<void> {
  await session.query('INSERT INTO audit_log (actor, action, subject, detail) VALUES ($1, $2, $3, $4::jsonb)', [
    actor, action, subject, JSON.stringify(detail),
  ])
}
