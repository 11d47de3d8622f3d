import { z } from 'zod'
import { writeAudit } from '../../access/audit-log.ts'
import type { CaseOrigin } from '../../contract/case.ts'
import { toHanoiDay } from '../../contract/period.ts'
import type { Clock } from '../../platform/clock.ts'
import type { RecordSession, RecordStore } from '../../platform/record/record.ts'
import type { Calendar } from '../../registry/working-calendar/calendar.ts'
import type { Notices } from '../notifications/notices.ts'
import { toCaseClock } from './case-clock.ts'
import type { CaseLimitBook } from './case-limits.ts'
import { insertStep } from './case-rows.ts'

/** `originRef` names what it is about: with the origin it is there once. */
export interface CaseToOpen {
  origin: CaseOrigin; originRef: string; unitCode: string; counterCode?: string | null; alertId?: string | null; title?: string | null; words?: string | null
  score?: { score: number; scale: number } | null; wantsAnswer?: boolean; actor: string; openedAt: number
}

export interface OpenDeps { record: RecordStore; workingCalendar: Calendar; limits: CaseLimitBook; notices: Pick<Notices, 'tell'>; clock: Clock }

/** Opens a case with its first step, unless there is one of this origin; tells `handlers` of a new one. In the transaction of whoever calls. */
export async function openCase(session: RecordSession, { workingCalendar, limits, notices }: OpenDeps, it: CaseToOpen, handlers: readonly string[]): Promise<{ id: string; code: string; isNew: boolean }> {
  const { limits: [answer, close] } = toCaseClock({ unitCode: it.unitCode, openedAt: it.openedAt, answeredAt: null, closedAt: null }, (await limits.reader(session))(it.openedAt), { calendar: workingCalendar, now: it.openedAt })
  const year = toHanoiDay(it.openedAt).slice(2, 4)
  const [made] = z.array(z.object({ id: z.string(), code: z.string() })).parse(await session.query(
    `INSERT INTO case_file (code, unit_code, counter_code, origin, origin_ref, alert_id, title, score, scale, wants_answer, opened_at, answer_due_at, close_due_at)
     VALUES ('VV' || $1 || '-' || lpad(nextval('case_number')::text, 6, '0'), $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) ON CONFLICT (origin, origin_ref) DO NOTHING RETURNING id, code`,
    [year, it.unitCode, it.counterCode ?? null, it.origin, it.originRef, it.alertId ?? null, it.title ?? null, it.score?.score ?? null, it.score?.scale ?? null, it.wantsAnswer ?? false,
      new Date(it.openedAt), new Date(answer.dueAt), new Date(close.dueAt)],
  ))
  if (!made) {
    const [known] = z.tuple([z.object({ id: z.string(), code: z.string() })]).parse(await session.query('SELECT id, code FROM case_file WHERE origin = $1 AND origin_ref = $2', [it.origin, it.originRef]))
    return { ...known, isNew: false }
  }
  await insertStep(session, made.id, { kind: 'opened', words: it.words ?? null, by: it.actor, at: it.openedAt })
  await writeAudit(session, { actor: it.actor, action: 'case.open', subject: `case:${made.code}`, detail: { origin: it.origin, originRef: it.originRef, unit: it.unitCode } })
  await notices.tell(session, { kind: 'case-new', subject: `case:${made.code}`, unitCode: it.unitCode, facts: { code: made.code } }, handlers)
  return { ...made, isNew: true }
}
