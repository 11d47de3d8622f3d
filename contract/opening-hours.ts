import { z } from 'zod'
import { code, day } from './codes.ts'

const TIME_RULE = 'a time as 07:30, or 24:00'
const time = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/, { error: TIME_RULE })
const ORDER_RULE = 'from is before to'
/** From one time of the day to another, in Asia/Ho_Chi_Minh; `to` is exclusive. */
export const openSpan = z.strictObject({ from: time, to: time })
  .refine((it) => it.from < it.to, { path: ['to'], error: ORDER_RULE, params: { rule: ORDER_RULE } })
export type OpenSpan = z.infer<typeof openSpan>

const APART_RULE = 'spans of one day stand in order and do not overlap'
export const openSpans = z.array(openSpan).max(8)
  .refine((spans) => spans.every((it, index) => index === 0 || (spans[index - 1]?.to ?? '') <= it.from), { error: APART_RULE, params: { rule: APART_RULE } })

/** Seven days, Monday first. */
export const openWeek = z.array(openSpans).length(7)
export type OpenWeek = z.infer<typeof openWeek>

const DAYS_RULE = 'validTo is after validFrom'
/** From a day up to, not with, another (null: until further notice). `week` null: as the centre, and for a centre as the rule for all. */
export const openStretch = z.strictObject({ validFrom: day, validTo: day.nullable(), week: openWeek.nullable() })
  .refine((it) => it.validTo === null || it.validTo > it.validFrom, { path: ['validTo'], error: DAYS_RULE, params: { rule: DAYS_RULE } })
export type OpenStretch = z.infer<typeof openStretch>

const STRETCHES_RULE = 'stretches stand in order and do not overlap'
/** `PUT /api/v1/opening-hours/:code`: all stretches of a centre or counter, in place of those that are there. Days are half open. */
export const openingHoursChange = z.strictObject({
  stretches: z.array(openStretch).max(500).refine(
    (rows) => rows.every((it, index) => { const before = rows[index - 1]; return !before || (before.validTo !== null && before.validTo <= it.validFrom) }),
    { error: STRETCHES_RULE, params: { rule: STRETCHES_RULE } },
  ),
})

const reason = z.string().trim().min(1).max(300)
/** `POST /api/v1/opening-hours/:code/exceptions`: one day that is different; no spans means closed. The same day again replaces it. */
export const newOpeningException = z.strictObject({ day, spans: openSpans, reason })
export const openingException = z.object({ id: z.string(), day, spans: openSpans, reason: z.string() })
export type OpeningException = z.infer<typeof openingException>

/** `GET /api/v1/opening-hours/:code`: what is entered for a centre or counter, and the week that holds where nothing is. */
export const openingHours = z.object({
  code, kind: z.enum(['centre', 'counter']), centreCode: code,
  stretches: z.array(openStretch), exceptions: z.array(openingException),
  /** Where the hours of today come from: this place, its centre, or the rule for all. */
  source: z.enum(['own', 'centre', 'rule']),
  week: openWeek,
  /** What holds where this place says nothing: the centre's week, or the rule for all. */
  inherited: openWeek,
})
export type OpeningHoursAnswer = z.infer<typeof openingHours>
