import type { AuditLog } from '../access/audit-log.ts'
import { sealAuditLog } from '../access/audit-seals.ts'
import type { Clock } from '../platform/clock.ts'
import type { Warehouse } from '../platform/warehouse/warehouse.ts'
import type { JobDefinition } from './job.ts'

/** Every night: keeps the audit log's newest line where whoever changes the log cannot reach it. */
export const sealAuditLogJob = (deps: { warehouse: Warehouse; auditLog: AuditLog; clock: Clock }): JobDefinition => ({
  id: 'seal-audit-log',
  schedule: { cron: '50 0 * * *' },
  run: () => sealAuditLog(deps),
})
