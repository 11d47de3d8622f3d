import { addDays } from './days.ts'

export type IsWorking = (day: string) => boolean

/** Longer than any feast; ends a walk even if a calendar had no working day at all. */
const LONGEST_WALK = 400

/** The last day up to which no more than so many working days follow: with 0 the last day off before the next working day. */
export function lastDayWithin(from: string, workingDays: number, isWorking: IsWorking): string {
  let last = from
  for (let counted = 0, steps = 0; steps < LONGEST_WALK; steps += 1) {
    const next = addDays(last, 1)
    counted += isWorking(next) ? 1 : 0
    if (counted > workingDays) break
    last = next
  }
  return last
}

/** The first day since which no more than so many working days have passed, `to` included. */
export function firstDayWithin(to: string, workingDays: number, isWorking: IsWorking): string {
  let first = to
  for (let counted = 0, steps = 0; steps < LONGEST_WALK; steps += 1) {
    counted += isWorking(first) ? 1 : 0
    if (counted > workingDays) break
    first = addDays(first, -1)
  }
  return first
}
