import { addDays } from '../../registry/working-calendar/days.ts'

/** A week ends on a Sunday; weeks are counted from the one that began on Monday 5 January 1970. */
const DAY_MS = 86_400_000
const FIRST_MONDAY = 4
const WEEK_DAYS = 7

/** The number of the week a day lies in, as `WEEK_OF_DAY` counts in the warehouse. */
export const toWeek = (day: string): number => Math.floor((Date.parse(`${day}T00:00:00Z`) / DAY_MS - FIRST_MONDAY) / WEEK_DAYS)
/** The same over a column `day`. */
export const WEEK_OF_DAY = `intDiv(toInt32(toUInt16(day)) - ${FIRST_MONDAY}, ${WEEK_DAYS})`

/** The last day of a week, and the day after it. */
export const toWeekEnd = (week: number): string => new Date((FIRST_MONDAY + week * WEEK_DAYS + WEEK_DAYS - 1) * DAY_MS).toISOString().slice(0, 10)

/** The last week that is over on a day. */
export const lastFullWeek = (today: string): number => toWeek(today) - 1

/** The days `[from, to)` of the last so many weeks up to a week's end. */
export const toWeekDays = (weekEnd: string, weeks: number): { from: string; to: string } => ({ from: addDays(weekEnd, 1 - weeks * WEEK_DAYS), to: addDays(weekEnd, 1) })
