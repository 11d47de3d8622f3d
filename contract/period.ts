/**
 * Reporting periods (kỳ báo cáo): `2026-08`, `2026-Q3`, `2026-H1`, `2026-9M`, `2026`.
 * Days are calendar days of Asia/Ho_Chi_Minh, which has kept UTC+07:00 without daylight saving since 1975.
 */
export interface DayRange { /** first day, `2026-08-01` */ from: string, /** first day after, `2026-09-01` */ to: string }

export const HANOI_OFFSET_MS = 7 * 3_600_000

const PERIOD = /^(\d{4})(?:-(?:(0[1-9]|1[0-2])|Q([1-4])|H([12])|(9M)))?$/

const monthStart = (year: number, monthIndex: number) => new Date(Date.UTC(year, monthIndex, 1)).toISOString().slice(0, 10)

/** The days of a period, half open, or null when the text is no period. */
export function toDayRange(period: string): DayRange | null {
  const match = PERIOD.exec(period)
  if (!match) return null
  const [, yearText, month, quarter, half, nineMonths] = match
  const year = Number(yearText)
  const span = (first: number, months: number) => ({ from: monthStart(year, first), to: monthStart(year, first + months) })
  if (month) return span(Number(month) - 1, 1)
  if (quarter) return span((Number(quarter) - 1) * 3, 3)
  if (half) return span((Number(half) - 1) * 6, 6)
  if (nineMonths) return span(0, 9)
  return span(0, 12)
}

const DAY_MS = 24 * 3_600_000
/** Facts come by the thousand from a few days; writing a day out costs more than remembering it. */
const DAYS_REMEMBERED = 1_000
const dayTexts = new Map<number, string>()

/** The calendar day in Asia/Ho_Chi_Minh of an instant given in milliseconds UTC. */
export function toHanoiDay(epochMs: number): string {
  const number = Math.floor((epochMs + HANOI_OFFSET_MS) / DAY_MS)
  const known = dayTexts.get(number)
  if (known !== undefined) return known
  const day = new Date(number * DAY_MS).toISOString().slice(0, 10)
  if (dayTexts.size >= DAYS_REMEMBERED) dayTexts.clear()
  dayTexts.set(number, day)
  return day
}

/** The month period (`2026-08`) an instant falls into. */
export const toMonthPeriod = (epochMs: number) => toHanoiDay(epochMs).slice(0, 7)

/** The reporting periods that a day lies in: its month, quarter, half, nine months (until September) and year. */
export function periodsOf(day: string): string[] {
  const [year, month] = [day.slice(0, 4), Number(day.slice(5, 7))]
  return [day.slice(0, 7), `${year}-Q${Math.ceil(month / 3)}`, `${year}-H${Math.ceil(month / 6)}`, ...(month <= 9 ? [`${year}-9M`] : []), year]
}

/** `2026-08` moved by whole months: `addMonths('2026-01', -1)` is `2025-12`. */
export function addMonths(month: string, by: number): string {
  const [year, index] = month.split('-').map(Number) as [number, number]
  return monthStart(year, index - 1 + by).slice(0, 7)
}
