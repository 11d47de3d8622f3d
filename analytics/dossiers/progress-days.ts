import { firstDayWithin, lastDayWithin, type IsWorking } from '../../registry/working-calendar/days-within.ts'

/** The days that part what is due soon from what is due later, and what is long overdue from what is not; all of them included. */
export interface ProgressDays { soonTo: string; shortFrom: string; mediumFrom: string }

const SOON_WORKING_DAYS = 3
const SHORT_WORKING_DAYS = 3
const MEDIUM_WORKING_DAYS = 10

/** The parts of progress on a day, by one calendar. What was due on a Friday is overdue by no working day until Monday: the shortest part. */
export const toProgressDays = (today: string, isWorking: IsWorking): ProgressDays => ({
  soonTo: lastDayWithin(today, SOON_WORKING_DAYS, isWorking),
  shortFrom: firstDayWithin(today, SHORT_WORKING_DAYS, isWorking),
  mediumFrom: firstDayWithin(today, MEDIUM_WORKING_DAYS, isWorking),
})
