import { addMonths } from './period.ts'

/**
 * The days (Asia/Ho_Chi_Minh) of one state of a dossier; `endedOn` is the day it was finished or, where only that is known, returned; `returnedOn` the
 * day on which its result was handed over.
 */
export interface DossierDays { receivedOn: string; dueOn: string | null; endedOn: string | null; returnedOn: string | null; askedAgainOn: string | null }

const nextDay = (day: string) => new Date(Date.parse(day) + 24 * 3_600_000).toISOString().slice(0, 10)
const dayBefore = (day: string) => new Date(Date.parse(day) - 24 * 3_600_000).toISOString().slice(0, 10)

/**
 * Every day on which a dossier in this state may count: received, due, the day after (late by then), ended, handed over, asked for a second supplement,
 * and, while it was open, the first and last days of months. `today` bounds the months of one that is still open.
 */
export function toCountedDays({ receivedOn, dueOn, endedOn, returnedOn, askedAgainOn }: DossierDays, today: string): string[] {
  const days = [receivedOn, dueOn, dueOn && nextDay(dueOn), endedOn, returnedOn, askedAgainOn].filter((it) => it !== null)
  const last = (endedOn !== null && endedOn < today ? endedOn : today).slice(0, 7)
  for (let month = receivedOn.slice(0, 7); month <= last; month = addMonths(month, 1)) {
    days.push(`${month}-01`, dayBefore(`${addMonths(month, 1)}-01`))
  }
  return [...new Set(days)]
}
