import express, { Router } from 'express'
import { z } from 'zod'
import { permissionOf } from '../access/permission.ts'
import { code, day } from '../contract/codes.ts'
import { toHanoiDay } from '../contract/period.ts'
import { newUnit, unitChange, unitKind } from '../contract/unit.ts'
import type { Clock } from '../platform/clock.ts'
import { AppError, parseBy } from '../platform/errors.ts'
import { pageQuery, toPage } from './list-page.ts'
import type { PlaceEdits } from './place-edits.ts'
import type { Places } from './places.ts'
import { createSearch } from './search-text.ts'

const unitsQuery = z.strictObject({
  kind: unitKind.optional(),
  /** The unit itself and all below it, as for values. */
  parent: code.optional(),
  /** What lies directly below a unit: how a page opens a tree, one unit at a time. */
  childrenOf: code.optional(),
  query: z.string().trim().max(100).optional(),
  /** The tree of that day, today when left out. */
  on: day.optional(),
  code: z.union([code.transform((it) => [it]), z.array(code).max(100)]).optional(),
  ...pageQuery,
})

const readBody = express.json({ limit: '16kb' })

/** The tree of units is public: whose figures they are is no secret. */
export function unitRoutes({ places, edits, clock }: { places: Places; edits: PlaceEdits; clock: Clock }): Router {
  const router = Router()

  router.get('/api/v1/units', (request, response) => {
    const { kind, parent, childrenOf, query = '', on = toHanoiDay(clock()), code: codes, ...page } = parseBy(unitsQuery, request.query)
    const isFound = createSearch(query)
    const units = places.unitsOn(on).filter((unit) =>
      (!kind || unit.kind === kind)
      && (!codes || codes.includes(unit.code))
      && isFound(unit.code, unit.nameVi, unit.nameEn)
      && (!childrenOf || unit.parentCode === childrenOf)
      && (!parent || places.isWithin(unit.code, parent, on)))
    response.json(toPage(units, page))
  })

  router.get('/api/v1/units/:code', (request, response) => {
    const path = places.pathOf(request.params.code)
    if (!path) throw new AppError('not-found', `There is no unit ${request.params.code}.`)
    response.json(path)
  })

  router.get('/api/v1/units/:code/history', (request, response) => {
    const rows = places.unitHistory(request.params.code)
    if (rows.length === 0) throw new AppError('not-found', `There is no unit ${request.params.code}.`)
    response.json({ rows })
  })

  router.post('/api/v1/units', readBody, async (request, response) => {
    const { actor, unitCode } = permissionOf(request)
    response.status(201).json(await edits.addUnit(parseBy(newUnit, request.body), { actor, unitCode }))
  })

  router.patch('/api/v1/units/:code', readBody, async (request, response) => {
    const { actor, unitCode } = permissionOf(request)
    const change = parseBy(unitChange, request.body)
    response.json(await edits.changeUnit(request.params['code'], change, { actor, unitCode }))
  })
  return router
}
