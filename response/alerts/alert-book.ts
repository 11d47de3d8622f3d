import { z } from 'zod'
import { alertFacts, alertKind, alertScope, SUBJECTS_SHOWN, type AlertFacts, type AlertKind, type AlertRow } from '../../contract/alert.ts'
import type { Clock } from '../../platform/clock.ts'
import type { RecordSession, RecordStore } from '../../platform/record/record.ts'
import type { PlaceIndex } from '../../registry/place-index.ts'
import { groupSignals } from './group-signals.ts'
import { CALM_MS, type Signal } from './signal.ts'

const subjectRow = z.object({ alert_id: z.string(), subject: z.string(), centre_code: z.string(), province_code: z.string(), missed_at: z.date().nullable() })
const openRow = z.object({ id: z.string(), scope: alertScope, unit_code: z.string() })
const alertRowShape = z.object({
  id: z.string(), seq: z.coerce.number(), kind: alertKind, scope: alertScope, unit_code: z.string(), opens_case: z.boolean(), raised_at: z.date(), ended_at: z.date().nullable(),
  case_code: z.string().nullable(),
  subjects: z.array(z.object({ place: z.string(), centre: z.string(), subject: z.string(), facts: alertFacts, open: z.boolean() })),
})

/** An alert as the record has it; the facts of its subjects are told as one. */
export interface StoredAlert { row: AlertRow; seq: number; opensCase: boolean; subjects: { subject: string; placeCode: string; facts: AlertFacts }[] }

const SELECT_ALERTS = `SELECT alert.id, alert.seq, alert.kind, scope, alert.unit_code, opens_case, raised_at, alert.ended_at, case_file.code AS case_code,
    (SELECT jsonb_agg(jsonb_build_object('place', place_code, 'centre', centre_code, 'subject', subject, 'facts', facts, 'open', ended_at IS NULL) ORDER BY place_code, subject) FROM alert_subject WHERE alert_id = alert.id) AS subjects
  FROM alert LEFT JOIN case_file ON case_file.alert_id = alert.id`

/** What belongs to several subjects is told in sums where it can be added up, else it is that of the first. */
export function sumFacts(all: readonly AlertFacts[]): AlertFacts {
  const [first = {}] = all
  if (all.length < 2) return first
  return Object.fromEntries(Object.entries(first).filter(([name]) => name === 'limit' || name === 'days' || all.every((it) => typeof it[name] === 'number' && Number.isInteger(it[name])))
    .map(([name, value]) => [name, name === 'limit' || name === 'days' ? value : all.reduce((sum, it) => sum + Number(it[name]), 0)]))
}

