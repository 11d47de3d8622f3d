import { z } from 'zod'
import { code, dossierCode, eventId, instant } from './codes.ts'
import { kioskReasons } from './kiosk.ts'

/** What `GET /api/v1/devices/offers` sends as an event `offer`: a dossier was closed at the tablet's counter, and a rating is offered. */
export const liveOffer = z.object({
  id: eventId, dossierCode, procedureCode: code.nullable(), procedureName: z.string().nullable(), reasons: kioskReasons.nullable(), closedAt: instant, expiresAt: instant,
})
export type LiveOffer = z.infer<typeof liveOffer>

/** `POST /api/v1/offers`: what a tablet has shown. The id is the one it was offered with; sent again it is counted once. */
export const offerBatch = z.strictObject({
  sentAt: instant,
  offers: z.array(z.strictObject({ id: eventId, offeredAt: instant })).min(1).max(500),
})
/** `stored` names those of them that lie in the warehouse: only these may the tablet forget. */
export const offerAnswer = z.object({ accepted: z.array(z.string()), stored: z.array(z.string()) })
export type OfferAnswer = z.infer<typeof offerAnswer>
