import { z } from 'zod'
import { writeAudit } from '../../access/audit-log.ts'
import type { Clock } from '../../platform/clock.ts'
import type { RecordStore } from '../../platform/record/record.ts'
import { addDays } from '../working-calendar/days.ts'

/** Dossiers of an agency, handed in at a centre ('' for none), that are open and fall due on a day of Hanoi. */
export interface RaisedAlarm { agencyCode: string; centreCode: string; dueOn: string; codes: readonly string[] }

/** The alarms of one morning; `day` of Hanoi, `raisedAt` in milliseconds UTC. */
export interface AlarmMorning { day: string; raisedAt: number; alarms: RaisedAlarm[] }

export const ALARMS_KEPT_DAYS = 90
/** How far back a page looks for the last morning with alarms: over the longest feast. */
const LAST_MORNING_WITHIN_DAYS = 14
/** Alarms go to the record in statements of so many rows. */
const ROWS_PER_STATEMENT = 500

const alarmRow = z.object({ agency_code: z.string(), centre_code: z.string(), due_on: z.string(), codes: z.array(z.string()) })
  .transform((row): RaisedAlarm => ({ agencyCode: row.agency_code, centreCode: row.centre_code, dueOn: row.due_on, codes: row.codes }))

/** The alarms of every working morning, and who has seen them. */
export function createDueAlarmBook({ record, clock }: { record: RecordStore; clock: Clock }) {
  const alarmsOf = async (day: string): Promise<RaisedAlarm[]> => z.array(alarmRow).parse(await record.query(
    'SELECT agency_code, centre_code, due_on::text AS due_on, codes FROM due_alarm WHERE day = $1 ORDER BY agency_code, due_alarm.due_on, centre_code', [day],
  ))

  return {
    alarmsOf,

    /** Whether a morning has been raised already. */
    isRaised: async (day: string): Promise<boolean> => (await record.query('SELECT 1 FROM due_alarm_morning WHERE day = $1', [day])).length > 0,

    /**
     * Writes a morning down, all of it or nothing, with the units to which it is to be sent; answers whether it was not there yet. A
     * morning that is there stays as it was raised first. Mornings older than 90 days go.
     */
    raise: (day: string, alarms: readonly RaisedAlarm[], sendTo: readonly string[]): Promise<boolean> => record.transaction(async (session) => {
      const isNew = (await session.query('INSERT INTO due_alarm_morning (day, raised_at) VALUES ($1, $2) ON CONFLICT (day) DO NOTHING RETURNING day', [day, new Date(clock())])).length > 0
      if (!isNew) return false
      for (let from = 0; from < alarms.length; from += ROWS_PER_STATEMENT) {
        const rows = alarms.slice(from, from + ROWS_PER_STATEMENT).map((it) => ({ agency_code: it.agencyCode, centre_code: it.centreCode, due_on: it.dueOn, codes: it.codes }))
        await session.query(
          `INSERT INTO due_alarm (day, agency_code, centre_code, due_on, codes)
           SELECT $1::date, agency_code, centre_code, due_on, codes FROM jsonb_to_recordset($2::jsonb) AS it(agency_code text, centre_code text, due_on date, codes jsonb)`,
          [day, JSON.stringify(rows)],
        )
      }
      if (sendTo.length > 0) await session.query('INSERT INTO due_alarm_post (day, unit_code) SELECT $1::date, unnest($2::text[])', [day, sendTo])
      await session.query('DELETE FROM due_alarm_morning WHERE day < $1', [addDays(day, -ALARMS_KEPT_DAYS)])
      return true
    }),

    /** The last morning with any alarms up to a day; null when there is none within two weeks. */
    lastMorning: async (upTo: string): Promise<AlarmMorning | null> => {
      const [found] = z.array(z.object({ day: z.string(), raised_at: z.date() })).parse(await record.query(
        `SELECT day::text AS day, raised_at FROM due_alarm_morning AS morning
         WHERE day <= $1 AND day > $2 AND EXISTS (SELECT 1 FROM due_alarm WHERE due_alarm.day = morning.day) ORDER BY morning.day DESC LIMIT 1`,
        [upTo, addDays(upTo, -LAST_MORNING_WITHIN_DAYS)],
      ))
      return found ? { day: found.day, raisedAt: found.raised_at.getTime(), alarms: await alarmsOf(found.day) } : null
    },

    /** When somebody has seen the alarms of a morning, by agency; milliseconds UTC. */
    seenBy: async (day: string, reader: string): Promise<Map<string, number>> => {
      const rows = z.array(z.object({ agency_code: z.string(), seen_at: z.date() })).parse(await record.query('SELECT agency_code, seen_at FROM due_alarm_seen WHERE day = $1 AND seen_by = $2', [day, reader]))
      return new Map(rows.map((it) => [it.agency_code, it.seen_at.getTime()]))
    },

    /** Writes down that somebody has seen them; the first time counts. Agencies without an alarm that morning are passed over. */
    markSeen: (day: string, agencyCodes: readonly string[], reader: string): Promise<void> => record.transaction(async (session) => {
      const marked = await session.query<{ agency_code: string }>(
        `INSERT INTO due_alarm_seen (day, agency_code, seen_by, seen_at)
         SELECT DISTINCT day, agency_code, $3, $4::timestamptz FROM due_alarm WHERE day = $1 AND agency_code = ANY($2::text[])
         ON CONFLICT (day, agency_code, seen_by) DO NOTHING RETURNING agency_code`,
        [day, agencyCodes, reader, new Date(clock())],
      )
      if (marked.length === 0) return
      await writeAudit(session, { actor: reader, action: 'due-alarm.see', subject: `due-alarm:${day}`, detail: { agencies: marked.map((it) => it.agency_code).sort() } })
    }),
  }
}
export type DueAlarmBook = ReturnType<typeof createDueAlarmBook>
