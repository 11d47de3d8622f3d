import { toDaysByAgency } from '../analytics/dossiers/agency-days.ts'
import { selectDueGroups } from '../analytics/queries/due-dossiers.ts'
import { DEFAULT_DAYS_BEFORE } from '../contract/due-alarm.ts'
import { toHanoiDay } from '../contract/period.ts'
import type { Clock } from '../platform/clock.ts'
import type { Warehouse } from '../platform/warehouse/warehouse.ts'
import { daysBeforeOf, lastDayOfAlarm } from '../registry/due-alarms/alarm-reach.ts'
import type { AlarmSender } from '../registry/due-alarms/alarm-sender.ts'
import type { DueAlarmBook, RaisedAlarm } from '../registry/due-alarms/due-alarm-book.ts'
import type { DueAlarmSettings } from '../registry/due-alarms/due-alarm-settings.ts'
import type { PlaceIndex } from '../registry/place-index.ts'
import type { Calendar } from '../registry/working-calendar/calendar.ts'
import { lastDayWithin } from '../registry/working-calendar/days-within.ts'
import type { JobDefinition } from './job.ts'

export interface RaiseDeps {
  warehouse: Warehouse; places: PlaceIndex; workingCalendar: Calendar; clock: Clock
  dueAlarms: { settings: DueAlarmSettings; book: DueAlarmBook; sender: Pick<AlarmSender, 'takeUp'> }
}

/**
 * At seven each morning: what falls due and is not finished is written down, and sent to where units have said. Asked again all day, so that
 * a service that was not there at seven catches up; a morning that is raised stays as it is.
 */
export const raiseDueAlarmsJob = (deps: RaiseDeps): JobDefinition => ({ id: 'raise-due-alarms', schedule: { cron: '*/10 7-17 * * *' }, run: () => raiseDueAlarms(deps) })

/**
 * Raises the alarms of today, unless they are raised. An agency whose day off it is has none: what falls due meanwhile was told on the
 * working morning before. Where nobody works today nothing is written.
 */
export async function raiseDueAlarms({ warehouse, places, workingCalendar, clock, dueAlarms: { settings, book, sender } }: RaiseDeps): Promise<void> {
  const today = toHanoiDay(clock())
  if (await book.isRaised(today)) return
  const [all, settled] = [await settings.all(), await settings.daysBeforeOf()]
  const earliest = Math.max(DEFAULT_DAYS_BEFORE, ...all.map((it) => it.daysBefore))
  const { usual, own } = toDaysByAgency({ calendar: workingCalendar, places }, today, (isWorking) => ({ isWorking: isWorking(today), to: lastDayWithin(today, earliest, isWorking) }))
  const anyDays = [usual, ...own.values()]
  if (!anyDays.some((it) => it.isWorking)) return
  const found = await selectDueGroups(warehouse, { from: today, to: anyDays.map((it) => it.to).sort().at(-1) ?? today })
  const alarms = found.filter(({ agencyCode, centreCode, dueOn }) => workingCalendar.isWorkingDay(today, agencyCode)
    && dueOn <= lastDayOfAlarm(today, daysBeforeOf(settled, { agencyCode, centreCode }), agencyCode, workingCalendar))
  // A morning without any is not written: dossiers may come still, on the first day of all say.
  if (alarms.length === 0) return
  const concerns = (unitCode: string) => ({ agencyCode, centreCode }: RaisedAlarm) => places.isWithin(agencyCode, unitCode) || (centreCode !== '' && places.isWithin(centreCode, unitCode))
  const isNew = await book.raise(today, alarms, all.filter((it) => it.webhookUrl !== null && alarms.some(concerns(it.unitCode))).map((it) => it.unitCode))
  if (isNew) await sender.takeUp()
}
