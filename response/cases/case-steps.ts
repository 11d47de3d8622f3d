import { randomUUID } from 'node:crypto'
import { writeAudit } from '../../access/audit-log.ts'
import type { NewCaseStep } from '../../contract/case.ts'
import { AppError } from '../../platform/errors.ts'
import type { RecordSession } from '../../platform/record/record.ts'
import type { Mask } from '../mask.ts'
import type { PostBook } from '../notifications/post-book.ts'
import type { Recipients } from '../notifications/recipients.ts'
import { toCaseClock } from './case-clock.ts'
import { actsAfter, isAnswer, stateAfter } from './case-life.ts'
import { insertStep, selectCases, type StoredCase } from './case-rows.ts'
import type { Contacts } from './contacts.ts'
import type { OpenDeps } from './open-case.ts'

/** Who handles cases, and so to whom one can be given. */
export const HANDLING_ROLES = ['director', 'case-handler'] as const

interface StepDeps extends OpenDeps { contacts: Contacts; posts: PostBook; recipients: Recipients; mask: Mask; /** whether there is a mail server */ hasMail: boolean }
interface Actor { actor: string; accountId: string; mayReach(unitCode: string): boolean }

const breach = (pointer: string, value: string, rule: string) => new AppError('invalid-request', `The step breaks a rule: ${pointer} ${rule}.`, { errors: [{ pointer, value, rule, message: `${value}: ${rule}.` }] })
const NO_CASE = 'There is no case with this code here.'

/** Writes down what is done about cases: each step is checked against where the case stands, under a lock, and appended. */
export function createCaseSteps(deps: StepDeps) {
  const { record, workingCalendar, limits, contacts, posts, recipients, notices, mask, hasMail, clock } = deps

  /** The case with its row locked; throws 404 as if it were not there where it is out of reach. */
  const lock = async (session: RecordSession, code: string, { mayReach }: Pick<Actor, 'mayReach'>): Promise<StoredCase> => {
    const [found] = await selectCases(session, 'WHERE code = $1 FOR UPDATE OF case_file', [code])
    if (!found || !mayReach(found.unit_code)) throw new AppError('not-found', NO_CASE)
    return found
  }

  const reply = async (session: RecordSession, found: StoredCase, step: Extract<NewCaseStep, { kind: 'replied' }>, { actor, accountId }: Actor): Promise<void> => {
    if (found.assignee !== accountId) throw new AppError('no-right', 'Whoever the case is given to answers; take it on first.')
    if (step.channel !== 'email') return
    if (!hasMail) throw breach('/channel', step.channel, 'an installation with a mail server')
    const contact = await contacts.read(session, { caseId: found.id, code: found.code, actor, why: 'reply' })
    if (contact?.kind !== 'email') throw breach('/channel', step.channel, 'a contact by e-mail')
    await posts.addReply(session, found.unit_code, `case:${found.code}#${randomUUID()}`, { to: contact.value, words: step.words })
  }

  const assignee = (found: StoredCase, step: NewCaseStep, { accountId }: Actor): string | null => {
    if (step.kind === 'assigned') return step.to
    // Whoever takes it on has it, unless it was given to somebody before.
    if (step.kind === 'acknowledged' || step.kind === 'reopened') return found.assignee ?? accountId
    return found.assignee
  }

  /** Where the case stands after a step; opened again its clock begins afresh, because a limit that was kept cannot be missed any more. */
  const standing = async (session: RecordSession, found: StoredCase, step: NewCaseStep, at: number) => {
    if (step.kind === 'reopened') {
      const clocked = { unitCode: found.unit_code, openedAt: at, answeredAt: null, closedAt: null }
      const { limits: [answer, close] } = toCaseClock(clocked, (await limits.reader(session))(at), { calendar: workingCalendar, now: at })
      return { openedAt: at, answeredAt: null, closedAt: null, answerDueAt: Date.parse(answer.dueAt), closeDueAt: Date.parse(close.dueAt), escalatedTo: null }
    }
    return {
      openedAt: found.opened_at, answerDueAt: found.answer_due_at, closeDueAt: found.close_due_at, escalatedTo: found.escalated_to,
      answeredAt: found.answered_at ?? (isAnswer(step.kind, found.wants_answer) ? at : null), closedAt: step.kind === 'closed' ? at : found.closed_at,
    }
  }

  const detailOf = (step: NewCaseStep, names: ReadonlyMap<string, string>): Record<string, string> => {
    if (step.kind === 'closed') return { reason: step.reason }
    if (step.kind === 'replied') return { channel: step.channel }
    return step.kind === 'assigned' ? { to: names.get(step.to) ?? '' } : {}
  }

  return {
    /**
     * Takes a step. Throws 404 where the code is nobody's or out of reach; 409 where somebody else acted since `version`, or the step does not follow;
     * 403 for an answer by somebody else than the one the case is given to; 422 for one to whom it cannot be given, or a way that does not lead there.
     */
    take: async (code: string, step: NewCaseStep, actor: Actor): Promise<void> => {
      // Read before the transaction: the embedded record has one connection.
      const [known] = await selectCases(record, 'WHERE code = $1', [code])
      const names = new Map(known && step.kind === 'assigned' ? (await recipients.within(known.unit_code, HANDLING_ROLES)).map((it) => [it.id, it.name]) : [])
      await record.transaction(async (session) => {
        const found = await lock(session, code, actor)
        if (found.version !== step.version) throw new AppError('conflict', `Somebody else has acted on this case: it is version ${found.version} now. Look again before going on.`)
        if (!actsAfter({ state: found.state, wantsAnswer: found.wants_answer }, found.contact_kind !== null).includes(step.kind)) throw new AppError('conflict', `A case that is ${found.state} cannot be ${step.kind}.`)
        if (step.kind === 'assigned' && !names.has(step.to)) throw breach('/to', step.to, 'somebody who handles cases at this unit or above it')
        if (step.kind === 'replied') await reply(session, found, step, actor)
        const at = Math.max(clock(), found.opened_at)
        const next = await standing(session, found, step, at)
        await session.query(
          `UPDATE case_file SET version = version + 1, state = $2, assignee = $3, opened_at = $4, answer_due_at = $5, answered_at = $6, close_due_at = $7, closed_at = $8, escalated_to = $9 WHERE id = $1`,
          [found.id, stateAfter(found.state, step.kind), assignee(found, step, actor), new Date(next.openedAt), new Date(next.answerDueAt), next.answeredAt === null ? null : new Date(next.answeredAt),
            new Date(next.closeDueAt), next.closedAt === null ? null : new Date(next.closedAt), next.escalatedTo],
        )
        const detail = detailOf(step, names)
        await insertStep(session, found.id, { kind: step.kind, words: 'words' in step ? mask(step.words).masked : null, detail, by: actor.actor, at })
        const forgot = step.kind === 'closed' && await contacts.forget(session, found.id, code)
        await writeAudit(session, { actor: actor.actor, action: `case.${step.kind}`, subject: `case:${code}`, detail: { ...detail, version: found.version + 1, ...(forgot ? { contactDeleted: true } : {}) } })
        if (step.kind === 'assigned' && step.to !== actor.accountId) await notices.tell(session, { kind: 'case-assigned', subject: `case:${code}#${found.version + 1}`, unitCode: found.unit_code, facts: { code } }, [step.to])
      })
    },
  }
}
export type CaseSteps = ReturnType<typeof createCaseSteps>
