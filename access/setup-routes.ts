import express, { Router } from 'express'
import type { Redis } from 'ioredis'
import { setupRequest } from '../contract/access.ts'
import { parseBy } from '../platform/errors.ts'
import { addressOf } from './session-routes.ts'
import type { Setup } from './setup.ts'
import { createAddressLimit } from './sign-in-limit.ts'

const FAILURES = 30
const WINDOW_SECONDS = 15 * 60

export function setupRoutes({ setup, redis }: { setup: Setup; redis: Redis }): Router {
  const router = Router()
  const limit = createAddressLimit({ redis, name: 'setup', points: FAILURES, durationSeconds: WINDOW_SECONDS })

  router.post('/api/v1/setup', express.json({ limit: '16kb' }), async (request, response) => {
    const wanted = parseBy(setupRequest, request.body)
    // Everybody may call this, and each call costs the hashing of a password.
    await limit.count(addressOf(request))
    await setup.complete(wanted)
    await limit.giveBack(addressOf(request))
    response.sendStatus(204)
  })
  return router
}
