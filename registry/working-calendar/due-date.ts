import { toHanoiDay } from '../../contract/period.ts'
import type { DueStep, DueStepKind } from '../../contract/working-calendar.ts'
import type { Calendar } from './calendar.ts'
import { addDays, toDayStart } from './days.ts'

/**
 * How time limits are counted. The texts of the decrees on this (118/2025/NĐ-CP among them) have not been read; the defaults are how
 * offices count, and each can be changed. See docs/decisions/0019.
 */
export interface CountingRules {
  /** When an office is open on a working day: minutes after midnight, in order. */
  spans: readonly (readonly [from: number, to: number])[]
  /** What a whole day of opening is worth, so that 8 hours are one working day even where an office is open for seven and a half. */
  hoursPerDay: number
  /** What is received after closing counts as received at the next opening, or still on its day. */
  lateReceipt: 'next-opening' | 'same-day'
}

/** 07:30–11:30 and 13:30–17:00. */
export const USUAL_RULES: CountingRules = { spans: [[450, 690], [810, 1020]], hoursPerDay: 8, lateReceipt: 'next-opening' }

/** A time in which the clock stands still, a request for supplements say; milliseconds UTC, half open, `to` null while nobody knows. */
export interface Pause { from: number; to: number | null }
export type Limit = { workingDays: number } | { hours: number }

export interface Counting { calendar: Pick<Calendar, 'dayOf'>; unitCode?: string | null; pauses?: readonly Pause[]; rules?: CountingRules }

/** `countedFrom` and `dueAt` in milliseconds UTC; `dueAt` null while a pause has no end. */
export interface DueDate { countedFrom: number; dueAt: number | null; steps: DueStep[] }

const MINUTE_MS = 60_000
/** Past the last year of the calendar nothing is counted any more. */
const END_OF_COUNTING = '2102-01-01'

const WORDS: Record<'receipt' | 'received-late' | 'paused', DueStep['why']['name']> = {
  'receipt': { vi: 'Ngày tiếp nhận, chưa tính', en: 'Day of receipt, not counted' },
  'received-late': { vi: 'Nhận sau giờ làm việc: tính như nhận vào đầu ngày làm việc kế tiếp', en: 'Received after hours: as if at the next opening' },
  'paused': { vi: 'Chờ bổ sung hồ sơ, không tính', en: 'Waiting for supplements, not counted' },
}

const pausedBy = (pauses: readonly Pause[], moment: number) => pauses.find((it) => it.from <= moment && (it.to === null || moment < it.to)) ?? null

/** What is left of a span outside all pauses. */
function outsidePauses(span: { from: number; to: number }, pauses: readonly Pause[]): { from: number; to: number }[] {
  return pauses.reduce<{ from: number; to: number }[]>((left, pause) => left.flatMap((it) => {
    const pauseTo = pause.to ?? Infinity
    return [{ from: it.from, to: Math.min(it.to, pause.from) }, { from: Math.max(it.from, pauseTo), to: it.to }].filter((part) => part.from < part.to)
  }), [span].filter((it) => it.from < it.to))
}

