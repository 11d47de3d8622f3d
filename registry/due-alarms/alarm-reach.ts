import { DEFAULT_DAYS_BEFORE } from '../../contract/due-alarm.ts'
import type { Calendar } from '../working-calendar/calendar.ts'
import { lastDayWithin } from '../working-calendar/days-within.ts'

export type WorkingDayOf = Pick<Calendar, 'isWorkingDay'>

/** The last due day of which is told on a morning, so many working days before: days off up to the next working day belong to it. */
export const lastDayOfAlarm = (morning: string, daysBefore: number, agencyCode: string, { isWorkingDay }: WorkingDayOf): string =>
  lastDayWithin(morning, daysBefore, (day) => isWorkingDay(day, agencyCode))

/** How early a dossier is told of: as the agency or the centre has settled, the earlier of both; one working day where neither has. */
export const daysBeforeOf = (settled: (unitCode: string) => number | null, { agencyCode, centreCode }: { agencyCode: string; centreCode: string }): number => {
  const known = [settled(agencyCode), centreCode === '' ? null : settled(centreCode)].filter((it) => it !== null)
  return known.length === 0 ? DEFAULT_DAYS_BEFORE : Math.max(...known)
}
