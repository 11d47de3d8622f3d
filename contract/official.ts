import { z } from 'zod'
import { code, day, instant, storableText } from './codes.ts'
import { page } from './unit.ts'

/** An instant with its offset, or a day of Asia/Ho_Chi_Minh, which means its first moment. */
export const moment = z.union([instant, day])

const name = storableText.trim().min(1).max(200)

/**
 * A stretch of an official's service, half open: at a counter, or (`counterCode` null) at none. `validTo` null means until further
 * notice; an open end ends by itself where the official's next shift begins.
 */
export const shift = z.object({
  id: z.string(), officialCode: code, counterCode: code.nullable(), validFrom: instant, validTo: instant.nullable(),
})
export type Shift = z.infer<typeof shift>
export const shiftList = z.object({ rows: z.array(shift) })

/**
 * `POST /api/v1/officials/:code/shifts`; the same `validFrom` corrects the shift that is there. One official sits at one counter at a
 * time, one counter has one official at a time: what breaks that is refused.
 */
export const newShift = z.strictObject({ counterCode: code.nullable(), validFrom: moment, validTo: moment.nullish() })

/**
 * An official. `name` is null for readers without `names:read`, where it was never given, and once it is detached (`nameDetachedAt`).
 * `leftOn` is the first day on which they are no longer there. `shift` is the one of now, or of the day that was asked for.
 */
export const official = z.object({
  code, name: z.string().nullable(), unitCode: code.nullable(), leftOn: day.nullable(), nameDetachedAt: instant.nullable(), shift: shift.nullable(),
})
export type Official = z.infer<typeof official>
export const officialPage = page(official)

/**
 * `GET /api/v1/officials`: `query` finds codes, and names for those who may read them; `centre` and `counter` those who sit there (`on` a
 * day, else now; a centre's also those who belong to it); `on` alone those who had a shift that day.
 */
export const officialsQuery = z.strictObject({
  query: z.string().trim().max(100).optional(), centre: code.optional(), counter: code.optional(), on: day.optional(),
  cursor: z.string().max(200).optional(), limit: z.coerce.number().int().min(1).max(500).default(100),
})

/** `POST /api/v1/officials`: with a counter also their first shift. `unitCode` is where they belong; the counter's centre where it is left out. */
export const newOfficial = z.strictObject({
  code, name: name.optional(), unitCode: code.nullish(), counterCode: code.optional(), validFrom: moment.optional(), validTo: moment.nullish(),
})

/**
 * `PATCH /api/v1/officials/:code`: what is given changes. A counter changes from `validFrom` on (now where it is left out), null is none.
 * `leftOn` null takes back that somebody left.
 */
export const officialChange = z.strictObject({
  name: name.optional(), unitCode: code.nullable().optional(), leftOn: day.nullable().optional(),
  counterCode: code.nullable().optional(), validFrom: moment.optional(),
})
