import { toDayRange, toHanoiDay, type DayRange } from '../../contract/period.ts'
import { reportingState, type ReportingGap, type ReportingGaps, type ReportingState, type SentFacts, type SideBySideLevel } from '../../contract/reporting-gaps.ts'
import type { Clock } from '../../platform/clock.ts'
import type { RecordStore } from '../../platform/record/record.ts'
import type { Warehouse } from '../../platform/warehouse/warehouse.ts'
import { countTablets, type TabletCount } from '../../registry/devices/tablet-counts.ts'
import type { OpeningHours } from '../../registry/opening-hours/opening-hours.ts'
import type { Places } from '../../registry/places.ts'
import { stretchNear } from '../../registry/stretch.ts'
import type { Calendar } from '../../registry/working-calendar/calendar.ts'
import { addDays, toDayStart } from '../../registry/working-calendar/days.ts'
import { reminderDays } from '../publication/publication-calendar.ts'
import { lastReminder, readReportingReminders } from './reporting-reminders.ts'
import { toExpectedUnits, type ExpectedUnit } from './expected-days.ts'
import { joinStates, judgeDays } from './judge-days.ts'
import { readReportedSets } from './reported-sets.ts'
import { readLastDays, readSentDays, type SentDays, type SentRollup } from './sent-days.ts'

export interface GapDeps {
  warehouse: Warehouse
  record: RecordStore
  places: Places
  workingCalendar: Pick<Calendar, 'isWorkingDay'>
  openingHours: Pick<OpeningHours, 'of' | 'openSpansOn'>
  clock: Clock
}
export interface GapRequest { unit: string | null; period: string; level: SideBySideLevel }

/** A tablet that nobody has tapped for less is not silent, also on the first days of a period. */
const SHORTEST_SILENCE_MS = 3 * 24 * 3_600_000
const NOTHING: SentDays = { days: new Set(), stored: 0 }

/**
 * Which units of a level have not sent what they have to, over the days of a period that are over: by the tree of each day, on working days
 * on which a place of theirs was open, with what else is missing of them. Throws for a text that is no period.
 */
export async function findGaps(deps: GapDeps, { unit, period, level }: GapRequest): Promise<ReportingGaps> {
  const { warehouse, record, places, clock } = deps
  const whole = toDayRange(period)
  if (!whole) throw new Error(`"${period}" is no period`)
  const today = toHanoiDay(clock())
  const days: DayRange = { from: whole.from, to: [whole.from, whole.to < today ? whole.to : today].sort().at(-1) ?? whole.to }
  const { units: there, withoutPlaces } = toExpectedUnits(places.ancestry(), { level, within: unit, days }, createIsWorkedOn(deps))
  const units = there.filter((it) => it.days.length > 0)
  const request = { ...days, level, parent: unit }
  const [ratings, dossiers, reportedOf, tablets, reminders] = await Promise.all([
    readKind(warehouse, 'rating_daily', request, units.filter((it) => it.centres.length > 0)),
    readKind(warehouse, 'dossier_daily', request, units),
    readReportedSets(warehouse, { ...request, to: whole.to, period }),
    countTablets(record, new Date(Math.min(toDayStart(days.from), clock() - SHORTEST_SILENCE_MS))),
    readReportingReminders(record, period),
  ])
  const tabletsOf = toTabletsByCentre(places, tablets)
  const rows = units.map((it): ReportingGap => {
    const [rated, handled] = [it.centres.length > 0 ? ratings(it) : null, dossiers(it)]
    return {
      unit: it.unit, ...toNames(places, it), centre: it.centres.length === 1 ? it.centres[0] ?? null : null, centres: it.centres.length,
      since: it.since > days.from ? it.since : null, until: it.until < days.to ? it.until : null, workingDays: it.days.length,
      state: joinStates(rated?.state ?? null, handled.state), ratings: rated, dossiers: handled,
      tablets: addUp(it.centres.flatMap((centre) => tabletsOf.get(centre) ?? [])), measures: reportedOf?.(it.unit) ?? null, reminded: lastReminder(reminders, it.centres),
    }
  })
  const counts = Object.fromEntries(reportingState.options.map((state) => [state, rows.filter((it) => it.state === state).length])) as Record<ReportingState, number>
  const remindsOn = reminderDays(period, deps.workingCalendar.isWorkingDay).find((it) => it >= today && reminders.every((known) => known.day !== it)) ?? null
  return { period, level, unit, ...days, withoutPlaces, remindsOn, counts, rows }
}

/** Working days by the calendar on which the place is open at all; one that closes by exception has nothing to send. */
function createIsWorkedOn({ places, workingCalendar, openingHours }: GapDeps) {
  const hasHours = (placeCode: string) => {
    const { stretches, exceptions } = openingHours.of(placeCode)
    return stretches.length > 0 || exceptions.size > 0
  }
  // Where nothing was entered the rule for all holds, which is open on every working day.
  return (placeCode: string, day: string) => workingCalendar.isWorkingDay(day, placeCode)
    && (!hasHours(placeCode) || places.unitKind(placeCode) !== 'centre' || openingHours.openSpansOn(placeCode, day).length > 0)
}

/** What was sent of one kind, judged unit by unit; of those without any in these days it is looked up when they sent last. */
async function readKind(
  warehouse: Warehouse, rollup: SentRollup, request: DayRange & { level: SideBySideLevel; parent: string | null }, units: readonly ExpectedUnit[],
): Promise<(unit: ExpectedUnit) => SentFacts> {
  const sent = request.from < request.to ? await readSentDays(warehouse, rollup, request) : new Map<string, SentDays>()
  const silent = units.filter((it) => !sent.has(it.unit)).map((it) => it.unit)
  const before = await readLastDays(warehouse, rollup, { level: request.level, units: silent, before: request.from })
  return ({ unit, days }) => {
    const found = sent.get(unit) ?? NOTHING
    return { ...judgeDays(days, found.days), stored: found.stored, lastDay: [...found.days].sort().at(-1) ?? before.get(unit) ?? null }
  }
}

/** Its name on its last day in the period, and the unit it then lay in. */
function toNames(places: Places, { unit, until }: ExpectedUnit): Pick<ReportingGap, 'unitName' | 'above'> {
  const lastDay = addDays(until, -1)
  const nameOf = (code: string) => places.nameOf(code, lastDay) ?? { vi: code, en: code }
  const parent = stretchNear(places.unitHistory(unit), lastDay)?.parentCode ?? null
  return { unitName: nameOf(unit), above: parent === null ? null : { code: parent, name: nameOf(parent) } }
}

const addUp = (some: readonly TabletCount[]): TabletCount =>
  some.reduce((sum, it) => ({ enrolled: sum.enrolled + it.enrolled, silent: sum.silent + it.silent }), { enrolled: 0, silent: 0 })

function toTabletsByCentre(places: Places, byCounter: ReadonlyMap<string, TabletCount>): Map<string, TabletCount> {
  const byCentre = new Map<string, TabletCount>()
  for (const [counter, tablets] of byCounter) {
    const centre = places.centreOf(counter)
    if (centre !== null) byCentre.set(centre, addUp([byCentre.get(centre) ?? { enrolled: 0, silent: 0 }, tablets]))
  }
  return byCentre
}
