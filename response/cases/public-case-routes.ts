import express, { Router } from 'express'
import type { Redis } from 'ioredis'
import { createBriefMemory } from '../../access/brief-memory.ts'
import { addressOf } from '../../access/session-routes.ts'
import { createAddressLimit } from '../../access/sign-in-limit.ts'
import { newContact } from '../../contract/case.ts'
import type { PublicSaidDone } from '../../contract/said-done.ts'
import type { SaidDone } from '../../contract/live.ts'
import type { Clock } from '../../platform/clock.ts'
import { AppError, parseBy } from '../../platform/errors.ts'
import type { PlaceIndex } from '../../registry/place-index.ts'
import type { Contacts } from './contacts.ts'
import type { CaseReadings } from './read-cases.ts'

const PUBLIC_SECONDS = 60
/** A tablet serves a hall from one address; whoever fills the store of contacts with invented ones would need weeks. */
const [CONTACTS_PER_WINDOW, WINDOW_SECONDS] = [120, 600]

interface Deps { redis: Redis; places: PlaceIndex; contacts: Contacts; readings: CaseReadings; /** of cases and comments */ saidDoneAt(centreCode: string): Promise<SaidDone[]>; clock: Clock; demo: boolean }

/** What everybody may do and read: leave a contact for a rating, and see what a centre has done. */
export function publicCaseRoutes({ redis, places, contacts, readings, saidDoneAt, clock, demo }: Deps): Router {
  const router = Router()
  const limit = createAddressLimit({ redis, name: 'contacts', points: CONTACTS_PER_WINDOW, durationSeconds: WINDOW_SECONDS })

  /** Whether there is such a rating is not answered: it would tell whoever guesses. */
  router.post('/api/v1/contacts', express.json({ limit: '4kb' }), async (request, response) => {
    response.setHeader('Cache-Control', 'no-store')
    const contact = parseBy(newContact, request.body)
    await limit.count(addressOf(request))
    await contacts.keep(contact)
    response.sendStatus(204)
  })

  // Many displays of one hall, and whoever else looks, are one question.
  const memory = createBriefMemory({
    clock,
    fetch: async (code: string): Promise<PublicSaidDone> => ({ centre: code, rows: await saidDoneAt(code), answered: await readings.answeredInTime(code), demo }),
  })
  router.get('/api/v1/centres/:code/said-done', async (request, response) => {
    const { code } = request.params
    if (places.unitKind(code) !== 'centre') throw new AppError('not-found', `There is no centre ${code}.`)
    response.setHeader('Cache-Control', `public, max-age=${PUBLIC_SECONDS}`)
    response.json(await memory.get(code))
  })
  return router
}
