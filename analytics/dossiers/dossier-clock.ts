import type { ClockMark, ClockMeasure, ClockReason, ClockReasonCode, ClockStep, ClockVerdict, DossierOutcome } from '../../contract/dossier-clock.ts'
import { toHanoiDay } from '../../contract/period.ts'
import type { Calendar } from '../../registry/working-calendar/calendar.ts'
import { addDays } from '../../registry/working-calendar/days.ts'
import { toClosing, toElapsedDays, toDueDate, type Limit, type Pause } from '../../registry/working-calendar/due-date.ts'
import { toEnd, toOutcome, type Outcome, type OutcomeFacts } from './dossier-outcome.ts'
import { isReadable, toPauses, type Supplement } from './supplement-pauses.ts'

export interface ClockFacts extends OutcomeFacts { supplements: readonly Supplement[] }

/**
 * By which calendar the days are counted (that of `unitCode`, null for the country's), and the limit that the procedure had on the day
 * of receipt, null where there is none. `now` in milliseconds UTC.
 */
export interface ClockContext { now: number; calendar: Pick<Calendar, 'dayOf'>; unitCode: string | null; limit: Limit | null }

export interface ToldClock { outcome: DossierOutcome; verdict: ClockVerdict; why: ClockReason[]; steps: ClockStep[]; stepsLeftOut: number }

/** A story of more days than this is told from both its ends. */
const FIRST_DAYS_TOLD = 100
const LAST_DAYS_TOLD = 300
/** An appointment that lies further ahead than this is a slip of somebody's pen; the days until then are not told. */
const DAYS_AHEAD = 400

const REFUSED = 3
const STOPPED = 8

const toMoment = (epochMs: number) => new Date(epochMs).toISOString()
const toMomentOrNull = (epochMs: number | null) => (epochMs === null ? null : toMoment(epochMs))
const later = (one: string, other: string) => (one > other ? one : other)

/** The working days after one day up to another, that one included; below 0 where the other comes first. */
export function workingDaysBetween(from: string, to: string, isWorking: (day: string) => boolean): number {
  if (to < from) return -workingDaysBetween(to, from, isWorking)
  let count = 0
  for (let day = addDays(from, 1); day <= to; day = addDays(day, 1)) count += isWorking(day) ? 1 : 0
  // A minus before nothing would be another zero.
  return count || 0
}

/** What happened on which day. */
function toMarks(facts: ClockFacts, { end, computedDueAt, now }: { end: number | null; computedDueAt: number | null; now: number }): Map<string, ClockMark[]> {
  const marks = new Map<string, ClockMark[]>()
  const mark = (moment: number | null, name: ClockMark) => {
    const day = moment === null ? null : toHanoiDay(moment)
    if (day !== null && !marks.get(day)?.includes(name)) marks.set(day, [...(marks.get(day) ?? []), name])
  }
  mark(facts.registeredAt, 'received')
  for (const it of facts.supplements) {
    mark(it.requestedAt, 'supplement-requested')
    mark(it.completedAt, 'supplement-completed')
  }
  mark(facts.dueAt, 'due')
  if (facts.dueAt === null || computedDueAt === null || toHanoiDay(facts.dueAt) !== toHanoiDay(computedDueAt)) mark(computedDueAt, 'computed-due')
  mark(end, 'ended')
  if (end === null) mark(now, 'today')
  return marks
}

/** Both ends of a story that is too long. */
function cutLong(steps: ClockStep[]): { steps: ClockStep[]; stepsLeftOut: number } {
  const stepsLeftOut = Math.max(0, steps.length - FIRST_DAYS_TOLD - LAST_DAYS_TOLD)
  return { steps: stepsLeftOut === 0 ? steps : [...steps.slice(0, FIRST_DAYS_TOLD), ...steps.slice(-LAST_DAYS_TOLD)], stepsLeftOut }
}

