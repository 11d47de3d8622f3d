import type { CaseLimit, CaseLimits, LimitState } from '../../contract/case.ts'
import type { DueStep } from '../../contract/working-calendar.ts'
import type { Calendar } from '../../registry/working-calendar/calendar.ts'
import { toDueDate, toElapsed } from '../../registry/working-calendar/due-date.ts'

/** A case as far as its clock goes; moments in milliseconds UTC. */
export interface ClockedCase { unitCode: string; openedAt: number; answeredAt: number | null; closedAt: number | null }
export interface CaseClock { limits: [answer: CaseLimit, close: CaseLimit]; next: CaseLimit | null; days: DueStep[] }

/** So much of a limit, in working days, is left when it is called near: a fifth, at least the last day. */
const nearFrom = (days: number) => Math.max(1, Math.floor(days / 5))

/**
 * The two limits of a case in working days of its unit, counted from its opening as due dates of dossiers are. What has missed the first limit and was
 * answered later has missed it for good.
 */
export function toCaseClock({ unitCode, openedAt, answeredAt, closedAt }: ClockedCase, limits: Pick<CaseLimits, 'answer' | 'close'>, { calendar, now }: { calendar: Pick<Calendar, 'dayOf'>; now: number }): CaseClock {
  const counting = { calendar, unitCode }
  const limitOf = (kind: CaseLimit['kind'], days: number, doneAt: number | null): CaseLimit => {
    const { dueAt } = toDueDate(openedAt, { workingDays: days }, counting)
    if (dueAt === null) throw new Error('a limit without pauses has no end')
    const isNear = () => days - toElapsed(openedAt, now, counting).workingDays <= nearFrom(days)
    const state: LimitState = doneAt !== null ? (doneAt <= dueAt ? 'kept' : 'missed') : now > dueAt ? 'over' : isNear() ? 'near' : 'running'
    return { kind, days, dueAt: new Date(dueAt).toISOString(), doneAt: doneAt === null ? null : new Date(doneAt).toISOString(), state }
  }
  const answer = limitOf('answer', limits.answer, answeredAt)
  const close = limitOf('close', limits.close, closedAt)
  return {
    limits: [answer, close], next: closedAt !== null ? null : answeredAt === null ? answer : close,
    days: toDueDate(openedAt, { workingDays: limits.close }, counting).steps,
  }
}
