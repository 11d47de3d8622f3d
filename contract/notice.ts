import { z } from 'zod'
import { alertFacts } from './alert.ts'
import { code } from './codes.ts'

const bilingual = z.object({ vi: z.string(), en: z.string() })

/** What one is told of: alerts, cases that are new, assigned, near or over a limit or handed up, a text to check, dossiers that fall due, data of a month that has not come, and editions that wait for approval or are out. */
export const noticeKind = z.enum(['alert', 'case-new', 'case-assigned', 'case-due', 'case-escalated', 'said-done', 'due-dossiers', 'data-missing', 'edition-ready', 'edition-out'])
export type NoticeKind = z.infer<typeof noticeKind>
export const NOTICE_KINDS = noticeKind.options

/** `subject` is what it is about: `alert:<id>`, `case:<code>`, `day:<day>`, `data:<month>@<day>` or `edition:<month>#<number>`. `facts` hold counts and codes, nobody's words and nothing of a person. */
export const notice = z.object({ id: z.string(), kind: noticeKind, subject: z.string(), unit: z.object({ code, name: bilingual }), facts: alertFacts, at: z.string(), readAt: z.string().nullable() })
export type Notice = z.infer<typeof notice>

/** `GET /api/v1/notices`: one's own of the last ninety days, the newest first; `unread` counts all. */
export const noticesQuery = { state: z.enum(['unread']).optional() }
export const noticePage = z.object({ rows: z.array(notice), cursor: z.string().nullable(), unread: z.int() })
export type NoticePage = z.infer<typeof noticePage>
/** `POST /api/v1/notices/read`: these, or all where none is named. */
export const noticesRead = z.strictObject({ ids: z.array(z.uuid()).max(500).optional() })

/** By mail at once, in one mail of the morning at 07:30, or in the browser alone. */
export const noticeWay = z.enum(['at-once', 'digest', 'browser'])
export type NoticeWay = z.infer<typeof noticeWay>
export const DIGEST_AT = '07:30'
/** In quiet hours (of Hanoi) no mail is sent; what came meanwhile is in one mail at their end. */
export const QUIET_HOURS = { from: '18:00', to: '07:00' } as const
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)
export const noticeChoices = z.strictObject({
  ways: z.strictObject(Object.fromEntries(NOTICE_KINDS.map((it) => [it, noticeWay])) as Record<NoticeKind, typeof noticeWay>),
  quiet: z.strictObject({ from: time, to: time }).nullable(),
})
export type NoticeChoices = z.infer<typeof noticeChoices>
export const USUAL_CHOICES: NoticeChoices = {
  ways: { 'alert': 'at-once', 'case-new': 'at-once', 'case-assigned': 'at-once', 'case-due': 'digest', 'case-escalated': 'at-once', 'said-done': 'digest', 'due-dossiers': 'browser', 'data-missing': 'at-once', 'edition-ready': 'at-once', 'edition-out': 'digest' }, quiet: QUIET_HOURS,
}
/** `GET` and `PUT /api/v1/account/notice-choices`; `mail` is false where this installation has no mail server. */
export const noticeChoicesAnswer = z.object({ choices: noticeChoices, mail: z.boolean() })
export type NoticeChoicesAnswer = z.infer<typeof noticeChoicesAnswer>

/** A message to the outside: a mail to an account, a signed post to the address of a unit, a mail that answers a citizen, or what readers asked to be told of editions. */
export const postChannel = z.enum(['mail', 'webhook', 'reply', 'invitation', 'edition-mail', 'edition-webhook'])
export const postState = z.enum(['waiting', 'sent', 'given-up'])
/** `to` is an account's name or a unit; whoever answers a citizen is named by the case alone. */
export const postRow = z.object({
  id: z.string(), channel: postChannel, state: postState, to: z.string(), about: z.string(), attempts: z.int(), lastError: z.string().nullable(), createdAt: z.string(), settledAt: z.string().nullable(),
})
export type PostRow = z.infer<typeof postRow>
/** `GET /api/v1/posts`: what could not be sent, the newest first, or all of a state. */
export const postsQuery = { state: postState.optional() }
export const postPage = z.object({ rows: z.array(postRow), cursor: z.string().nullable(), mail: z.boolean() })
export type PostPage = z.infer<typeof postPage>
