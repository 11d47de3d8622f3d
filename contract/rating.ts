import { z } from 'zod'
import { code, dossierCode, eventId, instant, storableText } from './codes.ts'
import { ruleBreach } from './problem.ts'

export const RATINGS_PER_REQUEST = 500

/** A device's sequence number: 1, 2, 3 … without gaps. */
export const sequenceNumber = z.int().min(1).max(Number.MAX_SAFE_INTEGER)

/** One tap on a tablet, or one rating from another system. Unknown fields are refused by name. */
export const rating = z
  .strictObject({
    id: eventId,
    seq: sequenceNumber.optional(),
    occurredAt: instant,
    scale: z.union([z.literal(3), z.literal(5)]),
    score: z.int().min(1),
    reasons: z.array(storableText.trim().min(1).max(40)).max(6).optional(),
    comment: z.string().max(2000).optional(),
    language: z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/).optional(),
    counterCode: code.optional(),
    dossierCode: dossierCode.optional(),
    procedureCode: code.optional(),
    officialCode: code.optional(),
    trigger: z.enum(['citizen', 'dossier-closed', 'staff']).optional(),
  })
  .refine((it) => it.score <= it.scale, { path: ['score'], error: 'score ≤ scale', params: { rule: 'score ≤ scale' } })
export type Rating = z.infer<typeof rating>

/** The envelope; each rating in it is judged on its own, so one bad row never costs the others. */
export const ratingBatch = z.strictObject({
  sentAt: instant,
  ratings: z.array(z.unknown()).min(1).max(RATINGS_PER_REQUEST),
})

export const rejectedItem = z.object({
  index: z.int(),
  id: z.string().optional(),
  errors: z.array(ruleBreach),
})
export type RejectedItem = z.infer<typeof rejectedItem>

/** What of a device's sequence has arrived: everything up to `contiguousTo`, but for the ranges in `missing`. */
export const custody = z.object({
  contiguousTo: z.int(),
  missing: z.array(z.tuple([z.int(), z.int()])),
})

export const batchAnswer = z.object({
  accepted: z.array(z.string()),
  rejected: z.array(rejectedItem),
  custody: custody.optional(),
})
export type BatchAnswer = z.infer<typeof batchAnswer>
