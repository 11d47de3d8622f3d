import { json, Router } from 'express'
import { RateLimiterMemory } from 'rate-limiter-flexible'
import { phoneRating } from '../../contract/rating-link.ts'
import { AppError, parseBy } from '../../platform/errors.ts'
import { LATE_MS } from '../../registry/rating-links/link-uses.ts'
import { kindOf } from '../../registry/rating-links/rating-links.ts'
import { limitSender, refuseIfNone } from './ingest-deps.ts'
import { judgeRatings, toCorrection } from './judge-ratings.ts'
import { linkOf, type RatingLinkDeps } from './rating-link-routes.ts'

/** A page sends again what the network has swallowed. */
const SENT_PER_LINK = { points: 120, duration: 600 }
const AHEAD_MS = 60_000

/**
 * `POST /api/v1/phone-ratings`: 202 is sent only after Redis holds the rating. The link says where it was given, and perhaps about which dossier; of
 * whoever gave it nothing is known. The sender it is stored under says how the link was come by: `phone:receipt`, `phone:tablet`, `phone:card`.
 */
export function phoneRatingRoutes({ links, uses, places, admission, groupCommit, clock }: RatingLinkDeps): Router {
  const limiter = new RateLimiterMemory(SENT_PER_LINK)
  const router = Router()
  router.post('/api/v1/phone-ratings', admission.admit, json({ limit: '16kb', type: () => true }), async (request, response) => {
    const body = parseBy(phoneRating, request.body)
    const receivedAt = clock()
    const link = linkOf(body.link, links, { now: receivedAt, lateMs: LATE_MS })
    if (link.letter === 'd') throw new AppError('sender-unknown', 'A card is opened first, and gives a link of one’s own.')
    await limitSender(limiter, link.single, 1)
    const sentAt = Date.parse(body.sentAt)
    if (Date.parse(body.rating.occurredAt) + toCorrection(sentAt, receivedAt) > link.until + AHEAD_MS) throw new AppError('gone', 'This link had expired when the rating was given.')
    const id = body.rating.id.toLowerCase()
    const sender = `phone:${kindOf(link)}`
    const matter = { trigger: 'citizen', ...(link.dossierCode ? { dossierCode: link.dossierCode } : {}), ...(link.procedureCode ? { procedureCode: link.procedureCode } : {}) }
    // A telephone is judged like a tablet that has always stood at this counter: its clock is corrected, its place is not its own to say.
    const stay = { counterCode: link.counterCode, from: 0, to: null }
    const { rows, accepted, rejected } = judgeRatings([{ ...body.rating, ...matter }], { places, sender: { kind: 'device', id: sender, places: [stay] }, sentAt, receivedAt })
    refuseIfNone({ accepted, rejected }, 'ratings')
    await uses.claim(link, id)
    await groupCommit.commit(sender, [{ version: 1, kind: 'ratings', sender, receivedAt, sentAt, rows }])
    await uses.keep(link)
    response.status(202).json({ accepted: [body.rating.id] })
  })
  return router
}
