import { Router } from 'express'
import { z } from 'zod'
import { requireRight } from '../access/principal.ts'
import { code } from '../contract/codes.ts'
import { toHanoiDay } from '../contract/period.ts'
import type { Clock } from '../platform/clock.ts'
import { AppError, parseBy } from '../platform/errors.ts'
import { pageQuery, toPage } from './list-page.ts'
import type { Places } from './places.ts'

const countersQuery = z.strictObject({ centre: code.optional(), ...pageQuery })

/** Counters of today; an account or key of one unit sees those below it. */
export function counterRoutes({ places, clock }: { places: Places; clock: Clock }): Router {
  const router = Router()

  router.get('/api/v1/counters', (request, response) => {
    const { unitCode } = requireRight(request, 'results:read', 'registry:write')
    const { centre, ...page } = parseBy(countersQuery, request.query)
    const isVisible = (centreCode: string) => unitCode === null || places.isWithin(centreCode, unitCode)
    if (centre !== undefined && !isVisible(centre)) throw new AppError('no-right', `${centre} does not lie in ${unitCode}.`)
    const counters = places.countersOn(toHanoiDay(clock())).filter((it) =>
      centre === undefined ? isVisible(it.centreCode) : it.centreCode === centre)
    response.json(toPage(counters, page))
  })
  return router
}