/** One counting: its days with their reasons, opening and closing times. */
function countingOf({ calendar, unitCode = null, pauses = [], rules = USUAL_RULES }: Counting) {
  const spansOn = (day: string) => rules.spans.map(([from, to]) => ({ from: toDayStart(day) + from * MINUTE_MS, to: toDayStart(day) + to * MINUTE_MS }))
  const openingOf = (day: string) => toDayStart(day) + (rules.spans[0]?.[0] ?? 0) * MINUTE_MS
  const closingOf = (day: string) => toDayStart(day) + (rules.spans.at(-1)?.[1] ?? 0) * MINUTE_MS
  const minutesPerDay = rules.spans.reduce((sum, [from, to]) => sum + to - from, 0)
  const factsOf = (day: string) => calendar.dayOf(day, unitCode)
  const step = (day: string, counted: number, more: { counts?: boolean; kind?: keyof typeof WORDS } = {}): DueStep => {
    const { kind, name, law } = factsOf(day)
    const why = more.kind ? { kind: more.kind as DueStepKind, name: WORDS[more.kind], law: null } : { kind, name, law }
    return { day, counts: more.counts ?? false, counted, why }
  }
  /** Day 0, on which a dossier counts as received: the day itself, or the next working day; with the days passed over until then. */
  const receiptOf = (receivedAt: number) => {
    const steps: DueStep[] = []
    let day = toHanoiDay(receivedAt)
    const isLate = factsOf(day).isWorking && receivedAt > closingOf(day) && rules.lateReceipt === 'next-opening'
    const isMoved = isLate || !factsOf(day).isWorking
    if (isLate) {
      steps.push(step(day, 0, { kind: 'received-late' }))
      day = addDays(day, 1)
    }
    while (!factsOf(day).isWorking && day < END_OF_COUNTING) {
      steps.push(step(day, 0))
      day = addDays(day, 1)
    }
    return { day, steps, countedFrom: isMoved ? openingOf(day) : Math.max(receivedAt, openingOf(day)) }
  }
  return { pauses, factsOf, spansOn, closingOf, step, receiptOf, toOpenMs: (hours: number) => hours * minutesPerDay * MINUTE_MS / rules.hoursPerDay, toHours: (openMs: number) => openMs / (minutesPerDay * MINUTE_MS) * rules.hoursPerDay }
}

type KnownCounting = ReturnType<typeof countingOf>

/** Every day from receipt on with the working days so far, and the pause it falls into; a day counts when the clock runs at its closing. */
function* countDays(receivedAt: number, { pauses, factsOf, closingOf, step, receiptOf }: KnownCounting): Generator<{ step: DueStep; pause: Pause | null }> {
  const { day: dayOfReceipt, steps } = receiptOf(receivedAt)
  for (const passedOver of steps) yield { step: passedOver, pause: null }
  yield { step: step(dayOfReceipt, 0, { kind: 'receipt' }), pause: null }
  let counted = 0
  for (let day = addDays(dayOfReceipt, 1); day < END_OF_COUNTING; day = addDays(day, 1)) {
    const { isWorking } = factsOf(day)
    const pause = isWorking ? pausedBy(pauses, closingOf(day)) : null
    if (isWorking && !pause) counted += 1
    yield { step: pause ? step(day, counted, { kind: 'paused' }) : step(day, counted, { counts: isWorking }), pause }
  }
}

/**
 * Due at the closing of the n-th working day after the day of receipt; a day counts when the clock runs at its closing, so a pause costs
 * as many days as lie between its first and its last.
 */
function dueByDays(receivedAt: number, limit: number, counting: KnownCounting): DueDate {
  const { day: dayOfReceipt, countedFrom } = counting.receiptOf(receivedAt)
  const steps: DueStep[] = []
  for (const { step, pause } of countDays(receivedAt, counting)) {
    steps.push(step)
    if (step.day >= dayOfReceipt && step.counted === limit) return { countedFrom, dueAt: counting.closingOf(step.day), steps }
    if (pause?.to === null) break
  }
  return { countedFrom, dueAt: null, steps }
}

const rounded = (hours: number) => Math.round(hours * 100) / 100

/** Due when the hours have run within opening times; they run from the moment of receipt. */
function dueByHours(receivedAt: number, limit: number, counting: KnownCounting): DueDate {
  const { pauses, factsOf, spansOn, step, receiptOf, toOpenMs, toHours } = counting
  const { day: dayOfReceipt, steps, countedFrom } = receiptOf(receivedAt)
  const neededMs = Math.round(toOpenMs(limit))
  if (neededMs === 0) return { countedFrom, dueAt: countedFrom, steps: [...steps, step(dayOfReceipt, 0)] }
  let ranMs = 0
  for (let day = dayOfReceipt; day < END_OF_COUNTING; day = addDays(day, 1)) {
    const open = factsOf(day).isWorking ? spansOn(day).map((it) => ({ ...it, from: Math.max(it.from, countedFrom) })) : []
    const running = open.flatMap((it) => outsidePauses(it, pauses))
    const before = ranMs
    for (const { from, to } of running) {
      if (ranMs + to - from >= neededMs) {
        steps.push(step(day, limit, { counts: true }))
        return { countedFrom, dueAt: from + neededMs - ranMs, steps }
      }
      ranMs += to - from
    }
    const isPaused = ranMs === before && open.some((it) => it.from < it.to)
    steps.push(isPaused ? step(day, rounded(toHours(ranMs)), { kind: 'paused' }) : step(day, rounded(toHours(ranMs)), { counts: ranMs > before }))
    if (pauses.some((it) => it.to === null && it.from <= (open.at(-1)?.to ?? -Infinity))) return { countedFrom, dueAt: null, steps }
  }
  return { countedFrom, dueAt: null, steps }
}

