import { Router } from 'express'
import { z } from 'zod'
import { code } from '../contract/codes.ts'
import { toHanoiDay } from '../contract/period.ts'
import { unitKind } from '../contract/unit.ts'
import type { Clock } from '../platform/clock.ts'
import { AppError, parseBy } from '../platform/errors.ts'
import { pageQuery, toPage } from './list-page.ts'
import type { Places } from './places.ts'
import { toSearchText } from './search-text.ts'

const unitsQuery = z.strictObject({
  kind: unitKind.optional(),
  /** The unit itself and all below it, as for values. */
  parent: code.optional(),
  query: z.string().trim().max(100).optional(),
  code: z.union([code.transform((it) => [it]), z.array(code).max(100)]).optional(),
  ...pageQuery,
})

/** The tree of units is public: whose figures they are is no secret. */
export function unitRoutes({ places, clock }: { places: Places; clock: Clock }): Router {
  const router = Router()

  router.get('/api/v1/units', (request, response) => {
    const { kind, parent, query, code: codes, ...page } = parseBy(unitsQuery, request.query)
    const words = toSearchText(query ?? '').split(/\s+/)
    const units = places.unitsOn(toHanoiDay(clock())).filter((unit) =>
      (!kind || unit.kind === kind)
      && (!codes || codes.includes(unit.code))
      && (!query || words.every((word) => toSearchText(`${unit.code} ${unit.nameVi} ${unit.nameEn}`).includes(word)))
      && (!parent || places.isWithin(unit.code, parent)))
    response.json(toPage(units, page))
  })

  router.get('/api/v1/units/:code', (request, response) => {
    const path = places.pathOf(request.params.code)
    if (!path) throw new AppError('not-found', `There is no unit ${request.params.code}.`)
    response.json(path)
  })
  return router
}
