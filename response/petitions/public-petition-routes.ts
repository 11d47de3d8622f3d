import express, { Router, type Request } from 'express'
import type { Redis } from 'ioredis'
import { addressOf } from '../../access/session-routes.ts'
import { createAddressLimit } from '../../access/sign-in-limit.ts'
import { unitsWithin } from '../../analytics/api/codes-within.ts'
import { answeredQuery, petitionRating, petitionSupplement, publicPetition } from '../../contract/petition.ts'
import { AppError, parseBy } from '../../platform/errors.ts'
import type { PlaceIndex } from '../../registry/place-index.ts'
import type { PetitionSteps } from './petition-steps.ts'
import type { PetitionReadings } from './read-petitions.ts'
import type { PetitionIntake } from './take-petition.ts'

interface Deps { intake: PetitionIntake; steps: PetitionSteps; readings: PetitionReadings; places: PlaceIndex; redis: Redis }

/** A centre's hall shares one address, and so does a village behind its carrier; a machine would send more. */
export const PETITIONS_PER_WINDOW = 30
const LOOK_UPS_PER_WINDOW = 120
const WINDOW_SECONDS = 3_600

const UNKNOWN = 'There is no petition with this code here. Check it letter by letter: PA, then ten letters and digits.'

/** What anybody may do with petitions without an account: send one, see how far it is by its code, add what is asked for, rate the answer once, and read what was answered in public. */
export function publicPetitionRoutes({ intake, steps, readings, places, redis }: Deps): Router {
  const router = Router()
  const json = express.json({ limit: '32kb' })
  const sending = createAddressLimit({ redis, name: 'petition-sending', points: PETITIONS_PER_WINDOW, durationSeconds: WINDOW_SECONDS })
  const lookingUp = createAddressLimit({ redis, name: 'petition-look-up', points: LOOK_UPS_PER_WINDOW, durationSeconds: WINDOW_SECONDS })

  /** The petition an address names, each try counted: codes are not to be guessed. */
  const found = async (request: Request) => {
    await lookingUp.count(addressOf(request))
    const told = await readings.find(String(request.params['code']))
    if (!told) throw new AppError('not-found', UNKNOWN)
    return told
  }

  router.post('/api/v1/public-petitions', json, async (request, response) => {
    const sent = parseBy(publicPetition, request.body)
    await sending.count(addressOf(request))
    const { code, isNew } = await intake.take(sent, { sender: 'public', channel: 'site', maybeMachine: (sent.website ?? '') !== '' })
    response.status(isNew ? 201 : 200).json({ code })
  })

  router.get('/api/v1/public-petitions/:code', async (request, response) => {
    response.setHeader('Cache-Control', 'no-store').setHeader('X-Robots-Tag', 'noindex')
    response.json(readings.status(await found(request)))
  })

  router.post('/api/v1/public-petitions/:code/supplement', json, async (request, response) => {
    const { text } = parseBy(petitionSupplement, request.body)
    await steps.supply((await found(request)).petition.code, text)
    response.sendStatus(204)
  })

  router.post('/api/v1/public-petitions/:code/rating', json, async (request, response) => {
    const rating = parseBy(petitionRating, request.body)
    await steps.rate((await found(request)).petition.code, rating)
    response.sendStatus(204)
  })

  router.get('/api/v1/answered-petitions', async (request, response) => {
    const query = parseBy(answeredQuery, request.query, 'The query')
    if (query.unit !== undefined && !places.hasUnit(query.unit)) throw new AppError('not-found', `There is no unit ${query.unit}.`)
    response.json(await readings.answered(unitsWithin(places, query.unit ?? null), query))
  })
  return router
}
