import { z } from 'zod'
import type { AuditSeal } from '../contract/audit.ts'
import type { Clock } from '../platform/clock.ts'
import { defineQuery } from '../platform/warehouse/define-query.ts'
import type { Warehouse } from '../platform/warehouse/warehouse.ts'
import type { AuditLog } from './audit-log.ts'

const seals = defineQuery<Record<string, never>, AuditSeal>({
  name: 'audit-seals',
  sql: 'SELECT toUnixTimestamp64Milli(sealed_at) AS sealed_ms, seq, hash FROM audit_seals ORDER BY sealed_at',
  row: z.object({ sealed_ms: z.coerce.number(), seq: z.coerce.number(), hash: z.string() })
    .transform(({ sealed_ms: ms, seq, hash }) => ({ sealedAt: new Date(ms).toISOString(), seq, hash })),
})

/** Every seal, the oldest first. */
export const readAuditSeals = (warehouse: Warehouse): Promise<AuditSeal[]> => warehouse.select(seals, {})

/** Keeps the log's newest line in the warehouse: whoever cuts the log's end off in the record contradicts a seal. */
export async function sealAuditLog({ warehouse, auditLog, clock }: { warehouse: Warehouse; auditLog: AuditLog; clock: Clock }): Promise<void> {
  const head = await auditLog.head()
  if (head) await warehouse.insert('audit_seals', ['sealed_at', 'seq', 'hash'], [[new Date(clock()).toISOString(), head.seq, head.hash]])
}
