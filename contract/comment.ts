import { z } from 'zod'
import { code, day, storableText } from './codes.ts'

const bilingual = z.object({ vi: z.string(), en: z.string() })
const count = z.int().min(0)

/** A score in three words: 4 and 5 of 5 (3 of 3) are satisfied, 3 of 5 (2 of 3) is neutral. */
export const sentiment = z.enum(['satisfied', 'neutral', 'dissatisfied'])
export type Sentiment = z.infer<typeof sentiment>
/** What was done about a comment: nothing yet, read, or answered. */
export const commentState = z.enum(['new', 'read', 'answered'])
export type CommentState = z.infer<typeof commentState>

/** So many ratings a counter needs on a day before scores stand beside its comments of that day. */
export const COMMENT_SCORE_FROM = 10

/** `by` is the name of whoever marked it. `said` is what people said, in the centre's words, for the display in the hall. */
export const commentMark = z.object({ state: z.enum(['read', 'answered']), note: z.string().nullable(), said: z.string().nullable(), by: z.string().nullable(), at: z.string() })
export type CommentMark = z.infer<typeof commentMark>

/**
 * A comment as it is stored: personal words masked, the time to the hour, nothing that leads to a dossier or a tablet. `score` and
 * `sentiment` are null where the counter had too few ratings that day (COMMENT_SCORE_FROM).
 */
export const commentRow = z.object({
  id: z.string(), comment: z.string(), day, hour: z.int(), counter: z.object({ code, name: bilingual }),
  procedure: z.object({ code, name: bilingual }).nullable(), language: z.string(), scale: z.int(), score: z.int().nullable(), sentiment: sentiment.nullable(),
  mark: commentMark.nullable(),
})
export type CommentRow = z.infer<typeof commentRow>

/** Days are half open; without them it is the last 30 days. A comment is listed once its hour is over. */
export const commentFilters = {
  unit: code.optional(), counter: code.optional(), procedure: code.optional(), from: day.optional(), to: day.optional(),
  sentiment: sentiment.optional(), state: commentState.optional(),
}

/** `GET /api/v1/comments`: the newest first. `counts` comes with the first page, of all states and sentiments. */
export const commentPage = z.object({
  rows: z.array(commentRow), cursor: z.string().nullable(), from: day, to: day, counts: z.record(commentState, count).nullable(), demo: z.boolean(),
})
export type CommentPage = z.infer<typeof commentPage>

const NOTE_RULE = 'an answer says what was done'
const SAID_RULE = 'only with an answer'
const text = (most: number) => storableText.trim().min(1).max(most)
/** `PUT /api/v1/comments/:id/mark`. Sent again it replaces what was there; `DELETE` takes it back. */
export const newCommentMark = z.strictObject({ state: z.enum(['read', 'answered']), note: text(300).optional(), said: text(160).optional() })
  .refine((it) => it.state !== 'answered' || it.note !== undefined, { path: ['note'], error: NOTE_RULE, params: { rule: NOTE_RULE } })
  .refine((it) => it.said === undefined || it.state === 'answered', { path: ['said'], error: SAID_RULE, params: { rule: SAID_RULE } })
export type NewCommentMark = z.infer<typeof newCommentMark>

/**
 * `GET /api/v1/reasons`: the reasons people gave at a unit or counter on days that are past, each with its share of the ratings that named
 * any and its 95 % interval. Below ten of those there are none.
 */
export const reasonsQuery = z.strictObject({ unit: code.optional(), counter: code.optional(), procedure: code.optional(), from: day, to: day })
export const givenReasons = z.object({
  ratings: count, withReasons: count, rows: z.array(z.object({ reason: z.string(), ratings: count, value: z.number(), lower: z.number(), upper: z.number() })),
})
export type GivenReasons = z.infer<typeof givenReasons>
