import { z } from 'zod'
import { wilson } from '../../analytics/statistics/wilson.ts'
import { closeReason, replyChannel, type CaseDetail, type CaseOrigin, type CasePage, type CaseRow, type CaseStep } from '../../contract/case.ts'
import type { CaseFigures } from '../../contract/monitoring-report.ts'
import { toHanoiDay, type DayRange } from '../../contract/period.ts'
import type { PublicSaidDone } from '../../contract/said-done.ts'
import type { Clock } from '../../platform/clock.ts'
import { cursorAfter, readCursor } from '../../platform/list-page.ts'
import type { RecordStore } from '../../platform/record/record.ts'
import type { PlaceIndex } from '../../registry/place-index.ts'
import type { Calendar } from '../../registry/working-calendar/calendar.ts'
import { addDays, toDayStart } from '../../registry/working-calendar/days.ts'
import type { AlertBook, StoredAlert } from '../alerts/alert-book.ts'
import { toCaseClock, type CaseClock } from './case-clock.ts'
import type { CaseLimitBook } from './case-limits.ts'
import { actsAfter } from './case-life.ts'
import { selectCases, selectSteps, type StoredCase, type StoredStep } from './case-rows.ts'

interface ReadDeps { record: RecordStore; places: Pick<PlaceIndex, 'nameOf'>; workingCalendar: Calendar; limits: CaseLimitBook; alerts: AlertBook; clock: Clock }
interface Reader { accountId: string; units: readonly string[] | null }
export interface CaseSearch { state: 'open' | 'near' | 'over' | 'closed'; origin: CaseOrigin | null; mine: boolean; cursor: string | undefined; limit: number }

const count = z.coerce.number()
const NEAR_MS = 2 * 86_400_000
/** Under so many no share is said. */
const LEAST_ANSWERED = 10
const YEAR_DAYS = 365
/** The limit that runs: to the answer as long as there is none. */
const NEXT_DUE = 'CASE WHEN answered_at IS NULL THEN answer_due_at ELSE close_due_at END'

