import { addMonths, toDayRange, toHanoiDay, toMonthPeriod } from '../../../contract/period.ts'
import type { Bucket } from '../../../contract/indicator.ts'
import { periodOfKind, toPeriodKind, toPreviousPeriod, type PeriodKind } from './period-kinds.ts'

const DAY_MS = 86_400_000
const MONTHS_OFFERED = 36

/** The stretch of time a page shows: a reporting period (`2026-10`, `2026-Q3`), or days `[from, to)`. */
export type Span = { period: string } | { from: string, to: string }

export const addDays = (day: string, by: number) => new Date(Date.parse(`${day}T00:00:00Z`) + by * DAY_MS).toISOString().slice(0, 10)

/** The month in which an instant lies, and the last one that has ended by then. */
export const currentMonth = (nowMs: number) => toMonthPeriod(nowMs)
export const lastFullMonth = (nowMs: number) => addMonths(toMonthPeriod(nowMs), -1)

/** The span as `[from, to)` days. */
export function toDays(span: Span): { from: string, to: string } {
  if ('from' in span) return span
  const days = toDayRange(span.period)
  if (!days) throw new Error(`not a period: ${span.period}`)
  return days
}

/** The stretch before, of the same kind and length: what a figure is compared with. */
export function toPreviousSpan(span: Span): Span {
  if ('period' in span) return { period: toPreviousPeriod(span.period) }
  const lengthDays = (Date.parse(span.to) - Date.parse(span.from)) / DAY_MS
  return { from: addDays(span.from, -lengthDays), to: span.from }
}

/** The text that formatPeriod understands: `2026-10` or `2026-02-26/2026-03-08`. */
export const toPeriodText = (span: Span) => ('period' in span ? span.period : `${span.from}/${span.to}`)

export function includesDay(span: Span, day: string): boolean {
  const { from, to } = toDays(span)
  return from <= day && day < to
}

/** The given months, the newest last: `monthsUpTo('2026-10', 3)` is August to October. */
export const monthsUpTo = (month: string, count: number): string[] =>
  Array.from({ length: count }, (_, index) => addMonths(month, index - count + 1))

/** The periods of a kind in the last three years, the newest first. */
export const periodsOffered = (kind: PeriodKind, nowMs: number): string[] =>
  [...new Set(monthsUpTo(currentMonth(nowMs), MONTHS_OFFERED).reverse().map((month) => periodOfKind(kind, `${month}-01`)))]

/** The last month of a span, but none that has not begun: what a trend ends with, and a finer period is chosen by. */
export function lastMonthOf(span: Span, nowMs: number): string {
  const last = addDays(toDays(span).to, -1).slice(0, 7)
  const now = currentMonth(nowMs)
  return last < now ? last : now
}

/** Every bucket of the days `[from, to)`, empty ones too, so that a chart shows what is missing. */
export function toBuckets(days: { from: string, to: string }, bucket: Extract<Bucket, 'day' | 'month'>): string[] {
  const buckets: string[] = []
  if (bucket === 'month') for (let at = days.from.slice(0, 7); `${at}-01` < days.to; at = addMonths(at, 1)) buckets.push(at)
  else for (let at = days.from; at < days.to; at = addDays(at, 1)) buckets.push(at)
  return buckets
}

const DAY = /^\d{4}-\d{2}-\d{2}$/

/** The span an address asks for (`?period=2026-Q3`, `?from=…&to=…`), or the default month where it asks for none. */
export function toSpan(query: { period?: unknown, from?: unknown, to?: unknown }, defaultMonth: string): Span {
  const { period, from, to } = query
  if (typeof from === 'string' && typeof to === 'string' && DAY.test(from) && DAY.test(to) && from < to) return { from, to }
  return { period: typeof period === 'string' && toDayRange(period) ? period : defaultMonth }
}

/** The month an address asks for, or the default month where it asks for none or for another kind of period. */
export const toMonth = (asked: string | undefined, defaultMonth: string): string =>
  (asked !== undefined && toPeriodKind(asked) === 'month' && toDayRange(asked) ? asked : defaultMonth)

/** The day an address asks for (`?day=2026-10-20`), or the default where it asks for none. */
export const toDay = (asked: string | undefined, defaultDay: string) =>
  (asked !== undefined && DAY.test(asked) && !Number.isNaN(Date.parse(asked)) ? asked : defaultDay)

export const today = (nowMs: number) => toHanoiDay(nowMs)
