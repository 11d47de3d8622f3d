import { toHanoiDay } from '../../contract/period.ts'
import type { PetitionLimit, PetitionLimitKind, PetitionLimits } from '../../contract/petition.ts'
import type { DueStep } from '../../contract/working-calendar.ts'
import type { Calendar } from '../../registry/working-calendar/calendar.ts'
import { addDays } from '../../registry/working-calendar/days.ts'
import { toDueDate } from '../../registry/working-calendar/due-date.ts'
import { isFinished, type PetitionLife } from './petition-life.ts'

export interface ClockPlace { calendar: Pick<Calendar, 'dayOf'>; unitCode: string; now: number }

/** Every limit of a petition with how it stands; `days` is the way to the answer, day by day, with its reasons. */
export interface PetitionClock { limits: PetitionLimit[]; next: PetitionLimit | null; /** when the next one becomes near, milliseconds UTC */ nearAt: number | null; hasMissed: boolean; days: DueStep[] }

/** So much of a limit, in working days, is left when it is called near: a fifth, at least the last day. */
const nearFrom = (limit: number) => Math.max(1, Math.floor(limit / 5))

const toIso = (moment: number | null) => (moment === null ? null : new Date(moment).toISOString())

/**
 * The limits of a petition, in working days of the unit that handles it (domain.md 5.2): to refuse and to ask for more from receipt, to answer
 * from receipt less the time the sender was waited for, to publish from the answer. A limit that is no longer possible to use is `passed`, and
 * nobody has missed it; one that was used too late is `missed`, and so is an answer that has not come (`over` until it comes).
 */
export function toPetitionClock(life: PetitionLife, limits: PetitionLimits, { calendar, unitCode, now }: ClockPlace): PetitionClock {
  const { receivedAt, pauses, askedAt, refusedAt, resolvedAt, publishedAt } = life
  const isOver = isFinished(life.state)

  const nearAt = new Map<PetitionLimitKind, number>()
  const limitOf = (kind: PetitionLimitKind, from: number | null, doneAt: number | null, { paused = pauses, isDemanded = true, isPossible = true } = {}): PetitionLimit => {
    const days = limits[kind]
    if (from === null) return { kind, days, dueAt: null, doneAt: null, state: 'unused' }
    const counting = { calendar, unitCode, pauses: paused }
    const { dueAt } = toDueDate(from, { workingDays: days }, counting)
    const told = { kind, days, dueAt: toIso(dueAt), doneAt: toIso(doneAt) }
    if (doneAt !== null) return { ...told, state: dueAt === null || doneAt <= dueAt ? 'kept' : 'missed' }
    if (!isPossible) return { ...told, dueAt: null, state: 'unused' }
    if (dueAt === null) return { ...told, state: 'paused' }
    if (now > dueAt) return { ...told, state: isDemanded ? 'over' : 'passed' }
    const before = days - nearFrom(days) - 1
    const near = before < 0 ? from : toDueDate(from, { workingDays: before }, counting).dueAt ?? dueAt
    nearAt.set(kind, near)
    return { ...told, state: now > near ? 'near' : 'running' }
  }

  const isUndecided = life.state === 'received' || life.state === 'classified'
  // Who was asked for more and says nothing is refused when the waiting ends, which the limit to refuse at once does not concern.
  const refuse = limitOf('refuse', receivedAt, askedAt === null ? refusedAt : null, { paused: [], isDemanded: false, isPossible: isUndecided })
  const ask = limitOf('ask', receivedAt, askedAt, { paused: [], isDemanded: false, isPossible: isUndecided })
  const resolve = limitOf('resolve', receivedAt, askedAt !== null && refusedAt !== null ? refusedAt : resolvedAt, { isPossible: !isOver })
  const publish = limitOf('publish', resolvedAt, publishedAt, { paused: [] })
  const all = [refuse, ask, resolve, publish]
  const running = all.filter((it) => it.dueAt !== null && (it.state === 'running' || it.state === 'near' || it.state === 'over'))
  const next = isOver ? null : running.sort((a, b) => ((a.dueAt ?? '') < (b.dueAt ?? '') ? -1 : 1))[0] ?? null
  return {
    limits: all, hasMissed: all.some((it) => it.state === 'missed' || it.state === 'over'), next, nearAt: next === null ? null : nearAt.get(next.kind) ?? null,
    days: toDueDate(receivedAt, { workingDays: limits.resolve }, { calendar, unitCode, pauses }).steps,
  }
}

/**
 * The day on which a petition counts as handled, and whether in time: the day it was refused or its answer published, or before that the day
 * after the first limit was missed. Null while neither has come. Once it counts, it counts on that day for good.
 */
export function toCounted({ refusedAt, publishedAt }: PetitionLife, { limits }: Pick<PetitionClock, 'limits'>): { on: string; inTime: boolean } | null {
  const missed = limits.filter((it) => it.state === 'missed' || it.state === 'over').flatMap(({ dueAt }) => (dueAt === null ? [] : addDays(toHanoiDay(Date.parse(dueAt)), 1))).sort()[0]
  const endedAt = refusedAt ?? publishedAt
  const ended = endedAt === null ? undefined : toHanoiDay(endedAt)
  if (missed !== undefined) return { on: ended !== undefined && ended < missed ? ended : missed, inTime: false }
  return ended === undefined ? null : { on: ended, inTime: true }
}