/** Cases as their readers see them. */
export function createCaseReadings({ record, places, workingCalendar, limits, alerts, clock }: ReadDeps) {
  const named = (code: string) => ({ code, name: places.nameOf(code) ?? { vi: code, en: code } })
  const clockOf = (it: StoredCase, limitsAt: (openedAt: number) => { answer: number; close: number }): CaseClock => toCaseClock(
    { unitCode: it.unit_code, openedAt: it.opened_at, answeredAt: it.answered_at, closedAt: it.closed_at }, limitsAt(it.opened_at), { calendar: workingCalendar, now: clock() },
  )
  const toRow = (it: StoredCase, { next }: CaseClock, alert: StoredAlert | null, { accountId }: Reader): CaseRow => ({
    code: it.code, version: it.version, state: it.state, origin: it.origin, unit: named(it.unit_code), counter: it.counter_code === null ? null : named(it.counter_code), title: it.title,
    alert: alert && { kind: alert.row.kind, scope: alert.row.scope, facts: alert.row.facts, count: alert.row.count }, score: it.score === null || it.scale === null ? null : { score: it.score, scale: it.scale },
    openedAt: new Date(it.opened_at).toISOString(), next, escalatedTo: it.escalated_to === null ? null : named(it.escalated_to),
    assignee: it.assignee === null ? null : { id: it.assignee, name: it.assignee_name ?? '', isOwn: it.assignee === accountId }, wantsAnswer: it.wants_answer,
    closedAt: it.closed_at === null ? null : new Date(it.closed_at).toISOString(),
  })
  const alertOf = async ({ alert_id: id }: StoredCase) => (id === null ? null : await alerts.find(id))

  const toStep = ({ kind, words, detail, by, taken_at: at }: StoredStep): CaseStep => ({
    kind, words, by, at: new Date(at).toISOString(),
    detail: {
      ...(detail['reason'] ? { reason: closeReason.parse(detail['reason']) } : {}), ...(detail['channel'] ? { channel: replyChannel.parse(detail['channel']) } : {}),
      ...(detail['to'] ? { to: detail['to'] } : {}), ...(detail['unit'] ? { unit: named(detail['unit']) } : {}), ...(detail['limit'] ? { limit: detail['limit'] === 'answer' ? 'answer' as const : 'close' as const } : {}),
    },
  })

  const countStates = async (units: readonly string[] | null): Promise<CasePage['counts']> => z.tuple([z.object({ open: z.coerce.number(), near: z.coerce.number(), over: z.coerce.number() })]).parse(await record.query(
    `SELECT count(*) AS open, count(*) FILTER (WHERE ${NEXT_DUE} >= $2 AND ${NEXT_DUE} < $3) AS near, count(*) FILTER (WHERE ${NEXT_DUE} < $2) AS over
     FROM case_file WHERE state <> 'closed' AND ($1::text[] IS NULL OR unit_code = ANY($1))`, [units, new Date(clock()), new Date(clock() + NEAR_MS)],
  ))[0]

  return {
    countStates,

    /** A page of cases: open ones by the limit that runs, closed ones by their end, the newest first. `near`: due within two days. */
    list: async (search: CaseSearch, reader: Reader): Promise<Omit<CasePage, 'may' | 'demo'>> => {
      const isClosed = search.state === 'closed'
      const key = isClosed ? 'closed_at' : NEXT_DUE
      const now = clock()
      const [afterMs = '', afterSeq = ''] = readCursor(search.cursor).split('\n')
      const found = await selectCases(
        record, `WHERE ($1::text[] IS NULL OR unit_code = ANY($1)) AND (state = 'closed') = $2 AND ($3::text IS NULL OR origin = $3) AND (NOT $4::boolean OR assignee = $5::uuid)
           AND ($6::timestamptz IS NULL OR ${key} >= $6) AND ($7::timestamptz IS NULL OR ${key} < $7)
           AND ($8::timestamptz IS NULL OR ${isClosed ? `(${key}, case_file.seq) < ($8, $9)` : `(${key}, case_file.seq) > ($8, $9)`})
         ORDER BY ${key} ${isClosed ? 'DESC' : 'ASC'}, case_file.seq ${isClosed ? 'DESC' : 'ASC'} LIMIT $10`,
        [reader.units, isClosed, search.origin, search.mine, reader.accountId || null, search.state === 'near' ? new Date(now) : null,
          search.state === 'near' ? new Date(now + NEAR_MS) : search.state === 'over' ? new Date(now) : null, afterMs === '' ? null : new Date(Number(afterMs)), Number(afterSeq), search.limit + 1],
      )
      const shown = found.slice(0, search.limit)
      const limitsAt = await limits.reader()
      const rows: CaseRow[] = []
      for (const it of shown) rows.push(toRow(it, clockOf(it, limitsAt), await alertOf(it), reader))
      const last = shown.at(-1)
      const keyOf = (it: StoredCase) => (isClosed ? it.closed_at : it.answered_at === null ? it.answer_due_at : it.close_due_at)
      return { rows, cursor: found.length > search.limit && last ? cursorAfter(`${keyOf(last)}\n${last.seq}`) : null, counts: await countStates(reader.units) }
    },

    /** The case of a code; null where there is none. */
    find: async (code: string): Promise<StoredCase | null> => (await selectCases(record, 'WHERE code = $1', [code]))[0] ?? null,

    /** Everything about a case that does not depend on rights. */
    detail: async (it: StoredCase, reader: Reader): Promise<Omit<CaseDetail, 'handlers' | 'saidDone' | 'may' | 'mail' | 'demo'>> => {
      const time = clockOf(it, await limits.reader())
      return {
        ...toRow(it, time, await alertOf(it), reader), limits: time.limits, days: time.days, steps: (await selectSteps(record, it.id)).map(toStep),
        acts: actsAfter({ state: it.state, wantsAnswer: it.wants_answer }, it.contact_kind !== null),
        contact: it.contact_kind === null || it.contact_until === null ? null : { kind: it.contact_kind, deleteAfter: new Date(it.contact_until).toISOString(), mayRead: it.assignee === reader.accountId },
      }
    },

    /**
     * Of the cases opened at these units (null: all) on days `[from, to)`: how many are closed, how many of those kept both limits, and how many have
     * missed one. Those whose limits still run are neither.
     */
    countOpened: async (units: readonly string[] | null, { from, to }: DayRange): Promise<CaseFigures> => z.tuple([z.object({ opened: count, closed: count, inTime: count, late: count })]).parse(await record.query(
      `SELECT count(*) AS opened, count(*) FILTER (WHERE state = 'closed') AS closed, count(*) FILTER (WHERE state = 'closed' AND NOT is_late) AS "inTime", count(*) FILTER (WHERE is_late) AS late
       FROM (SELECT state, coalesce(answered_at, $4) > answer_due_at OR coalesce(closed_at, $4) > close_due_at AS is_late FROM case_file
             WHERE ($1::text[] IS NULL OR unit_code = ANY($1)) AND opened_at >= $2 AND opened_at < $3) AS opened`,
      [units, new Date(toDayStart(from)), new Date(toDayStart(to)), new Date(clock())],
    ))[0],

    /**
     * Of the very bad ratings at a centre whose givers asked for an answer in the last twelve months: how many were answered within the limit, of all that
     * were answered or whose limit is over. Those that still have time are not judged.
     */
    answeredInTime: async (centreCode: string): Promise<PublicSaidDone['answered']> => {
      const to = addDays(toHanoiDay(clock()), 1)
      const from = addDays(to, -YEAR_DAYS)
      const [{ n, k }] = z.tuple([z.object({ n: z.coerce.number(), k: z.coerce.number() })]).parse(await record.query(
        `SELECT count(*) AS n, count(*) FILTER (WHERE answered_at <= answer_due_at) AS k FROM case_file
         WHERE unit_code = $1 AND origin = 'rating' AND score <= CASE WHEN scale = 5 THEN 2 ELSE 1 END AND opened_at >= $2 AND (answered_at IS NOT NULL OR answer_due_at < $3)`,
        [centreCode, new Date(`${from}T00:00:00+07:00`), new Date(clock())],
      ))
      const { answer: days } = (await limits.reader())(clock())
      const interval = n < LEAST_ANSWERED ? null : wilson(k, n)
      if (interval === null) return { numerator: null, denominator: null, value: null, lower: null, upper: null, days, from, to }
      return { numerator: k, denominator: n, value: k / n, ...interval, days, from, to }
    },
  }
}
export type CaseReadings = ReturnType<typeof createCaseReadings>
