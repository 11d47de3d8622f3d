import express, { Router } from 'express'
import type { Redis } from 'ioredis'
import { setupQuestion, setupRequest, type SetupAnswer } from '../contract/access.ts'
import { AppError, parseBy } from '../platform/errors.ts'
import type { Invitations } from './invitations.ts'
import { addressOf } from './session-routes.ts'
import type { Setup } from './setup.ts'
import { createAddressLimit } from './sign-in-limit.ts'

const FAILURES = 30
const WINDOW_SECONDS = 15 * 60

/** The page behind a one-time link: the first administrator is made, or somebody invited sets their password. */
export function setupRoutes({ setup, invitations, redis }: { setup: Setup; invitations: Invitations; redis: Redis }): Router {
  const router = Router()
  const limit = createAddressLimit({ redis, name: 'setup', points: FAILURES, durationSeconds: WINDOW_SECONDS })
  const readBody = express.json({ limit: '16kb' })

  router.post('/api/v1/setup/check', readBody, async (request, response) => {
    const { token } = parseBy(setupQuestion, request.body)
    await limit.count(addressOf(request))
    const answer: SetupAnswer | null = (await setup.isOpen(token)) ? { email: null, name: null } : await invitations.ask(token)
    if (!answer) throw new AppError('gone', 'This link is unknown, used or too old.')
    await limit.giveBack(addressOf(request))
    response.setHeader('Cache-Control', 'no-store')
    response.json(answer)
  })

  router.post('/api/v1/setup', readBody, async (request, response) => {
    const { token, email, password } = parseBy(setupRequest, request.body)
    // Everybody may call this, and each call costs the hashing of a password.
    await limit.count(addressOf(request))
    if (!(await invitations.complete({ token, password }))) {
      if (email === undefined && await setup.isOpen(token)) throw emailMissing()
      await setup.complete({ token, email: email ?? '', password })
    }
    await limit.giveBack(addressOf(request))
    response.sendStatus(204)
  })
  return router
}

const emailMissing = () => new AppError('invalid-request', 'The first administrator needs an e-mail.', {
  errors: [{ pointer: '/email', rule: 'required for the first administrator', message: 'This field is required.' }],
})
