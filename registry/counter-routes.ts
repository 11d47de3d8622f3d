import { Router } from 'express'
import { z } from 'zod'
import { permissionOf } from '../access/permission.ts'
import { code } from '../contract/codes.ts'
import { toHanoiDay } from '../contract/period.ts'
import type { Clock } from '../platform/clock.ts'
import { parseBy } from '../platform/errors.ts'
import { pageQuery, toPage } from './list-page.ts'
import type { Places } from './places.ts'

const countersQuery = z.strictObject({ centre: code.optional(), ...pageQuery })

/** Counters of today; an account or key of one unit sees those below it. */
export function counterRoutes({ places, clock }: { places: Places; clock: Clock }): Router {
  const router = Router()

  router.get('/api/v1/counters', (request, response) => {
    const { includesUnit, requireUnit } = permissionOf(request)
    const { centre, ...page } = parseBy(countersQuery, request.query)
    if (centre !== undefined) requireUnit(centre)
    const counters = places.countersOn(toHanoiDay(clock())).filter((it) =>
      centre === undefined ? includesUnit(it.centreCode) : it.centreCode === centre)
    response.json(toPage(counters, page))
  })
  return router
}