/** The reasons of a verdict, from the most telling to the least. */
function toReasons(facts: ClockFacts, { outcome, reason }: Outcome, verdict: ClockVerdict): ClockReason[] {
  const { dueAt, computedDueAt, until, endedAt, limit, used, subtracted, receivedAt, countedFrom } = verdict
  const dayOf = (moment: string) => toHanoiDay(Date.parse(moment))
  const isOverLimit = limit !== null && (computedDueAt === null ? used > limit : dayOf(until) > dayOf(computedDueAt))
  const isBehind = outcome === 'late' || outcome === 'open-overdue'
  const differs = dueAt !== null && computedDueAt !== null && dayOf(dueAt) !== dayOf(computedDueAt)
  const unreadable = facts.supplements.filter((it) => !isReadable(it)).length
  const found: [ClockReasonCode | null, boolean, number?][] = [
    [reason, reason !== null],
    ['supplement-waiting', endedAt === null && facts.supplements.some((it) => it.completedAt === null)],
    ['supplement-subtracted', subtracted > 0, subtracted],
    ['limit-exceeded', outcome !== 'unclassified' && !isBehind && isOverLimit],
    ['limit-kept', isBehind && limit !== null && !isOverLimit],
    ['appointment-later-than-limit', differs && dueAt > computedDueAt],
    ['appointment-earlier-than-limit', differs && dueAt < computedDueAt],
    ['several-supplement-requests', facts.supplements.length > 1, facts.supplements.length],
    ['supplement-unreadable', unreadable > 0, unreadable],
    ['received-outside-hours', dayOf(receivedAt) !== dayOf(countedFrom)],
    ['ended-by-return', facts.finishedAt === null && facts.returnedAt !== null],
    ['refused', facts.status === REFUSED],
    ['stopped', facts.status === STOPPED],
    ['limit-unknown', limit === null],
  ]
  return found.flatMap(([code, holds, count = null]) => (code !== null && holds ? [{ code, count }] : []))
}

/** What each request takes off the clock: the days told as paused at whose closing it was awaited. */
const daysOff = (steps: readonly ClockStep[], pause: Pause) =>
  steps.filter(({ day, why, isAfter }) => !isAfter && why.kind === 'paused' && pause.from <= toClosing(day) && (pause.to === null || toClosing(day) < pause.to)).length

/**
 * How the time of a dossier went, told day by day, and what that makes of it. The appointment its source gave decides (the decrees on
 * one-stop shops: the slip binds the agency); what the procedure's limit would have given stands beside it. Nothing here is of the
 * agency's inside, so a citizen may be shown all of it.
 */
export function toDossierClock(facts: ClockFacts, { now, calendar, unitCode, limit }: ClockContext): ToldClock {
  const end = toEnd(facts)
  const until = end ?? now
  const untilDay = toHanoiDay(until)
  const pauses = toPauses(facts.supplements, end)
  const counting = { calendar, unitCode, pauses }
  const measure: ClockMeasure = limit !== null && 'hours' in limit ? 'hours' : 'working-days'
  const { countedFrom } = toDueDate(facts.registeredAt, { workingDays: 0 }, counting)
  const computedDueAt = limit === null ? null : toDueDate(facts.registeredAt, limit, counting).dueAt

  const marks = toMarks(facts, { end, computedDueAt, now })
  const lastMark = [...marks.keys()].reduce(later)
  const farthest = addDays(later(untilDay, toHanoiDay(facts.registeredAt)), DAYS_AHEAD)
  const lastDay = lastMark < farthest ? lastMark : farthest
  const days = toElapsedDays(facts.registeredAt, { until, lastDay: later(lastDay, untilDay), measure }, counting)
  const used = days.findLast((it) => it.day <= untilDay)?.counted ?? 0
  const steps = days.map((it): ClockStep => {
    const isAfter = it.day > untilDay
    const isStopped = isAfter && end !== null
    return { ...it, ...(isStopped ? { counts: false, counted: used } : {}), isAfter, marks: marks.get(it.day) ?? [] }
  })

  const verdict: ClockVerdict = {
    measure, limit: limit === null ? null : 'hours' in limit ? limit.hours : limit.workingDays,
    receivedAt: toMoment(facts.registeredAt), countedFrom: toMoment(countedFrom), dueAt: toMomentOrNull(facts.dueAt), computedDueAt: toMomentOrNull(computedDueAt),
    endedAt: toMomentOrNull(end), until: toMoment(until), used, subtracted: steps.filter((it) => !it.isAfter && it.why.kind === 'paused').length,
    daysFromDue: facts.dueAt === null ? null : workingDaysBetween(toHanoiDay(facts.dueAt), untilDay, (day) => calendar.dayOf(day, unitCode).isWorking),
    supplements: facts.supplements.map((it) => ({
      requestedAt: toMoment(it.requestedAt), completedAt: toMomentOrNull(it.completedAt), workingDays: toPauses([it], end).reduce((sum, pause) => sum + daysOff(steps, pause), 0),
    })),
  }
  const outcome = toOutcome(facts, now)
  return { outcome: outcome.outcome, verdict, why: toReasons(facts, outcome, verdict), ...cutLong(steps) }
}
