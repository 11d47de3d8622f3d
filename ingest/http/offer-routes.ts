import express, { Router, type RequestHandler } from 'express'
import { bearerOf } from '../../access/identify.ts'
import { offerAnswer, offerBatch, type OfferAnswer } from '../../contract/offer.ts'
import { openEventStream } from '../../platform/event-stream.ts'
import { AppError, parseBy } from '../../platform/errors.ts'
import { DEVICE_TOKEN_PREFIX } from '../../registry/devices.ts'
import type { OfferBoard } from '../offers/offer-board.ts'
import type { StoredOffers } from '../offers/stored-offers.ts'
import { toCorrection } from './judge-ratings.ts'
import { limitSender, type IngestDeps } from './ingest-deps.ts'
import { authenticateSender, senderOf } from './sender-auth.ts'

/** Proxies end what says nothing for a minute. */
const BEAT_MS = 20_000
/** A tablet that was revoked or moved meanwhile is told no more after that long; it comes again by itself. */
const LINE_MS = 10 * 60_000

type Deps = IngestDeps & { offers: OfferBoard; storedOffers: Pick<StoredOffers, 'among'> }

/** Offers to tablets as dossiers are closed, and what the tablets say they have shown. */
export function offerRoutes(deps: Deps): Router {
  const { places, groupCommit, clock, offers, storedOffers } = deps
  const router = Router()
  const asSender = authenticateSender({ ...deps, scope: 'ratings:write', takesDevices: true })
  const asDevice: RequestHandler = async (request, response, next) => {
    if (!bearerOf(request)?.startsWith(DEVICE_TOKEN_PREFIX)) throw new AppError('sender-unknown', 'Offers are between the server and enrolled tablets.')
    await asSender(request, response, next)
  }

  router.get('/api/v1/devices/offers', asDevice, async (request, response) => {
    const sender = senderOf(request)
    if (sender.kind !== 'device') throw new AppError('no-right', 'Offers are for tablets.')
    const stay = sender.places.find((it) => it.from <= clock() && (it.to === null || clock() < it.to)) ?? sender.places.at(-1)
    const stream = openEventStream(request, response)
    const beat = setInterval(stream.beat, BEAT_MS)
    const end = setTimeout(() => stream.end(), LINE_MS)
    let hasLeft = false
    const leaving = offers.watch(stay?.counterCode ?? '', (offer) => { if (!hasLeft) stream.send('offer', offer) })
    response.on('close', () => {
      hasLeft = true
      clearInterval(beat)
      clearTimeout(end)
      void leaving.then((leave) => leave(), () => {})
    })
    await leaving.catch(() => stream.end())
  })

  router.post('/api/v1/offers', asDevice, deps.admission.admit, express.json({ limit: '64kb' }), async (request, response) => {
    const sender = senderOf(request)
    if (sender.kind !== 'device') throw new AppError('no-right', 'Offers are shown by tablets.')
    const body = parseBy(offerBatch, request.body)
    await limitSender(deps.limiter, sender.id, body.offers.length)
    const receivedAt = clock()
    const correction = toCorrection(Date.parse(body.sentAt), receivedAt)
    const rows = body.offers.map(({ id, offeredAt }): [string, number, string, string] => {
      const at = Date.parse(offeredAt) + correction
      const stay = sender.places.find((it) => at >= it.from && (it.to === null || at < it.to)) ?? sender.places[0]
      const counterCode = stay?.counterCode ?? ''
      return [id.toLowerCase(), at, counterCode, places.centreOf(counterCode) ?? '']
    })
    await groupCommit.commit(sender.id, [{ version: 1, kind: 'offers', sender: sender.id, receivedAt, rows }])
    // Those just sent are stored in a moment, and told so when the tablet sends them again; while the warehouse is away it keeps them.
    const stored = await storedOffers.among(sender.id, rows.map(([id]) => id))
    response.status(202).json(offerAnswer.parse({ accepted: body.offers.map((it) => it.id), stored } satisfies OfferAnswer))
  })
  return router
}