/** The alerts that were raised, with what they are about. */
export function createAlertBook({ record, places, clock }: { record: RecordStore; places: Pick<PlaceIndex, 'nameOf'>; clock: Clock }) {
  const named = (code: string) => ({ code, name: places.nameOf(code) ?? { vi: code, en: code } })
  /** Whoever reaches less than the alert sees of it what lies within their reach. */
  const toStored = (row: z.infer<typeof alertRowShape>, units: readonly string[] | null): StoredAlert => {
    const subjects = units === null || units.includes(row.unit_code) ? row.subjects : row.subjects.filter((it) => units.includes(it.centre))
    const codes = [...new Set(subjects.map((it) => it.place))]
    return {
      seq: row.seq, opensCase: row.opens_case, subjects: subjects.map((it) => ({ subject: it.subject, placeCode: it.place, facts: it.facts })),
      row: {
        id: row.id, kind: row.kind, scope: row.scope, unit: named(row.unit_code), subjects: codes.slice(0, SUBJECTS_SHOWN).map(named), count: subjects.length,
        open: subjects.filter((it) => it.open).length, facts: sumFacts(subjects.map((it) => it.facts)), raisedAt: row.raised_at.toISOString(),
        endedAt: row.ended_at?.toISOString() ?? null, caseCode: row.case_code,
      },
    }
  }
  const select = async (session: RecordSession, rest: string, values: unknown[], units: readonly string[] | null = null) =>
    z.array(alertRowShape).parse(await session.query(`${SELECT_ALERTS} ${rest}`, values)).map((it) => toStored(it, units))

  /** Says of what lasts whether it was found; ends what has not been found for long enough, and every alert of which nothing lasts. */
  const settleLasting = async (session: RecordSession, kind: AlertKind, found: ReadonlyMap<string, Signal>) => {
    const now = clock()
    const lasting = z.array(subjectRow).parse(await session.query('SELECT alert_id, subject, centre_code, province_code, missed_at FROM alert_subject WHERE kind = $1 AND ended_at IS NULL', [kind]))
    const missing = lasting.filter((it) => !found.has(it.subject))
    const ended = missing.filter((it) => now - (it.missed_at?.getTime() ?? now) >= CALM_MS[kind])
    const back = lasting.filter((it) => found.has(it.subject) && it.missed_at !== null)
    const ofKind = 'kind = $1 AND ended_at IS NULL AND subject = ANY($2::text[])'
    if (missing.length > 0) await session.query(`UPDATE alert_subject SET missed_at = coalesce(missed_at, $3) WHERE ${ofKind}`, [kind, missing.map((it) => it.subject), new Date(now)])
    if (back.length > 0) await session.query(`UPDATE alert_subject SET missed_at = NULL WHERE ${ofKind}`, [kind, back.map((it) => it.subject)])
    if (ended.length > 0) {
      await session.query(`UPDATE alert_subject SET ended_at = $3 WHERE ${ofKind}`, [kind, ended.map((it) => it.subject), new Date(now)])
      await session.query('UPDATE alert SET ended_at = $2 WHERE kind = $1 AND ended_at IS NULL AND NOT EXISTS (SELECT 1 FROM alert_subject WHERE alert_id = alert.id AND ended_at IS NULL)', [kind, new Date(now)])
    }
    const isOver = new Set(ended.map((it) => it.subject))
    return lasting.filter((it) => !isOver.has(it.subject)).map((it) => ({ subject: it.subject, centreCode: it.centre_code, provinceCode: it.province_code }))
  }

  const insertSubjects = async (session: RecordSession, kind: AlertKind, alertId: string, signals: readonly Signal[]) => {
    const rows = signals.map((it) => ({ subject: it.subject, place_code: it.placeCode, centre_code: it.centreCode, province_code: it.provinceCode, facts: it.facts, since: new Date(it.since).toISOString() }))
    // A subject that was in this alert before and is back lasts in it once more.
    await session.query(
      `INSERT INTO alert_subject (alert_id, kind, subject, place_code, centre_code, province_code, facts, since)
       SELECT $1::uuid, $2, subject, place_code, centre_code, province_code, facts, since
       FROM jsonb_to_recordset($3::jsonb) AS it (subject text, place_code text, centre_code text, province_code text, facts jsonb, since timestamptz)
       ON CONFLICT (alert_id, subject) DO UPDATE SET ended_at = NULL, missed_at = NULL, facts = excluded.facts, since = excluded.since`,
      [alertId, kind, JSON.stringify(rows)],
    )
  }

  return {
    /**
     * Takes in everything that one kind of rule finds now: what lasts goes on, what is over ends, what is new is raised, gathered where much comes
     * at once. Doing so twice changes nothing. `opensCaseAt` says whether a case is opened with an alert of a unit.
     */
    settle: (kind: AlertKind, signals: readonly Signal[], opensCaseAt: (unitCode: string) => boolean): Promise<void> => record.transaction(async (session) => {
      await session.query('INSERT INTO alert_turn (kind) VALUES ($1) ON CONFLICT (kind) DO NOTHING', [kind])
      await session.query('SELECT 1 FROM alert_turn WHERE kind = $1 FOR UPDATE', [kind])
      const found = new Map(signals.map((it) => [it.subject, it]))
      const lasting = await settleLasting(session, kind, found)
      const isKnown = new Set(lasting.map((it) => it.subject))
      const open = z.array(openRow).parse(await session.query("SELECT id, scope, unit_code FROM alert WHERE kind = $1 AND ended_at IS NULL AND scope <> 'single'", [kind]))
        .map((it) => ({ id: it.id, scope: it.scope, unitCode: it.unit_code }))
      const { joined, raised } = groupSignals(kind, [...found.values()].filter((it) => !isKnown.has(it.subject)), open, lasting)
      for (const it of joined) await insertSubjects(session, kind, it.alertId, it.signals)
      for (const it of raised) {
        const [made] = z.array(z.object({ id: z.string() })).parse(await session.query(
          'INSERT INTO alert (kind, scope, unit_code, opens_case, raised_at) VALUES ($1, $2, $3, $4, $5) RETURNING id', [kind, it.scope, it.unitCode, opensCaseAt(it.unitCode), new Date(clock())],
        ))
        if (made) await insertSubjects(session, kind, made.id, it.signals)
      }
    }),

    /** Alerts that nobody was told of yet, the oldest first. */
    untold: (): Promise<StoredAlert[]> => select(record, 'WHERE told_at IS NULL ORDER BY alert.seq LIMIT 200', []),
    markTold: async (id: string): Promise<void> => void (await record.query('UPDATE alert SET told_at = $2 WHERE id = $1 AND told_at IS NULL', [id, new Date(clock())])),

    /** One alert; null when there is none. */
    find: async (id: string): Promise<StoredAlert | null> => (await select(record, 'WHERE alert.id = $1', [id]))[0] ?? null,

    /** Alerts of these units, or about something in them (null: all), before a place in the list, the newest first. */
    list: ({ units, kind, isOpen, before, limit }: { units: readonly string[] | null; kind: AlertKind | null; isOpen: boolean; before: number; limit: number }): Promise<StoredAlert[]> => select(
      record, `WHERE ($1::text[] IS NULL OR alert.unit_code = ANY($1) OR EXISTS (SELECT 1 FROM alert_subject WHERE alert_id = alert.id AND centre_code = ANY($1))) AND ($2::text IS NULL OR alert.kind = $2) AND (NOT $3::boolean OR alert.ended_at IS NULL) AND alert.seq < $4 ORDER BY alert.seq DESC LIMIT $5`,
      [units, kind, isOpen, before, limit], units,
    ),
  }
}
export type AlertBook = ReturnType<typeof createAlertBook>
