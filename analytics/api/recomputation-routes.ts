import express, { Router } from 'express'
import { permissionOf } from '../../access/permission.ts'
import { addMonths } from '../../contract/period.ts'
import { recomputationRequest, type Recomputation, type RecomputationRequest } from '../../contract/recomputation.ts'
import { AppError, parseBy } from '../../platform/errors.ts'
import type { PlaceIndex } from '../../registry/place-index.ts'
import type { PublishedPeriods } from '../../registry/published-periods.ts'
import type { Recomputations } from '../recomputation/recomputations.ts'

interface Deps { recomputations: Recomputations; publishedPeriods: PublishedPeriods; places: PlaceIndex }

/** The months (`2026-08`) that have a day in a range. */
function monthsOf({ from, to }: Pick<RecomputationRequest, 'from' | 'to'>): string[] {
  const months: string[] = []
  for (let at = from.slice(0, 7); `${at}-01` < to; at = addMonths(at, 1)) months.push(at)
  return months
}

/** Having figures counted afresh, and how far that is; a unit's account sees the runs of its unit. */
export function recomputationRoutes({ recomputations, publishedPeriods, places }: Deps): Router {
  const router = Router()

  router.post('/api/v1/recompute', express.json({ limit: '16kb' }), async (request, response) => {
    const { requireUnit, actor } = permissionOf(request)
    const asked = parseBy(recomputationRequest, request.body)
    const unitCode = asked.unitCode ?? null
    if (unitCode !== null && !places.hasUnit(unitCode)) {
      const message = `There is no unit ${unitCode}.`
      throw new AppError('invalid-request', message, { errors: [{ pointer: '/unitCode', value: unitCode, rule: 'a known unit', message }] })
    }
    requireUnit(unitCode)
    const published = await publishedPeriods.all()
    const skippedMonths = monthsOf(asked).filter((it) => published.has(it))
    const id = await recomputations.ask({ ...asked, unitCode }, { actor, skippedMonths })
    response.status(202).json({ id, skippedMonths })
  })

  router.get('/api/v1/recompute', async (request, response) => {
    const { includesUnit } = permissionOf(request)
    const rows = await recomputations.latest((it) => includesUnit(it.unitCode))
    response.setHeader('Cache-Control', 'no-store')
    response.json({ rows })
  })

  router.get('/api/v1/recompute/:id', async (request, response) => {
    const { includesUnit } = permissionOf(request)
    const found: Recomputation | null = await recomputations.find(request.params.id)
    // One of somebody else's unit is answered like one that is not there.
    if (!found || !includesUnit(found.unitCode)) throw new AppError('not-found', 'There is no such recomputation.')
    response.setHeader('Cache-Control', 'no-store')
    response.json(found)
  })
  return router
}
