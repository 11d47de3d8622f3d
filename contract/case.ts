import { z } from 'zod'
import { alertFacts, alertKind, alertScope } from './alert.ts'
import { code, day, storableText } from './codes.ts'
import { dueStep } from './working-calendar.ts'

const bilingual = z.object({ vi: z.string(), en: z.string() })
const named = z.object({ code: z.string(), name: bilingual })
const moment = z.string()

/** Where a case comes from: an alert, a rating whose giver wants an answer, a comment, a finding about a counter, or by hand. */
export const caseOrigin = z.enum(['alert', 'rating', 'comment', 'finding', 'hand'])
export type CaseOrigin = z.infer<typeof caseOrigin>
export const caseState = z.enum(['new', 'acknowledged', 'acting', 'replied', 'closed'])
export type CaseState = z.infer<typeof caseState>

/** What can be done with a case; `opened` and `escalated` happen, the others are done by somebody. */
export const caseAct = z.enum(['acknowledged', 'assigned', 'measure', 'note', 'replied', 'closed', 'reopened'])
export type CaseAct = z.infer<typeof caseAct>
export const caseStepKind = z.enum(['opened', 'escalated', ...caseAct.options])

export const closeReasons = ['solved', 'answered', 'recovered', 'outside', 'no-grounds', 'duplicate'] as const
export const closeReason = z.enum(closeReasons)
export type CloseReason = z.infer<typeof closeReason>
export const replyChannels = ['email', 'phone', 'in-person'] as const
export const replyChannel = z.enum(replyChannels)
export type ReplyChannel = z.infer<typeof replyChannel>

/**
 * The two limits of a case, in working days of its unit: to the answer (to whoever waits for one, else to the first measure), and to the end.
 * They hold for cases opened from a day on. Until the text of a circular names others, 5 and 15 are our own choice.
 */
export const caseLimits = z.strictObject({ validFrom: day, answer: z.int().min(1).max(60), close: z.int().min(1).max(120) })
  .refine((it) => it.answer <= it.close, { path: ['close'], error: 'no fewer days than for the answer', params: { rule: 'no fewer days than for the answer' } })
export type CaseLimits = z.infer<typeof caseLimits>
export const caseLimitList = z.object({ rows: z.array(caseLimits) })

export const limitState = z.enum(['running', 'near', 'over', 'kept', 'missed'])
export type LimitState = z.infer<typeof limitState>
export const caseLimit = z.object({ kind: z.enum(['answer', 'close']), days: z.int(), dueAt: moment, doneAt: moment.nullable(), state: limitState })
export type CaseLimit = z.infer<typeof caseLimit>

/** `title` is what somebody wrote, null where the case says by itself what it is about. `next` is the limit that runs, null once closed. */
export const caseRow = z.object({
  code: z.string(), version: z.int(), state: caseState, origin: caseOrigin, unit: named, counter: named.nullable(), title: z.string().nullable(),
  alert: z.object({ kind: alertKind, scope: alertScope, facts: alertFacts, count: z.int() }).nullable(), score: z.object({ score: z.int(), scale: z.int() }).nullable(),
  openedAt: moment, next: caseLimit.nullable(), escalatedTo: named.nullable(), assignee: z.object({ id: z.string(), name: z.string(), isOwn: z.boolean() }).nullable(),
  wantsAnswer: z.boolean(), closedAt: moment.nullable(),
})
export type CaseRow = z.infer<typeof caseRow>

export const caseQueueState = z.enum(['open', 'near', 'over', 'closed'])
/** `GET /api/v1/cases`: by their next limit, closed ones by their end. `state` is `open` where it is left out; `mine` those assigned to whoever asks. */
export const casesQuery = { unit: code.optional(), state: caseQueueState.optional(), origin: caseOrigin.optional(), mine: z.enum(['true']).optional() }
export const casePage = z.object({
  rows: z.array(caseRow), cursor: z.string().nullable(), counts: z.object({ open: z.int(), near: z.int(), over: z.int() }), may: z.object({ handle: z.boolean() }), demo: z.boolean(),
})
export type CasePage = z.infer<typeof casePage>

/** `by` null is the system. `detail` names what the step settled: the reason of an end, the way of an answer, whom it was given to. */
export const caseStep = z.object({
  kind: caseStepKind, words: z.string().nullable(), by: z.string().nullable(), at: moment,
  detail: z.object({ reason: closeReason.optional(), channel: replyChannel.optional(), to: z.string().optional(), unit: named.optional(), limit: z.enum(['answer', 'close']).optional() }),
})
export type CaseStep = z.infer<typeof caseStep>