/** When a dossier received at a moment (milliseconds UTC) is due, day by day with the reason. */
export function toDueDate(receivedAt: number, limit: Limit, counting: Counting): DueDate {
  const known = countingOf(counting)
  return 'workingDays' in limit ? dueByDays(receivedAt, limit.workingDays, known) : dueByHours(receivedAt, limit.hours, known)
}

/**
 * Every day from receipt to `lastDay` with what was counted by then, for a dossier that is not measured against a limit but told as it
 * went. Hours run until `until` (milliseconds UTC) and no further; working days are counted on, the reader knows which are past.
 */
export function toElapsedDays(
  receivedAt: number, { until, lastDay, measure }: { until: number; lastDay: string; measure: 'working-days' | 'hours' }, counting: Counting,
): DueStep[] {
  const known = countingOf(counting)
  if (measure === 'working-days') {
    const steps: DueStep[] = []
    for (const { step } of countDays(receivedAt, known)) {
      if (step.day > lastDay) break
      steps.push(step)
    }
    return steps
  }
  const { pauses, factsOf, spansOn, step, receiptOf, toHours } = known
  const { day: dayOfReceipt, steps, countedFrom } = receiptOf(receivedAt)
  let ranMs = 0
  for (let day = dayOfReceipt; day <= lastDay && day < END_OF_COUNTING; day = addDays(day, 1)) {
    const open = (factsOf(day).isWorking ? spansOn(day) : []).map((it) => ({ from: Math.max(it.from, countedFrom), to: Math.min(it.to, until) })).filter((it) => it.from < it.to)
    const dayMs = open.flatMap((it) => outsidePauses(it, pauses)).reduce((sum, it) => sum + it.to - it.from, 0)
    ranMs += dayMs
    const isPaused = open.length > 0 && dayMs === 0
    steps.push(step(day, rounded(toHours(ranMs)), isPaused ? { kind: 'paused' } : { counts: dayMs > 0 }))
  }
  return steps.filter((it) => it.day <= lastDay)
}

/** When an office closes on a day, in milliseconds UTC: a pause takes the days off the clock at whose closing it lasts. */
export const toClosing = (day: string, rules: CountingRules = USUAL_RULES): number => toDayStart(day) + (rules.spans.at(-1)?.[1] ?? 0) * MINUTE_MS

/**
 * What of a limit is used up at a moment: the smallest number of working days whose due date has not passed, and the hours that ran.
 * So a dossier is late exactly when its elapsed days are more than its limit. Moments in milliseconds UTC.
 */
export function toElapsed(receivedAt: number, until: number, counting: Counting): { workingDays: number; hours: number } {
  const { pauses, factsOf, spansOn, closingOf, receiptOf, toHours } = countingOf(counting)
  const { day: dayOfReceipt, countedFrom } = receiptOf(receivedAt)
  let workingDays = 0
  for (let day = dayOfReceipt, dueAt = closingOf(day); dueAt < until && day < END_OF_COUNTING;) {
    day = addDays(day, 1)
    if (!factsOf(day).isWorking) continue
    const pause = pausedBy(pauses, closingOf(day))
    if (pause && pause.to !== null) continue
    workingDays += 1
    // While a pause has no end, nothing further is ever due.
    dueAt = pause ? Infinity : closingOf(day)
  }
  let ranMs = 0
  for (let day = dayOfReceipt; toDayStart(day) < until && day < END_OF_COUNTING; day = addDays(day, 1)) {
    if (!factsOf(day).isWorking) continue
    for (const { from, to } of spansOn(day)) {
      for (const part of outsidePauses({ from: Math.max(from, countedFrom), to: Math.min(to, until) }, pauses)) ranMs += part.to - part.from
    }
  }
  return { workingDays, hours: toHours(ranMs) }
}
