import type { PlaceIndex } from '../../registry/place-index.ts'
import type { Calendar } from '../../registry/working-calendar/calendar.ts'
import { addDays } from '../../registry/working-calendar/days.ts'
import type { IsWorking } from '../../registry/working-calendar/days-within.ts'

/** Days by the country's calendar, and those of agencies with days off of their own: a commune's calendar may differ from its province's. */
export interface DaysByAgency<D> { usual: D; own: ReadonlyMap<string, D> }

/** Further away than any of the days that are asked for here. */
const FARTHEST_DAYS = 120

/** The days that `toDays` makes of each calendar. Only units below an entry of their own are looked at: mostly none. */
export function toDaysByAgency<D>(
  { calendar, places }: { calendar: Calendar; places: Pick<PlaceIndex, 'histories' | 'isWithin'> }, today: string, toDays: (isWorking: IsWorking) => D,
): DaysByAgency<D> {
  const different = calendar.unitsWithOwnDays(addDays(today, -FARTHEST_DAYS), addDays(today, FARTHEST_DAYS))
  const codes = different.length === 0 ? [] : [...places.histories().units.keys()].filter((code) => different.some((above) => places.isWithin(code, above)))
  return {
    usual: toDays((day) => calendar.isWorkingDay(day)),
    own: new Map(codes.map((code) => [code, toDays((day) => calendar.isWorkingDay(day, code))])),
  }
}

/** A day of each agency as SQL over `dossiers`, with what it binds: named so that several stand in one statement. */
export function agencyDaySql<D>(name: string, { usual, own }: DaysByAgency<D>, dayOf: (days: D) => string): { sql: string; params: Record<string, unknown> } {
  if (own.size === 0) return { sql: `toDate({${name}:String})`, params: { [name]: dayOf(usual) } }
  return {
    sql: `toDate(transform(toString(agency_code), {ownAgencies:Array(String)}, {${name}Own:Array(String)}, {${name}:String}))`,
    params: { [name]: dayOf(usual), ownAgencies: [...own.keys()], [`${name}Own`]: [...own.values()].map(dayOf) },
  }
}
