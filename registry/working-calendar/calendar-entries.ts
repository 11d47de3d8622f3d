import { z } from 'zod'
import { writeAudit } from '../../access/audit-log.ts'
import { FIRST_CALENDAR_YEAR, LAST_CALENDAR_YEAR, nationalDaySide, type CalendarDay, type NewCalendarDay, type YearDecision } from '../../contract/working-calendar.ts'
import { AppError } from '../../platform/errors.ts'
import type { RecordSession, RecordStore } from '../../platform/record/record.ts'
import type { Places } from '../places.ts'
import { lockRegistry, raiseVersion } from '../registry-version.ts'
import { createCalendar, type Calendar, type CalendarEntry } from './calendar.ts'

const entryRow = z
  .object({ day: z.string(), unit_code: z.string().nullable(), kind: z.enum(['holiday', 'working']), name: z.string(), source: z.string(), swap_day: z.string().nullable() })
  .transform((row): CalendarEntry => ({ day: row.day, unitCode: row.unit_code, kind: row.kind, name: row.name, source: row.source, swapDay: row.swap_day }))
const yearRow = z
  .object({ year: z.number(), tet_days_before: z.number(), national_day: nationalDaySide, source: z.string() })
  .transform((row): YearDecision => ({ year: row.year, tetDaysBefore: row.tet_days_before, nationalDay: row.national_day, source: row.source }))

/** The calendar as it stands in the record. */
export async function readCalendar(session: RecordSession, places: Pick<Places, 'isWithin'>): Promise<Calendar> {
  const entries = z.array(entryRow).parse(await session.query('SELECT day::text AS day, unit_code, kind, name, source, swap_day::text AS swap_day FROM calendar_day ORDER BY day'))
  const decisions = z.array(yearRow).parse(await session.query('SELECT year, tet_days_before, national_day, source FROM calendar_year'))
  return createCalendar({ entries, decisions, isWithin: places.isWithin })
}

const breach = (field: string, value: unknown, rule: string) =>
  new AppError('invalid-request', `The day breaks a rule: /${field} ${rule}`, { errors: [{ pointer: `/${field}`, value, rule, message: `${String(value)}: ${rule}.` }] })

const isKnownYear = (day: string) => Number(day.slice(0, 4)) >= FIRST_CALENDAR_YEAR && Number(day.slice(0, 4)) <= LAST_CALENDAR_YEAR
const isWeeklyOrGivenBack = ({ kind }: CalendarDay) => kind === 'weekend' || kind === 'compensatory'

/** Throws 422 where a day cannot be what is asked: an entry that changes nothing is a mistake of the one who enters it. */
function checkDay(calendar: Calendar, { day, kind, swapDay, unitCode }: NewCalendarDay): void {
  if (!isKnownYear(day)) throw breach('day', day, `within ${FIRST_CALENDAR_YEAR}–${LAST_CALENDAR_YEAR}`)
  const found = calendar.dayOf(day, unitCode)
  // A public holiday that falls on a weekly day off is given back, so for the country that is worth entering.
  const mayBeOff = found.isWorking || (found.kind === 'weekend' && !unitCode && !swapDay)
  if (kind === 'holiday' && !mayBeOff) throw breach('day', day, `a day that is worked; this one is off already (${found.name.vi})`)
  if (kind === 'working' && !isWeeklyOrGivenBack(found)) throw breach('day', day, `a weekly or compensatory day off; this one is ${found.isWorking ? 'worked already' : `off as ${found.name.vi}`}`)
  if (!swapDay) return
  const worked = calendar.dayOf(swapDay, unitCode)
  if (worked.kind !== 'weekend') throw breach('swapDay', swapDay, `a weekly day off; this one is ${worked.name.vi}`)
}

interface EntriesDeps { record: RecordStore; places: Places & { reload(): Promise<void> } }

/** Changes of the calendar, each with its line in the audit log; they are in force in this process when the promise resolves. */
export function createCalendarEntries({ record, places }: EntriesDeps) {
  const change = async (work: (session: RecordSession, calendar: Calendar) => Promise<void>): Promise<void> => {
    await record.transaction(async (session) => {
      await lockRegistry(session)
      await work(session, await readCalendar(session, places))
      await raiseVersion(session)
    })
    await places.reload()
  }
  const insert = (session: RecordSession, entry: CalendarEntry) => session.query(
    'INSERT INTO calendar_day (day, unit_code, kind, name, source, swap_day) VALUES ($1, $2, $3, $4, $5, $6)',
    [entry.day, entry.unitCode, entry.kind, entry.name, entry.source, entry.swapDay],
  )
  const subjectOf = (day: string, unitCode: string | null) => `calendar:${day}${unitCode ? `:${unitCode}` : ''}`

  return {
    /** Enters a day off or on, with its other half where it is swapped; answers the days entered. Throws 422 and 409. */
    add: async (asked: NewCalendarDay, actor: string): Promise<string[]> => {
      const { day, kind, name, source, unitCode = null, swapDay = null } = asked
      const halves: CalendarEntry[] = [{ day, unitCode, kind, name, source, swapDay }]
      if (swapDay) halves.push({ day: swapDay, unitCode, kind: 'working', name: `Làm bù: ${name}`, source, swapDay: day })
      await change(async (session, calendar) => {
        const taken = z.array(z.object({ day: z.string() })).parse(await session.query(
          'SELECT day::text AS day FROM calendar_day WHERE day = ANY($1::date[]) AND unit_code IS NOT DISTINCT FROM $2', [halves.map((it) => it.day), unitCode],
        ))
        if (taken[0]) throw new AppError('conflict', `${taken[0].day} has an entry already; take it back first.`)
        checkDay(calendar, asked)
        for (const half of halves) await insert(session, half)
        await writeAudit(session, { actor, action: 'calendar-day.add', subject: subjectOf(day, unitCode), detail: { kind, name, source, swapDay } })
      })
      return halves.map((it) => it.day)
    },

    /** Takes an entry back, with the other half of a swap. Throws 404. */
    remove: (day: string, unitCode: string | null, actor: string): Promise<void> => change(async (session) => {
      const removed = z.array(entryRow).parse(await session.query(
        `DELETE FROM calendar_day WHERE (day = $1 OR swap_day = $1) AND unit_code IS NOT DISTINCT FROM $2
         RETURNING day::text AS day, unit_code, kind, name, source, swap_day::text AS swap_day`, [day, unitCode],
      ))
      if (removed.length === 0) throw new AppError('not-found', `Nothing was entered for ${day}${unitCode ? ` in ${unitCode}` : ''}.`)
      await writeAudit(session, { actor, action: 'calendar-day.remove', subject: subjectOf(day, unitCode), detail: { removed } })
    }),

    /** Writes down what was decided for a year. */
    decide: ({ year, tetDaysBefore, nationalDay, source }: YearDecision, actor: string): Promise<void> => change(async (session, calendar) => {
      await session.query(
        `INSERT INTO calendar_year (year, tet_days_before, national_day, source) VALUES ($1, $2, $3, $4)
         ON CONFLICT (year) DO UPDATE SET tet_days_before = excluded.tet_days_before, national_day = excluded.national_day, source = excluded.source`,
        [year, tetDaysBefore, nationalDay, source],
      )
      await writeAudit(session, {
        actor, action: 'calendar-year.decide', subject: `calendar:${year}`, detail: { before: calendar.decisionOf(year), after: { tetDaysBefore, nationalDay, source } },
      })
    }),
  }
}
export type CalendarEntries = ReturnType<typeof createCalendarEntries>
