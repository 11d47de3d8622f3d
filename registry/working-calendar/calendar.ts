import { FIRST_CALENDAR_YEAR, LAST_CALENDAR_YEAR, type CalendarDay, type YearDecision } from '../../contract/working-calendar.ts'
import { addDays, isWeeklyDayOff, WEEKLY_LAW } from './days.ts'
import { toHolidays, usualDecision, type Holiday } from './holidays.ts'

/** What an administrator entered; `unitCode` null is for the whole country, `swapDay` the other half of a swap. */
export interface CalendarEntry { day: string; unitCode: string | null; kind: 'holiday' | 'working'; name: string; source: string; swapDay: string | null }

/** Which days are worked, for the country and for each unit; days are those of Asia/Ho_Chi_Minh. */
export interface Calendar {
  /** A day with its reason, for the country or a unit: what was entered for the nearest unit above it (or itself) counts. */
  dayOf(day: string, unitCode?: string | null): CalendarDay
  isWorkingDay(day: string, unitCode?: string | null): boolean
  /** The days of a year that are not ordinary, in order. */
  unordinaryDays(year: number, unitCode?: string | null): CalendarDay[]
  decisionOf(year: number): YearDecision
  /** The units that have entries of their own on days `[from, to)`: elsewhere the country's calendar holds. */
  unitsWithOwnDays(from: string, to: string): string[]
}

interface CalendarFacts {
  entries: readonly CalendarEntry[]
  decisions: readonly YearDecision[]
  /** Whether a unit lies in another (or is it) on a day. */
  isWithin(unitCode: string, ancestorCode: string, day: string): boolean
}

const WORKING = { vi: 'Ngày làm việc', en: 'Working day' }
const WEEKEND = { vi: 'Ngày nghỉ hằng tuần', en: 'Weekly day off' }

const ordinary = (day: string): CalendarDay => isWeeklyDayOff(day)
  ? { day, isWorking: false, kind: 'weekend', name: WEEKEND, law: WEEKLY_LAW, unitCode: null, swapDay: null }
  : { day, isWorking: true, kind: 'working', name: WORKING, law: null, unitCode: null, swapDay: null }

const toDay = ({ day, kind, name, source, unitCode, swapDay }: CalendarEntry): CalendarDay => ({
  day, isWorking: kind === 'working', kind: kind === 'working' ? 'working-by-decision' : 'day-off', name: { vi: name, en: name }, law: source, unitCode, swapDay,
})

/**
 * Gives back every weekly day off that a holiday took: on the next day that is neither a weekly day off nor free already. A holiday that
 * was entered for the whole country on a weekly day off is given back too.
 */
function toDaysOff(holidays: readonly Holiday[], entries: readonly CalendarEntry[]): Map<string, CalendarDay> {
  const daysOff = new Map<string, CalendarDay>()
  const entered = entries.filter((it) => it.unitCode === null && it.kind === 'holiday')
  const taken = new Set([...holidays, ...entered].map((it) => it.day))
  for (const { day, name, law } of holidays) daysOff.set(day, { day, isWorking: false, kind: 'holiday', name, law, unitCode: null, swapDay: null })
  const onWeeklyDaysOff = [
    ...holidays, ...entered.map(({ day, name, source }) => ({ day, name: { vi: name, en: name }, compensationLaw: source })),
  ].filter((it) => isWeeklyDayOff(it.day)).sort((a, b) => (a.day < b.day ? -1 : 1))
  for (const { day: lost, name, compensationLaw } of onWeeklyDaysOff) {
    let day = addDays(lost, 1)
    while (isWeeklyDayOff(day) || taken.has(day)) day = addDays(day, 1)
    taken.add(day)
    daysOff.set(day, {
      day, isWorking: false, kind: 'compensatory', name: { vi: `Nghỉ bù ${name.vi}`, en: `In place of ${name.en}` }, law: compensationLaw, unitCode: null, swapDay: null,
    })
  }
  return daysOff
}

/** One state of the calendar, never changed: the index swaps it whole. Outside 2000–2100 only weekly days off are known. */
export function createCalendar({ entries, decisions, isWithin }: CalendarFacts): Calendar {
  const decided = new Map(decisions.map((it) => [it.year, it]))
  const decisionOf = (year: number) => decided.get(year) ?? usualDecision(year)
  const years = Array.from({ length: LAST_CALENDAR_YEAR - FIRST_CALENDAR_YEAR + 1 }, (_, index) => FIRST_CALENDAR_YEAR + index)
  const daysOff = toDaysOff(years.flatMap((year) => toHolidays(decisionOf(year))), entries)
  const entriesOn = new Map<string, CalendarEntry[]>()
  for (const entry of entries) entriesOn.set(entry.day, [...(entriesOn.get(entry.day) ?? []), entry])

  /** The entry of the nearest unit: one that lies in the units of all others. */
  const entryFor = (day: string, unitCode: string | null): CalendarEntry | null => {
    let nearest: CalendarEntry | null = null
    for (const entry of entriesOn.get(day) ?? []) {
      if (entry.unitCode !== null && (unitCode === null || !isWithin(unitCode, entry.unitCode, day))) continue
      if (!nearest || nearest.unitCode === null || (entry.unitCode !== null && isWithin(entry.unitCode, nearest.unitCode, day))) nearest = entry
    }
    return nearest
  }
  const dayOf = (day: string, unitCode: string | null = null): CalendarDay => {
    const entry = entryFor(day, unitCode)
    return entry ? toDay(entry) : daysOff.get(day) ?? ordinary(day)
  }
  return {
    dayOf, decisionOf,
    unitsWithOwnDays: (from, to) => [...new Set(entries.flatMap((it) => (it.unitCode !== null && it.day >= from && it.day < to ? [it.unitCode] : [])))],
    isWorkingDay: (day, unitCode) => dayOf(day, unitCode).isWorking,
    unordinaryDays: (year, unitCode) => [...new Set([...daysOff.keys(), ...entriesOn.keys()])]
      .filter((day) => day.startsWith(`${year}-`)).sort()
      .map((day) => dayOf(day, unitCode)).filter(({ kind }) => kind !== 'working' && kind !== 'weekend'),
  }
}
