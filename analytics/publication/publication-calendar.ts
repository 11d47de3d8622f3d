import type { EditionKind } from '../../contract/edition.ts'
import type { PublicationCalendar } from '../../contract/edition-review.ts'
import { addMonths, toHanoiDay } from '../../contract/period.ts'
import { addDays, toDayStart } from '../../registry/working-calendar/days.ts'

/** When editions come out: every one at this hour of Asia/Ho_Chi_Minh. */
export const PUBLICATION_HOUR = 9
const HOUR_MS = 3_600_000
const PROVISIONAL_ON_WORKING_DAY = 5
const [FINAL_AFTER_MONTHS, FINAL_DAY] = [2, 15]
const REMINDED_BEFORE_FINAL = 5
const MONTH = /^\d{4}-\d{2}$/
/** All months of a year are looked at once more in the spring after it. */
const ANNUAL = '04-15'

export type IsWorkingDay = (day: string) => boolean
const atHour = (day: string): number => toDayStart(day) + PUBLICATION_HOUR * HOUR_MS
const nextWorkingDay = (from: string, isWorkingDay: IsWorkingDay): string => {
  let day = from
  while (!isWorkingDay(day)) day = addDays(day, 1)
  return day
}

/** The day on which a month's edition of a kind is due (statistics.md §4): the 5th working day after it, the 15th of the month after next, the annual revision. */
export function plannedDay(period: string, kind: EditionKind, isWorkingDay: IsWorkingDay): string {
  if (kind === 'revision') return nextWorkingDay(`${Number(period.slice(0, 4)) + 1}-${ANNUAL}`, isWorkingDay)
  if (kind === 'final') return nextWorkingDay(`${addMonths(period, FINAL_AFTER_MONTHS)}-${FINAL_DAY}`, isWorkingDay)
  let day = nextWorkingDay(`${addMonths(period, 1)}-01`, isWorkingDay)
  for (let nth = 1; nth < PROVISIONAL_ON_WORKING_DAY; nth += 1) day = nextWorkingDay(addDays(day, 1), isWorkingDay)
  return day
}

/**
 * The days on which those who have not sent all of a month are reminded: the first working day after it and the last before its provisional
 * figures, and five working days before its final ones. None for other periods, whose months are reminded of.
 */
export function reminderDays(period: string, isWorkingDay: IsWorkingDay): string[] {
  if (!MONTH.test(period)) return []
  const before = (day: string, workingDays: number): string => {
    let found = day
    for (let left = workingDays; left > 0; left -= isWorkingDay(found) ? 1 : 0) found = addDays(found, -1)
    return found
  }
  return [nextWorkingDay(`${addMonths(period, 1)}-01`, isWorkingDay), before(plannedDay(period, 'provisional', isWorkingDay), 1), before(plannedDay(period, 'final', isWorkingDay), REMINDED_BEFORE_FINAL)]
}

/** Of which kind the next edition of a month is: final from the 15th of the month after next on, once; a first one before that is provisional. */
export function nextKind(period: string, published: readonly EditionKind[], now: number): EditionKind {
  const isSettled = toHanoiDay(now) >= `${addMonths(period, FINAL_AFTER_MONTHS)}-${FINAL_DAY}`
  if (isSettled && !published.includes('final')) return 'final'
  return published.length === 0 ? 'provisional' : 'revision'
}

/** When an approved edition comes out: on its planned day (of the year's revision where it is part of that), or, when that is past, at the next fixed hour. */
export function publicationMoment({ period, kind, isAnnual }: { period: string; kind: EditionKind; isAnnual: boolean }, now: number, isWorkingDay: IsWorkingDay): number {
  const planned = atHour(plannedDay(period, isAnnual ? 'revision' : kind, isWorkingDay))
  // Revisions out of turn do not wait for the year's.
  if (planned >= now && (kind !== 'revision' || isAnnual)) return planned
  const today = atHour(toHanoiDay(now))
  return today >= now ? today : atHour(addDays(toHanoiDay(now), 1))
}

interface Out { period: string; kind: EditionKind; isAnnual: boolean; frozenAt: string | null }

/** What comes out when: from four months back to a year ahead, in the order of days, with what is out already. */
export function planPublications(now: number, isWorkingDay: IsWorkingDay, out: readonly Out[]): PublicationCalendar['rows'] {
  const month = toHanoiDay(now).slice(0, 7)
  const of = (period: string, kind: EditionKind) => ({
    period, kind, plannedAt: new Date(atHour(plannedDay(period, kind, isWorkingDay))).toISOString(),
    publishedAt: out.find((it) => it.period === period && it.kind === kind)?.frozenAt ?? null,
  })
  /** Out with the last of its months; one out of turn is not the year's. */
  const ofYear = (year: number) => {
    const months = out.filter((it) => it.period.startsWith(`${year}-`) && it.frozenAt !== null)
    const revised = months.filter((it) => it.isAnnual)
    const isWhole = revised.length > 0 && months.every((it) => revised.some((one) => one.period === it.period))
    return { ...of(`${year}-01`, 'revision'), period: String(year), publishedAt: isWhole ? revised.map((it) => it.frozenAt ?? '').sort().at(-1) ?? null : null }
  }
  const months = Array.from({ length: 16 }, (_, index) => addMonths(month, index - 4))
  const years = [Number(month.slice(0, 4)) - 1, Number(month.slice(0, 4))]
  // Where the final figures are out without provisional ones before them, those are no longer to come.
  const ofMonth = (period: string) => [of(period, 'provisional'), of(period, 'final')].filter((it, _, both) => it.kind === 'final' || it.publishedAt !== null || both.every((one) => one.publishedAt === null))
  return [...months.flatMap(ofMonth), ...years.map(ofYear)]
    .sort((one, other) => (one.plannedAt < other.plannedAt ? -1 : one.plannedAt > other.plannedAt ? 1 : 0))
}