export const saidDoneState = z.enum(['proposed', 'published', 'withdrawn'])
/** What people said and what was done, as it is to stand in public; `mayPublish`: by whoever asks, which the writer never may. */
export const caseSaidDone = z.object({ said: z.string(), done: z.string(), state: saidDoneState, by: z.string().nullable(), checkedBy: z.string().nullable(), publishedAt: moment.nullable(), mayPublish: z.boolean() })
export type CaseSaidDone = z.infer<typeof caseSaidDone>

/** `contact` says how an answer is awaited, never the address: that is read by its own route. `acts` are those that can follow now. */
export const caseDetail = caseRow.extend({
  limits: z.array(caseLimit), days: z.array(dueStep), steps: z.array(caseStep), acts: z.array(caseAct), handlers: z.array(z.object({ id: z.string(), name: z.string() })),
  contact: z.object({ kind: z.enum(['email', 'phone']), deleteAfter: moment, mayRead: z.boolean() }).nullable(), saidDone: caseSaidDone.nullable(),
  may: z.object({ handle: z.boolean(), publish: z.boolean() }), mail: z.boolean(), demo: z.boolean(),
})
export type CaseDetail = z.infer<typeof caseDetail>

const words = (least: number, most: number) => storableText.trim().min(least).max(most)
/** `POST /api/v1/cases`. An alert, a comment or a finding has one case at most: asked again the answer is that one, with status 200. */
export const newCase = z.discriminatedUnion('origin', [
  z.strictObject({ origin: z.literal('hand'), unitCode: code, counterCode: code.optional(), title: words(5, 160), words: words(1, 2_000).optional() }),
  z.strictObject({ origin: z.literal('alert'), alertId: z.uuid() }),
  z.strictObject({ origin: z.literal('comment'), commentId: z.string().max(60), title: words(5, 160) }),
  z.strictObject({ origin: z.literal('finding'), counterCode: code, title: words(5, 160) }),
])
export type NewCase = z.infer<typeof newCase>
export const caseOpened = z.object({ code: z.string() })

const version = z.int().min(1)
/** `POST /api/v1/cases/:code/steps`: `version` is the one that was looked at; another one by now is answered 409, and nothing is written. */
export const newCaseStep = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('acknowledged'), version }),
  z.strictObject({ kind: z.literal('assigned'), version, to: z.uuid() }),
  z.strictObject({ kind: z.literal('measure'), version, words: words(5, 2_000) }),
  z.strictObject({ kind: z.literal('note'), version, words: words(1, 2_000) }),
  z.strictObject({ kind: z.literal('replied'), version, channel: replyChannel, words: words(10, 4_000) }),
  z.strictObject({ kind: z.literal('closed'), version, reason: closeReason, words: words(5, 2_000) }),
  z.strictObject({ kind: z.literal('reopened'), version, words: words(5, 2_000) }),
])
export type NewCaseStep = z.infer<typeof newCaseStep>

/** `PUT /api/v1/cases/:code/said-done`: of a closed case; `PUT …/said-done/state` publishes or withdraws. */
export const newSaidDone = z.strictObject({ said: words(5, 160), done: words(5, 300) })
export type NewSaidDone = z.infer<typeof newSaidDone>
export const saidDoneDecision = z.strictObject({ state: z.enum(['published', 'withdrawn']) })

const phone = z.string().trim().regex(/^\+?[\d ().-]{8,20}$/)
export const contactWay = z.discriminatedUnion('kind', [z.strictObject({ kind: z.literal('email'), value: z.email().max(200) }), z.strictObject({ kind: z.literal('phone'), value: phone })])
export type ContactWay = z.infer<typeof contactWay>
/**
 * `POST /api/v1/contacts`: how whoever gave a rating can be answered. `id` is the rating's own, `sender` may be left out where it is not known;
 * nothing is taken without `consent`. The first one for a rating counts. Kept apart from the rating, sealed, and deleted when its case is closed.
 */
export const newContact = z.strictObject({ sender: z.string().max(100).optional(), id: z.guid(), consent: z.literal(true), contact: contactWay })
export type NewContact = z.infer<typeof newContact>
/** `GET /api/v1/cases/:code/contact`: for whom the case is assigned to; every reading is in the audit log. */
export const readContact = contactWay
