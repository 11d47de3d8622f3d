import { z } from 'zod'
import { writeAudit } from '../../access/audit-log.ts'
import { defineQuery } from '../../platform/warehouse/define-query.ts'
import type { Warehouse } from '../../platform/warehouse/warehouse.ts'
import type { PlaceIndex } from '../../registry/place-index.ts'
import type { AwaitedAnswer } from '../alerts/read-signals.ts'
import type { Recipients } from '../notifications/recipients.ts'
import { toCaseClock } from './case-clock.ts'
import { insertStep, selectCases, type StoredCase } from './case-rows.ts'
import { HANDLING_ROLES } from './case-steps.ts'
import type { Contacts, LoneContact } from './contacts.ts'
import { openCase, type OpenDeps } from './open-case.ts'

export interface TendCasesDeps extends OpenDeps { warehouse: Warehouse; places: Pick<PlaceIndex, 'centreOf'>; contacts: Contacts; recipients: Recipients }

const AT_ONCE = 200
/** A rating may have been given so long before its giver left a contact, on a tablet that was offline. */
const LOOK_BACK_MS = 45 * 86_400_000

interface FoundRating { sender: string; id: string; counterCode: string; scale: number; score: number }
const ratingsById = defineQuery<{ ids: readonly string[]; from: number }, FoundRating>({
  name: 'ratings-of-contacts', lane: 'job',
  sql: `SELECT sender, lower(toString(id)) AS id, toString(counter_code) AS counterCode, scale, score FROM ratings_current
        WHERE lower(toString(id)) IN {ids:Array(String)} AND corrected_at >= fromUnixTimestamp64Milli({from:Int64})`,
  row: z.object({ sender: z.string(), id: z.string(), counterCode: z.string(), scale: z.number(), score: z.number() }),
})

/** Opens a case for every contact whose rating has come, whatever the rating: who asks for an answer gets one. Answers how many. */
export async function matchContacts(deps: TendCasesDeps): Promise<number> {
  const { warehouse, record, places, contacts, recipients, clock } = deps
  const alone = await contacts.alone()
  if (alone.length === 0) return 0
  const ratings = await warehouse.select(ratingsById, { ids: alone.map((it) => it.eventId), from: clock() - LOOK_BACK_MS })
  let opened = 0
  for (const contact of alone) {
    const rating = ratings.find((it) => it.id === contact.eventId && (contact.sender === '' || contact.sender === it.sender))
    const centre = rating ? places.centreOf(rating.counterCode) : null
    if (rating && centre !== null) opened += await openFor(deps, contact, rating, { centre, handlers: (await recipients.nearest(centre, HANDLING_ROLES)).map((it) => it.id) })
  }
  return opened

  async function openFor(all: TendCasesDeps, contact: LoneContact, rating: FoundRating, { centre, handlers }: { centre: string; handlers: readonly string[] }): Promise<number> {
    return await record.transaction(async (session) => {
      const made = await openCase(session, all, {
        origin: 'rating', originRef: `${rating.sender}\n${rating.id}`, unitCode: centre, counterCode: rating.counterCode, score: { score: rating.score, scale: rating.scale }, wantsAnswer: true,
        actor: 'system', openedAt: contact.consentedAt,
      }, handlers)
      await contacts.attach(session, contact.id, made.id)
      return made.isNew ? 1 : 0
    })
  }
}

/** Ratings whose givers want an answer and whose cases are open. */
export const createReadAwaited = ({ record }: Pick<TendCasesDeps, 'record'>) => async (): Promise<AwaitedAnswer[]> =>
  (await selectCases(record, "WHERE origin = 'rating' AND state <> 'closed' ORDER BY case_file.seq", [])).flatMap((it) => (it.counter_code === null || it.score === null || it.scale === null ? []
    : [{ contactId: `case:${it.code}`, counterCode: it.counter_code, score: it.score, scale: it.scale, since: it.opened_at }]))

/** Looks at every open case: moves its limits where the calendar has changed, says what is near or over, and hands up what is over, once for each limit. */
export async function watchLimits(deps: TendCasesDeps): Promise<void> {
  const { record, limits } = deps
  const limitsAt = await limits.reader()
  for (let after = 0; ;) {
    const found = await selectCases(record, "WHERE state <> 'closed' AND case_file.seq > $1 ORDER BY case_file.seq LIMIT $2", [after, AT_ONCE])
    for (const it of found) await watch(deps, it, limitsAt(it.opened_at))
    if (found.length < AT_ONCE) return
    after = found.at(-1)?.seq ?? after
  }
}

async function watch({ record, workingCalendar, notices, recipients, clock }: TendCasesDeps, it: StoredCase, limitsOf: { answer: number; close: number }): Promise<void> {
  const now = clock()
  const time = toCaseClock({ unitCode: it.unit_code, openedAt: it.opened_at, answeredAt: it.answered_at, closedAt: null }, limitsOf, { calendar: workingCalendar, now })
  const [answer, close] = time.limits
  const [answerDueAt, closeDueAt] = [Date.parse(answer.dueAt), Date.parse(close.dueAt)]
  if (answerDueAt !== it.answer_due_at || closeDueAt !== it.close_due_at) {
    await record.query("UPDATE case_file SET answer_due_at = $2, close_due_at = $3 WHERE id = $1 AND state <> 'closed' AND version = $4", [it.id, new Date(answerDueAt), new Date(closeDueAt), it.version])
  }
  const urgent = time.next
  if (urgent === null || (urgent.state !== 'near' && urgent.state !== 'over')) return
  const handlers = it.assignee === null ? (await recipients.nearest(it.unit_code, HANDLING_ROLES)).map(({ id }) => id) : [it.assignee]
  const above = urgent.state === 'over' ? await recipients.above(it.unit_code, HANDLING_ROLES) : null
  const turn = `case:${it.code}#${urgent.kind}-${urgent.state}-${it.opened_at}`
  await record.transaction(async (session) => {
    await notices.tell(session, { kind: 'case-due', subject: turn, unitCode: it.unit_code, facts: { code: it.code, limit: urgent.kind, state: urgent.state } }, handlers)
    if (above === null) return
    const [fresh] = await selectCases(session, 'WHERE case_file.id = $1 FOR UPDATE OF case_file', [it.id])
    // Whoever has acted meanwhile may have mended it; the next round looks again.
    if (fresh?.version !== it.version) return
    const [handedUp] = await session.query("SELECT 1 FROM case_step WHERE case_id = $1 AND kind = 'escalated' AND detail->>'limit' = $2 AND taken_at >= $3", [it.id, urgent.kind, new Date(it.opened_at)])
    if (handedUp) return
    await session.query('UPDATE case_file SET escalated_to = $2, version = version + 1 WHERE id = $1', [it.id, above.unitCode])
    await insertStep(session, it.id, { kind: 'escalated', detail: { unit: above.unitCode, limit: urgent.kind }, by: 'system', at: now })
    await writeAudit(session, { actor: 'system', action: 'case.escalated', subject: `case:${it.code}`, detail: { to: above.unitCode, limit: urgent.kind } })
    await notices.tell(session, { kind: 'case-escalated', subject: turn, unitCode: it.unit_code, facts: { code: it.code } }, above.recipients.map(({ id }) => id))
  })
}

/** One round: contacts whose ratings have come, limits, and contacts whose time is over. */
export async function tendCases(deps: TendCasesDeps): Promise<void> {
  await matchContacts(deps)
  await watchLimits(deps)
  await deps.contacts.deleteExpired()
}
