import { createHmac, randomBytes } from 'node:crypto'
import express, { Router, type RequestHandler } from 'express'
import { RateLimiterMemory } from 'rate-limiter-flexible'
import { bearerOf } from '../../access/identify.ts'
import { addressOf } from '../../access/session-routes.ts'
import { toHanoiDay } from '../../contract/period.ts'
import { newRatingLink, openedRatingLink, RECEIPT_DAYS, ratingLinkOpening, type MadeRatingLink, type OpenedRatingLink } from '../../contract/rating-link.ts'
import { AppError, parseBy } from '../../platform/errors.ts'
import { DEVICE_TOKEN_PREFIX } from '../../registry/devices.ts'
import type { KioskSettings } from '../../registry/kiosk/kiosk-settings.ts'
import type { ProcedureIndex } from '../../registry/procedures/procedure-index.ts'
import type { PhoneRating } from '../../registry/rating-links/create-rating-links.ts'
import { kindOf, type RatingLink } from '../../registry/rating-links/rating-links.ts'
import { limitSender, type IngestDeps } from './ingest-deps.ts'
import { authenticateSender, senderOf } from './sender-auth.ts'

const [MINUTE_MS, DAY_MS] = [60_000, 24 * 3_600_000]
/** The screen of a tablet shows another code long before. */
const ON_SCREEN_MS = 5 * MINUTE_MS
/** Whoever opened a card has so long to rate. */
const FROM_CARD_MS = 120 * MINUTE_MS
/** A whole hall shares the address of its Wi-Fi, half a town that of its telephone company. */
const OPENINGS_PER_ADDRESS = { points: 120, duration: 600 }
const readBody = express.json({ limit: '16kb' })

export type RatingLinkDeps = IngestDeps & Pick<PhoneRating, 'links' | 'uses' | 'cards'> & {
  kioskSettings: Pick<KioskSettings, 'heldAt' | 'reasonsOf'>; procedures: Pick<ProcedureIndex, 'historyOf'>; demo: boolean
}

/** The link a request came with. Throws 401 for one that is none of ours, 410 after its end. */
export function linkOf(text: string, links: PhoneRating['links'], { lateMs = 0, now }: { lateMs?: number; now: number }): RatingLink {
  const link = links.read(text)
  if (!link) throw new AppError('sender-unknown', 'This link is none of ours. Scan the square code again.')
  if (link.until + lateMs <= now) throw new AppError('gone', 'This link has expired.')
  return link
}

/** Links by which people rate on their own telephones: made for receipts and for the screens of tablets, and opened. */
export function ratingLinkRoutes(deps: RatingLinkDeps): Router {
  const { links, uses, cards, places, clock, kioskSettings, procedures, demo } = deps
  const router = Router()
  // Addresses are counted in memory under a key that ends with the process: nothing of them is written down.
  const [openings, addressKey] = [new RateLimiterMemory(OPENINGS_PER_ADDRESS), randomBytes(32)]
  const toAnswer = ({ link, until }: { link: string; until: number }): MadeRatingLink => ({ url: links.toUrl(link), validUntil: new Date(until).toISOString() })
  const asSystem = authenticateSender({ ...deps, scope: 'dossiers:write', takesDevices: false })
  const asSender = authenticateSender({ ...deps, scope: 'ratings:write', takesDevices: true })
  const asDevice: RequestHandler = async (request, response, next) => {
    if (!bearerOf(request)?.startsWith(DEVICE_TOKEN_PREFIX)) throw new AppError('sender-unknown', 'Only enrolled tablets show such links.')
    await asSender(request, response, next)
  }

  router.post('/api/v1/rating-links', asSystem, readBody, async (request, response) => {
    const sender = senderOf(request)
    const { counterCode, dossierCode, procedureCode, validDays = RECEIPT_DAYS } = parseBy(newRatingLink, request.body)
    await limitSender(deps.limiter, sender.id, 1)
    const place = places.counterAt(counterCode, clock())
    if (!place) throw new AppError('invalid-request', 'No counter of this code is registered for today.', { errors: [{ pointer: '/counterCode', value: counterCode, rule: 'a counter open today', message: 'No counter of this code is registered for today.' }] })
    if (sender.kind === 'system' && sender.unitCode !== null && !places.isWithin(place.centreCode, sender.unitCode)) throw new AppError('no-right', 'This API key may not make links for that counter.')
    const made = links.make({ letter: 'r', counterCode, until: clock() + validDays * DAY_MS, ...(dossierCode ? { dossierCode } : {}), ...(procedureCode ? { procedureCode } : {}) })
    response.status(201).json(toAnswer(made))
  })

  router.post('/api/v1/devices/rating-link', asDevice, async (request, response) => {
    const sender = senderOf(request)
    if (sender.kind !== 'device') throw new AppError('no-right', 'Only tablets show such links.')
    await limitSender(deps.limiter, sender.id, 1)
    const stay = sender.places.findLast((it) => it.from <= clock()) ?? sender.places.at(-1)
    if (!stay || !places.placeOf(stay.counterCode)) throw new AppError('conflict', 'This tablet stands at no counter of the registry.')
    response.status(201).json(toAnswer(links.make({ letter: 't', counterCode: stay.counterCode, until: clock() + ON_SCREEN_MS })))
  })

  router.post('/api/v1/rating-links/opening', readBody, async (request, response) => {
    const body = parseBy(ratingLinkOpening, request.body)
    await limitSender(openings, createHmac('sha256', addressKey).update(addressOf(request)).digest('base64'), 1)
    const link = linkOf(body.link, links, { now: clock() })
    response.json(openedRatingLink.parse(link.letter === 'd' ? await passDoor(link) : await open(body.link, link)))
  })

  /** A card leads to a link of the telephone's own, so that one card serves everybody and everybody once. */
  async function passDoor(door: RatingLink): Promise<OpenedRatingLink> {
    if (!(await cards.isOpen(door.single))) throw new AppError('gone', 'This card was withdrawn.')
    await uses.countCard(door)
    const { link, until } = links.make({ letter: 'c', counterCode: door.counterCode, until: clock() + FROM_CARD_MS })
    return await open(link, { ...door, letter: 'c', until })
  }

  async function open(text: string, link: RatingLink): Promise<OpenedRatingLink> {
    await uses.check(link)
    const place = places.placeOf(link.counterCode)
    if (!place) throw new AppError('gone', 'The counter of this link is closed for good.')
    const { asking } = await kioskSettings.heldAt(place.centre.code)
    const today = toHanoiDay(clock())
    const procedure = procedures.historyOf(link.procedureCode).find((it) => it.validFrom <= today && (it.validTo === null || today < it.validTo))
    const reasons = link.procedureCode === '' ? null : await kioskSettings.reasonsOf(link.procedureCode)
    return {
      link: text, kind: kindOf(link), validUntil: new Date(link.until).toISOString(), place, procedureName: procedure?.nameVi ?? null,
      settings: { ...asking, demo, ...(reasons ? { reasons } : {}) },
    }
  }
  return router
}
