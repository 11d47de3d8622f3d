import express, { Router } from 'express'
import { z } from 'zod'
import { permissionOf } from '../access/permission.ts'
import { code, day } from '../contract/codes.ts'
import { toHanoiDay } from '../contract/period.ts'
import { counterChange, newCounter } from '../contract/unit.ts'
import type { Clock } from '../platform/clock.ts'
import { AppError, parseBy } from '../platform/errors.ts'
import { pageQuery, toPage } from './list-page.ts'
import type { PlaceEdits } from './place-edits.ts'
import type { Places } from './places.ts'
import { createSearch } from './search-text.ts'

const countersQuery = z.strictObject({ centre: code.optional(), on: day.optional(), query: z.string().trim().max(100).optional(), ...pageQuery })
const readBody = express.json({ limit: '16kb' })

/** Counters of a day, today when left out; an account or key of one unit sees and changes those below it. */
export function counterRoutes({ places, edits, clock }: { places: Places; edits: PlaceEdits; clock: Clock }): Router {
  const router = Router()

  router.get('/api/v1/counters', (request, response) => {
    const { includesUnit, requireUnit } = permissionOf(request)
    const { centre, on = toHanoiDay(clock()), query = '', ...page } = parseBy(countersQuery, request.query)
    if (centre !== undefined) requireUnit(centre)
    const isFound = createSearch(query)
    const counters = places.countersOn(on).filter((it) =>
      (centre === undefined ? includesUnit(it.centreCode) : it.centreCode === centre) && isFound(it.code, it.nameVi, it.nameEn))
    response.json(toPage(counters, page))
  })

  router.get('/api/v1/counters/:code/history', (request, response) => {
    const { requireCounter } = permissionOf(request)
    requireCounter(request.params.code)
    const rows = places.counterHistory(request.params.code)
    if (rows.length === 0) throw new AppError('not-found', `There is no counter ${request.params.code}.`)
    response.json({ rows })
  })

  router.post('/api/v1/counters', readBody, async (request, response) => {
    const { actor, unitCode } = permissionOf(request)
    response.status(201).json(await edits.addCounter(parseBy(newCounter, request.body), { actor, unitCode }))
  })

  router.patch('/api/v1/counters/:code', readBody, async (request, response) => {
    const { actor, unitCode, requireCounter } = permissionOf(request)
    requireCounter(request.params['code'])
    const change = parseBy(counterChange, request.body)
    response.json(await edits.changeCounter(request.params['code'], change, { actor, unitCode }))
  })
  return router
}
