import { writeAudit } from '../access/audit-log.ts'
import type { RecordSession } from '../platform/record/record.ts'
import type { StretchChange } from './history.ts'
import { raiseVersion } from './registry-version.ts'
import { removeStretches, writeStretches, type StretchRow, type StretchTable } from './stretch-table.ts'

const CHANGES_PER_AUDIT_LINE = 500

interface Author {
  actor: string
  /** `unit.correct`, `reorganisation.make` … */
  action: string
  subject: string
  /** What the audit log calls them. */
  listedAs?: 'changes' | 'corrections'
}

/** Writes changes of one table, and into the audit log each stretch that was changed or removed beside what it was; tells every process. */
export async function writeChanges<Row extends StretchRow>(
  session: RecordSession, table: StretchTable<Row>, changes: readonly StretchChange<Row>[], { actor, action, subject, listedAs = 'changes' }: Author,
): Promise<void> {
  if (changes.length === 0) return
  await removeStretches(session, table, changes.flatMap(({ before, after }) => (before && !after ? [before] : [])))
  await writeStretches(session, table, changes.flatMap(({ after }) => after ?? []))
  for (let start = 0; start < changes.length; start += CHANGES_PER_AUDIT_LINE) {
    await writeAudit(session, { actor, action, subject, detail: { [listedAs]: changes.slice(start, start + CHANGES_PER_AUDIT_LINE) } })
  }
  await raiseVersion(session)
}
