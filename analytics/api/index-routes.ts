import { Router } from 'express'
import { z } from 'zod'
import { permissionOf } from '../../access/permission.ts'
import { code } from '../../contract/codes.ts'
import type { IndexValues } from '../../contract/index-values.ts'
import { toDayRange } from '../../contract/period.ts'
import type { Clock } from '../../platform/clock.ts'
import { AppError, parseBy } from '../../platform/errors.ts'
import type { Warehouse } from '../../platform/warehouse/warehouse.ts'
import type { Places } from '../../registry/places.ts'
import { schemeOn } from '../indices/index-scheme.ts'
import { indexSchemes } from '../indices/registry.ts'
import { scoreIndex } from '../indices/score-index.ts'
import { compareMeasures } from '../origins/compare-measures.ts'
import type { FigureSettings } from '../origins/figure-settings.ts'
import { readKnownMeasures } from '../origins/known-measures.ts'

const PERIOD_RULE = 'one of 2026-08, 2026-Q3, 2026-H1, 2026-9M, 2026'
const unitAndPeriod = z.strictObject({
  unit: code, period: z.string().refine((it) => toDayRange(it) !== null, { error: PERIOD_RULE, params: { rule: PERIOD_RULE } }),
})

interface Deps { warehouse: Warehouse; places: Places; figureSettings: FigureSettings; clock: Clock; demo: boolean }

/** Composite indices, and the reported measures they are made of. */
export function indexRoutes({ warehouse, places, figureSettings, clock, demo }: Deps): Router {
  const router = Router()

  router.get('/api/v1/indices', (_request, response) => {
    response.json({ rows: Object.values(indexSchemes).flat() })
  })

  router.get('/api/v1/indices/:id/values', async (request, response) => {
    const versions = indexSchemes[request.params.id]
    if (!versions) throw new AppError('not-found', `There is no index "${request.params.id}".`)
    const { unit, period } = parseBy(unitAndPeriod, request.query, 'The query')
    const unitName = places.nameOf(unit)
    if (!unitName || !places.hasUnit(unit)) throw new AppError('not-found', `There is no unit ${unit}.`)
    const scheme = schemeOn(versions, toDayRange(period)?.from ?? '')
    if (!scheme) throw new AppError('not-found', `There was no "${request.params.id}" in ${period}.`)
    const known = await readKnownMeasures({ warehouse, places, figureSettings, clock }, scheme.id, unit, period)
    const answer: IndexValues = {
      index: scheme.id, schemeVersion: scheme.version, unit, unitName, period, demo, computedAt: new Date(clock()).toISOString(), ...scoreIndex(scheme, known),
    }
    response.json(answer)
  })

  router.get('/api/v1/measures', async (request, response) => {
    const { unit, period } = parseBy(unitAndPeriod, request.query, 'The query')
    const { requireUnit, has } = permissionOf(request)
    requireUnit(unit)
    response.json(await compareMeasures({ warehouse, places, figureSettings, clock }, unit, period, { maySeeSmallCounts: has('results:read') }))
  })
  return router
}
