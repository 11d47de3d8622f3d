import { addDays } from '../../registry/working-calendar/days.ts'

/** The days that part what is due soon from what is due later, and what is long overdue from what is not; all of them included. */
export interface ProgressDays { soonTo: string; shortFrom: string; mediumFrom: string }

export type IsWorking = (day: string) => boolean

const SOON_WORKING_DAYS = 3
const SHORT_WORKING_DAYS = 3
const MEDIUM_WORKING_DAYS = 10
/** Longer than any feast; ends a walk even if a calendar had no working day at all. */
const LONGEST_WALK = 400

/** The last day up to which no more than so many working days follow today: 0 is the last day off before the next working day. */
export function lastDayWithin(today: string, workingDays: number, isWorking: IsWorking): string {
  let last = today
  for (let counted = 0, steps = 0; steps < LONGEST_WALK; steps += 1) {
    const next = addDays(last, 1)
    counted += isWorking(next) ? 1 : 0
    if (counted > workingDays) break
    last = next
  }
  return last
}

/** The first day since which no more than so many working days have passed, today included. */
export function firstDayWithin(today: string, workingDays: number, isWorking: IsWorking): string {
  let first = today
  for (let counted = 0, steps = 0; steps < LONGEST_WALK; steps += 1) {
    counted += isWorking(first) ? 1 : 0
    if (counted > workingDays) break
    first = addDays(first, -1)
  }
  return first
}

/** The parts of progress on a day, by one calendar. What was due on a Friday is overdue by no working day until Monday: the shortest part. */
export const toProgressDays = (today: string, isWorking: IsWorking): ProgressDays => ({
  soonTo: lastDayWithin(today, SOON_WORKING_DAYS, isWorking),
  shortFrom: firstDayWithin(today, SHORT_WORKING_DAYS, isWorking),
  mediumFrom: firstDayWithin(today, MEDIUM_WORKING_DAYS, isWorking),
})
