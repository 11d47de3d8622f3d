import type { CalendarDay, CalendarDayKind } from '../../../contract/working-calendar.ts'

export interface CalendarCell { day: string; date: number; kind: CalendarDayKind; isWorking: boolean; name: CalendarDay['name'] | null }
/** Weeks begin on Monday; null before the first and after the last day. */
export interface CalendarMonth { month: number; workingDays: number; weeks: (CalendarCell | null)[][]; notes: CalendarDay[] }

const DAYS_PER_WEEK = 7
const pad = (number: number) => String(number).padStart(2, '0')
/** 0 Monday … 6 Sunday. */
const weekdayFromMonday = (day: string) => (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % DAYS_PER_WEEK
const lengthOf = (year: number, month: number) => new Date(Date.UTC(year, month, 0)).getUTCDate()

/** The months of a year from its unordinary days. */
export function toCalendarMonths(year: number, rows: readonly CalendarDay[]): CalendarMonth[] {
  const known = new Map(rows.map((it) => [it.day, it]))
  const toCell = (day: string): CalendarCell => {
    const found = known.get(day)
    const isWeekend = weekdayFromMonday(day) >= 5
    return {
      day, date: Number(day.slice(8)), kind: found?.kind ?? (isWeekend ? 'weekend' : 'working'), isWorking: found?.isWorking ?? !isWeekend, name: found?.name ?? null,
    }
  }
  return Array.from({ length: 12 }, (_, index) => {
    const prefix = `${year}-${pad(index + 1)}`
    const cells = Array.from({ length: lengthOf(year, index + 1) }, (_day, date) => toCell(`${prefix}-${pad(date + 1)}`))
    const before = weekdayFromMonday(`${prefix}-01`)
    const padded = [...Array.from({ length: before }, () => null), ...cells]
    const weeks = Array.from({ length: Math.ceil(padded.length / DAYS_PER_WEEK) }, (_week, week) =>
      Array.from({ length: DAYS_PER_WEEK }, (_day, weekday) => padded[week * DAYS_PER_WEEK + weekday] ?? null))
    return { month: index + 1, workingDays: cells.filter((it) => it.isWorking).length, weeks, notes: rows.filter((it) => it.day.startsWith(prefix)) }
  })
}
