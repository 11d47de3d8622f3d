import { toHanoiDay } from '../../contract/period.ts'
import type { Clock } from '../../platform/clock.ts'
import type { RecordStore } from '../../platform/record/record.ts'
import type { DueAlarmBook } from '../../registry/due-alarms/due-alarm-book.ts'
import { HANDLING_ROLES } from '../cases/case-steps.ts'
import type { Notices } from './notices.ts'
import type { Recipients } from './recipients.ts'

/** Tells those who answer for an agency what of it falls due, as the morning's alarms say; once for a morning, whenever it is called that day. */
export async function tellDueDossiers({ record, clock, book, notices, recipients }: { record: RecordStore; clock: Clock; book: Pick<DueAlarmBook, 'isRaised' | 'alarmsOf'>; notices: Pick<Notices, 'tell'>; recipients: Recipients }): Promise<void> {
  const today = toHanoiDay(clock())
  if (!(await book.isRaised(today))) return
  const subject = `day:${today}`
  if ((await record.query("SELECT 1 FROM notice WHERE kind = 'due-dossiers' AND subject = $1 LIMIT 1", [subject])).length > 0) return
  const counts = new Map<string, number>()
  for (const { agencyCode, centreCode, codes } of await book.alarmsOf(today)) {
    const unit = centreCode === '' ? agencyCode : centreCode
    counts.set(unit, (counts.get(unit) ?? 0) + codes.length)
  }
  const told = new Map<string, { unitCode: string; count: number }>()
  for (const [unit, count] of counts) {
    for (const { id, unitCode } of await recipients.nearest(unit, HANDLING_ROLES)) told.set(id, { unitCode: unitCode ?? unit, count: (told.get(id)?.count ?? 0) + count })
  }
  await record.transaction(async (session) => {
    for (const [id, { unitCode, count }] of told) await notices.tell(session, { kind: 'due-dossiers', subject, unitCode, facts: { count } }, [id])
  })
}
