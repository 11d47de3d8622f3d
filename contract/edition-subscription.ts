import { z } from 'zod'
import { editionKind } from './edition.ts'

const language = z.enum(['vi', 'en'])
/** A mail address is asked once more by a link that is sent there; a webhook must answer a challenge at once. */
export const newSubscription = z.discriminatedUnion('way', [
  z.strictObject({ way: z.literal('mail'), email: z.string().trim().max(200).pipe(z.email()), language: language.optional() }),
  z.strictObject({ way: z.literal('webhook'), url: z.string().trim().max(500) }),
])
export type NewSubscription = z.infer<typeof newSubscription>

/** `GET /api/v1/edition-subscriptions`: which ways there are; `mail` is false where this installation has no mail server. */
export const subscriptionWays = z.object({ mail: z.boolean() })

/**
 * Of a mail address nothing but that a link was sent, whether or not it is known. Of a webhook `secret`, which signs every message and is shown
 * once, and `leave`, by which whoever has it ends the subscription.
 */
export const subscriptionTaken = z.union([
  z.object({ way: z.literal('mail'), linkValidHours: z.int() }),
  z.object({ way: z.literal('webhook'), secret: z.string(), leave: z.string() }),
])
export type SubscriptionTaken = z.infer<typeof subscriptionTaken>

const token = z.string().min(10).max(2_000)
/** `POST …/confirmation` and `POST …/leave`: the text after `#` of a link, or `leave` of a webhook. */
export const subscriptionToken = z.strictObject({ token })
/** One click in a mail program (RFC 8058) comes with the token in the address. */
export const leaveQuery = z.object({ token })
export const subscriptionConfirmed = z.object({ way: z.literal('mail'), language })

/** What is posted to a webhook when it is set up: it answers 2xx with the challenge as its whole body. */
export const subscriptionChallenge = z.object({ kind: z.literal('challenge'), challenge: z.string() })
export type SubscriptionChallenge = z.infer<typeof subscriptionChallenge>

/** What is posted when an edition is out. Addresses are of this installation. */
export const editionMessage = z.object({
  kind: z.literal('edition'), period: z.string(), number: z.int(), editionKind, reason: z.string().nullable(), publishedAt: z.string(), demo: z.boolean(),
  contentHash: z.string().nullable(), keyId: z.string().nullable(), page: z.string(), archive: z.string(), manifest: z.string(),
})
export type EditionMessage = z.infer<typeof editionMessage>
