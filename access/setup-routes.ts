import express, { Router } from 'express'
import { setupRequest } from '../contract/access.ts'
import { parseBy } from '../platform/errors.ts'
import type { Setup } from './setup.ts'

export function setupRoutes({ setup }: { setup: Setup }): Router {
  const router = Router()

  router.post('/api/v1/setup', express.json({ limit: '16kb' }), async (request, response) => {
    await setup.complete(parseBy(setupRequest, request.body))
    response.sendStatus(204)
  })
  return router
}
