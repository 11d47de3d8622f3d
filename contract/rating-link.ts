import { z } from 'zod'
import { code, dossierCode, eventId, instant, storableText } from './codes.ts'
import { devicePlace, deviceSettings } from './device.ts'
import { rating } from './rating.ts'

/** Where a link was read: on the receipt of a dossier, on the screen of a tablet, on a card at the counter that everybody sees. */
export const ratingLinkKind = z.enum(['receipt', 'tablet', 'card'])
export type RatingLinkKind = z.infer<typeof ratingLinkKind>

/** So many days the link of a receipt can be used, unless its maker says otherwise. */
export const RECEIPT_DAYS = 60

/** `POST /api/v1/rating-links`: a link for a receipt. With a dossier it is for this dossier's one rating by telephone. */
export const newRatingLink = z.strictObject({
  counterCode: code, dossierCode: dossierCode.optional(), procedureCode: code.optional(), validDays: z.int().min(1).max(180).optional(),
})
/** `url` is what the square code says; whoever opens it first may rate once, up to `validUntil`. */
export const madeRatingLink = z.object({ url: z.string(), validUntil: instant })
export type MadeRatingLink = z.infer<typeof madeRatingLink>

const link = storableText.min(1).max(600)

/** `POST /api/v1/rating-links/opening`: what a telephone asks about the link it was opened with. */
export const ratingLinkOpening = z.strictObject({ link })
/** `link` is what the rating is sent with: the same again, or for a card one that this telephone has for itself. */
export const openedRatingLink = z.object({
  link: z.string(), kind: ratingLinkKind, validUntil: instant, place: devicePlace, procedureName: z.string().nullable(),
  settings: deviceSettings.pick({ scale: true, languages: true, idleSeconds: true, demo: true, reasons: true, comment: true, contact: true, speech: true }),
})
export type OpenedRatingLink = z.infer<typeof openedRatingLink>

/** `POST /api/v1/phone-ratings`: where it was given, and about which dossier, is said by the link. */
export const phoneRating = z.strictObject({
  link, sentAt: instant,
  rating: z.strictObject({ id: eventId, ...z.object(rating.shape).pick({ occurredAt: true, scale: true, score: true, reasons: true, comment: true, language: true }).shape }),
})
export const phoneRatingTaken = z.object({ accepted: z.array(z.string()) })

/** `POST /api/v1/rating-cards`: the cards of a centre's counters; each counter has one, which stays the same until it is withdrawn. */
export const ratingCardRequest = z.strictObject({ centreCode: code })
export const ratingCard = z.object({ id: z.string(), place: devicePlace, url: z.string(), madeAt: instant })
export type RatingCard = z.infer<typeof ratingCard>
export const ratingCardList = z.object({ rows: z.array(ratingCard) })
