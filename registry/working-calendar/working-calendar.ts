import type { RecordStore } from '../../platform/record/record.ts'
import type { PlaceIndex } from '../place-index.ts'
import type { Calendar } from './calendar.ts'
import { readCalendar } from './calendar-entries.ts'

/**
 * The working calendar in memory, loaded with units and counters, hence at most two seconds old; asking it costs no round trip.
 * `isWorkingDay(day, unitCode)` may be handed on by itself.
 */
export async function createWorkingCalendar({ record, places }: { record: RecordStore; places: PlaceIndex }): Promise<Calendar> {
  let calendar = await readCalendar(record, places)
  places.onChange(async () => { calendar = await readCalendar(record, places) })
  return {
    dayOf: (day, unitCode) => calendar.dayOf(day, unitCode),
    isWorkingDay: (day, unitCode) => calendar.isWorkingDay(day, unitCode),
    unordinaryDays: (year, unitCode) => calendar.unordinaryDays(year, unitCode),
    decisionOf: (year) => calendar.decisionOf(year),
    unitsWithOwnDays: (from, to) => calendar.unitsWithOwnDays(from, to),
  }
}
