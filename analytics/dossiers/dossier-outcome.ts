import type { DossierOutcome, UnclassifiedReason } from '../../contract/dossier-clock.ts'
import { toHanoiDay } from '../../contract/period.ts'

/** What of a dossier decides; moments in milliseconds UTC, `status` as the national portal's. */
export interface OutcomeFacts { status: number; registeredAt: number; dueAt: number | null; finishedAt: number | null; returnedAt: number | null }

export interface Outcome { outcome: DossierOutcome; /** why it cannot be judged; null for every other class */ reason: UnclassifiedReason | null }

/** The days that are compared; null where there is none. */
interface Days { status: number; received: string; due: string | null; end: string | null; today: string }

interface OutcomeRule extends Outcome { holds(days: Days): boolean; sql: string }

/** Refused, stopped, resolved and returned: whoever reports one of these says that nothing more happens. */
const OVER: readonly number[] = [3, 8, 9, 10]
const WITHDRAWN = 7

/** Neither ended nor withdrawn, whatever else is wrong with it; SQL over `dossiers`. */
export const IS_OPEN = `(finished_at IS NULL AND returned_at IS NULL AND status NOT IN (${[...OVER, WITHDRAWN].join(', ')}))`
export const IS_WITHDRAWN = `status = ${WITHDRAWN}`

export const RECEIVED_ON = `toDate(registered_at, 'Asia/Ho_Chi_Minh')`
export const DUE_ON = `toDate(due_at, 'Asia/Ho_Chi_Minh')`
export const ENDED_ON = `toDate(ifNull(finished_at, returned_at), 'Asia/Ho_Chi_Minh')`

const cannotTell = (reason: UnclassifiedReason, holds: OutcomeRule['holds'], sql: string): OutcomeRule => ({ outcome: 'unclassified', reason, holds, sql })
const judged = (outcome: DossierOutcome, holds: OutcomeRule['holds'], sql: string): OutcomeRule => ({ outcome, reason: null, holds, sql })

/**
 * The one table of rules, for one dossier in memory and for many in the warehouse alike; the first that holds decides. Days are those of
 * Asia/Ho_Chi_Minh, day against day. The end is `finishedAt`, or `returnedAt` where the source gives only that, whatever the status.
 *
 * | # | a dossier that …                                           | is                                |
 * |---|------------------------------------------------------------|-----------------------------------|
 * | 1 | was withdrawn by the applicant (7)                         | unclassified: withdrawn           |
 * | 2 | has no appointment                                         | unclassified: no-due-date         |
 * | 3 | is due before the day it was received                      | unclassified: due-before-receipt  |
 * | 4 | ended before the day it was received                       | unclassified: ends-before-receipt |
 * | 5 | ended after today                                          | unclassified: end-in-future       |
 * | 6 | is over (3, 8, 9, 10) without a moment of its end          | unclassified: end-unknown         |
 * | 7 | ended before its due day                                   | early                             |
 * | 8 | ended on its due day                                       | on-time                           |
 * | 9 | ended after its due day                                    | late                              |
 * | 10| is open, and its due day is today or to come               | open-within-due                   |
 * | 11| is open otherwise                                          | open-overdue                      |
 *
 * Three outcomes for what has ended and two for what is open are those of the tables that provinces publish (trước hạn, đúng hạn, quá
 * hạn; trong hạn, quá hạn).
 */
const RULES: readonly OutcomeRule[] = [
  cannotTell('withdrawn', (it) => it.status === WITHDRAWN, `status = ${WITHDRAWN}`),
  cannotTell('no-due-date', (it) => it.due === null, 'due_at IS NULL'),
  cannotTell('due-before-receipt', (it) => it.due !== null && it.due < it.received, `${DUE_ON} < ${RECEIVED_ON}`),
  cannotTell('ends-before-receipt', (it) => it.end !== null && it.end < it.received, `${ENDED_ON} < ${RECEIVED_ON}`),
  cannotTell('end-in-future', (it) => it.end !== null && it.end > it.today, `${ENDED_ON} > {today}`),
  cannotTell('end-unknown', (it) => it.end === null && OVER.includes(it.status), `${ENDED_ON} IS NULL AND status IN (${OVER.join(', ')})`),
  judged('early', (it) => it.end !== null && it.due !== null && it.end < it.due, `${ENDED_ON} < ${DUE_ON}`),
  judged('on-time', (it) => it.end !== null && it.end === it.due, `${ENDED_ON} = ${DUE_ON}`),
  judged('late', (it) => it.end !== null, `${ENDED_ON} IS NOT NULL`),
  judged('open-within-due', (it) => it.due !== null && it.due >= it.today, `${DUE_ON} >= {today}`),
]
const OTHERWISE: Outcome = { outcome: 'open-overdue', reason: null }

/** When a dossier ended; null while it is open, or where nobody says. */
export const toEnd = ({ finishedAt, returnedAt }: Pick<OutcomeFacts, 'finishedAt' | 'returnedAt'>): number | null => finishedAt ?? returnedAt

const toDay = (epochMs: number | null) => (epochMs === null ? null : toHanoiDay(epochMs))

/** The class of a dossier at a moment (milliseconds UTC), by the table above. */
export function toOutcome(facts: OutcomeFacts, now: number): Outcome {
  const days: Days = {
    status: facts.status, received: toHanoiDay(facts.registeredAt), due: toDay(facts.dueAt), end: toDay(toEnd(facts)), today: toHanoiDay(now),
  }
  const { outcome, reason } = RULES.find((it) => it.holds(days)) ?? OTHERWISE
  return { outcome, reason }
}

const choose = (today: string, pick: (it: Outcome) => string) =>
  `multiIf(${RULES.map((it) => `ifNull(${it.sql.replaceAll('{today}', today)}, 0), ${pick(it)}`).join(', ')}, ${pick(OTHERWISE)})`

/**
 * The same class as SQL over the columns of `dossiers`: text of one of `contract/dossier-clock.ts`'s outcomes. `today` is SQL of our own
 * for a date of Asia/Ho_Chi_Minh.
 */
export const outcomeSql = (today: string): string => choose(today, ({ outcome }) => `'${outcome}'`)

/** Why a dossier is unclassified, as SQL; '' for every other class. */
export const reasonSql = (today: string): string => choose(today, ({ reason }) => `'${reason ?? ''}'`)

/** The day by which a dossier is looked up: its due day, or the day of receipt where it has no appointment. SQL over `dossiers`. */
export const LOOKED_UP_ON = `ifNull(${DUE_ON}, ${RECEIVED_ON})`
