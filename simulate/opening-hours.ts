import { HANOI_OFFSET_MS, toHanoiDay } from '../contract/period.ts'
import type { Random } from './random.ts'

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000

/** Half open stretch of time in milliseconds since the epoch. */
export interface Span { from: number, to: number }

export interface OpeningHours { saturdayMorning: boolean }

/** Public holidays that fall on the same date every year. */
const YEARLY_HOLIDAYS = new Set(['01-01', '04-30', '05-01', '09-02'])

/** Holidays of the lunar calendar and the days given beside National Day, as half-open ranges of days. */
const HOLIDAY_RANGES: readonly (readonly [from: string, to: string, name: string])[] = [
  ['2024-02-08', '2024-02-15', 'Tết Giáp Thìn'],
  ['2024-04-18', '2024-04-19', 'Giỗ Tổ Hùng Vương'],
  ['2024-09-03', '2024-09-04', 'Quốc khánh'],
  ['2025-01-25', '2025-02-03', 'Tết Ất Tỵ'],
  ['2025-04-07', '2025-04-08', 'Giỗ Tổ Hùng Vương'],
  ['2025-09-01', '2025-09-02', 'Quốc khánh'],
  ['2026-02-14', '2026-02-23', 'Tết Bính Ngọ'],
  ['2026-04-26', '2026-04-28', 'Giỗ Tổ Hùng Vương'],
  ['2026-09-01', '2026-09-02', 'Quốc khánh'],
  ['2027-02-04', '2027-02-12', 'Tết Đinh Mùi'],
  ['2027-04-16', '2027-04-17', 'Giỗ Tổ Hùng Vương'],
  ['2027-09-03', '2027-09-04', 'Quốc khánh'],
]

/** Minutes after midnight: two shifts with the lunch break between them. */
const MORNING = [7 * 60 + 30, 11 * 60 + 30] as const
const AFTERNOON = [13 * 60 + 30, 17 * 60] as const

const SLOT_MINUTES = 30
/** How busy each half hour is: a rush before ten, few just before and just after lunch. */
const BUSYNESS: Record<number, number> = {
  450: 0.7, 480: 1.3, 510: 1.5, 540: 1.4, 570: 1.2, 600: 1.0, 630: 0.8, 660: 0.4,
  810: 0.5, 840: 1.0, 870: 1.2, 900: 1.1, 930: 0.9, 960: 0.7, 990: 0.4,
}

/** Hanoi midnight that begins a day, in milliseconds since the epoch. */
export const toDayStart = (day: string) => Date.parse(`${day}T00:00:00Z`) - HANOI_OFFSET_MS

/** Minutes since Hanoi midnight. */
export const toMinuteOfDay = (epochMs: number) => Math.floor(((epochMs + HANOI_OFFSET_MS) % DAY_MS) / MINUTE_MS)

/** 0 Sunday … 6 Saturday. */
export const toWeekday = (day: string) => new Date(`${day}T00:00:00Z`).getUTCDay()

export const addDays = (day: string, by: number) => new Date(Date.parse(`${day}T00:00:00Z`) + by * DAY_MS).toISOString().slice(0, 10)

/** The days from the first up to and with the last. */
export function* daysThrough(first: string, last: string): Generator<string> {
  for (let day = first; day <= last; day = addDays(day, 1)) yield day
}

export const isHoliday = (day: string) =>
  YEARLY_HOLIDAYS.has(day.slice(5)) || HOLIDAY_RANGES.some(([from, to]) => day >= from && day < to)

/** Time limits run on working days: Monday to Friday without holidays, whether or not a desk opens on Saturday. */
export function isWorkingDay(day: string): boolean {
  const weekday = toWeekday(day)
  return weekday !== 0 && weekday !== 6 && !isHoliday(day)
}

export function addWorkingDays(day: string, by: number): string {
  let reached = day
  for (let left = by; left > 0;) {
    reached = addDays(reached, 1)
    if (isWorkingDay(reached)) left--
  }
  return reached
}

/** When a centre receives people on a day; no spans on a day it is closed. */
export function toOpeningSpans(hours: OpeningHours, day: string): Span[] {
  const weekday = toWeekday(day)
  if (weekday === 0 || isHoliday(day) || (weekday === 6 && !hours.saturdayMorning)) return []
  const start = toDayStart(day)
  const shifts = weekday === 6 ? [MORNING] : [MORNING, AFTERNOON]
  return shifts.map(([from, to]) => ({ from: start + from * MINUTE_MS, to: start + to * MINUTE_MS }))
}

export const isOpenAt = (hours: OpeningHours, epochMs: number) =>
  toOpeningSpans(hours, toHanoiDay(epochMs)).some((span) => epochMs >= span.from && epochMs < span.to)

/** A moment at which somebody comes, more often in the busy half hours. `spans` must not be empty. */
export function drawArrival(random: Random, spans: readonly Span[]): number {
  const slots = spans.flatMap((span) => slotsOf(span))
  const slot = random.pickWeighted(slots, slots.map((from) => BUSYNESS[toMinuteOfDay(from)] ?? 1))
  return slot + random.below(SLOT_MINUTES * MINUTE_MS)
}

function slotsOf(span: Span): number[] {
  const slots: number[] = []
  for (let from = span.from; from < span.to; from += SLOT_MINUTES * MINUTE_MS) slots.push(from)
  return slots
}

/** A moment of what is left of the opening hours at or after `notBefore`; `notBefore` itself when nothing is left. */
export function drawOpenMoment(random: Random, spans: readonly Span[], notBefore: number): number {
  const left = spans.map((span) => ({ from: Math.max(span.from, notBefore), to: span.to })).filter((span) => span.to > span.from)
  let offset = random.below(left.reduce((sum, span) => sum + span.to - span.from, 0))
  for (const span of left) {
    if (offset < span.to - span.from) return span.from + offset
    offset -= span.to - span.from
  }
  return notBefore
}
