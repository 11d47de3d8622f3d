import { Router } from 'express'
import { ratingRoutes } from '../../ingest/http/rating-routes.ts'
import { systemClock } from '../../platform/clock.ts'
import { serveRival } from './room.ts'

/** The service's own route for ratings, with nothing behind it: what the edge could do if keeping cost nothing. */
await serveRival(async ({ access, registry, limiter }) => {
  const admission = { admit: (_request: unknown, _response: unknown, next: () => void) => next(), obstacle: () => null, close: async () => {} }
  const groupCommit = { commit: async () => null, stuckForMs: () => 0 }
  const routes = Router().use(ratingRoutes({ apiKeys: access.apiKeys, devices: registry.devices, places: registry.places, admission, groupCommit, limiter, clock: systemClock }))
  return { routes, storedOf: () => 0 }
})
