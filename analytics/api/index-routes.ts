import { Router } from 'express'
import { z } from 'zod'
import { permissionOf } from '../../access/permission.ts'
import { code } from '../../contract/codes.ts'
import type { IndexValues } from '../../contract/index-values.ts'
import { toDayRange } from '../../contract/period.ts'
import type { Clock } from '../../platform/clock.ts'
import { AppError, parseBy } from '../../platform/errors.ts'
import type { RecordStore } from '../../platform/record/record.ts'
import type { Warehouse } from '../../platform/warehouse/warehouse.ts'
import type { Places } from '../../registry/places.ts'
import { schemeOn } from '../indices/index-scheme.ts'
import { reconcileMeasure } from '../indices/reconcile-measure.ts'
import { indexSchemes } from '../indices/registry.ts'
import { scoreIndex } from '../indices/score-index.ts'
import { createFrozenValues } from '../publication/frozen-values.ts'
import { readKnownMeasures } from '../queries/known-measures.ts'
import { readReportedMeasures } from '../queries/reported-measures.ts'

const PERIOD_RULE = 'one of 2026-08, 2026-Q3, 2026-H1, 2026-9M, 2026'
const unitAndPeriod = z.strictObject({
  unit: code, period: z.string().refine((it) => toDayRange(it) !== null, { error: PERIOD_RULE, params: { rule: PERIOD_RULE } }),
})

interface Deps { warehouse: Warehouse; record: RecordStore; places: Places; clock: Clock; demo: boolean }

/** Composite indices, and the reported measures they are made of. */
export function indexRoutes({ warehouse, record, places, clock, demo }: Deps): Router {
  const router = Router()
  const frozenValues = createFrozenValues({ warehouse, record, places, clock })

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
    const published = await frozenValues.index({ scheme, unit, unitName, period })
    if (published) {
      response.json({ ...published, demo } satisfies IndexValues)
      return
    }
    const known = await readKnownMeasures(warehouse, unit, period)
    const answer: IndexValues = {
      index: scheme.id, schemeVersion: scheme.version, unit, unitName, period, demo, computedAt: new Date(clock()).toISOString(), ...scoreIndex(scheme, known),
    }
    response.json(answer)
  })

  router.get('/api/v1/measures', async (request, response) => {
    const { unit, period } = parseBy(unitAndPeriod, request.query, 'The query')
    permissionOf(request).requireUnit(unit)
    const rows = await readReportedMeasures(warehouse, unit, period)
    response.json({ rows: rows.map((it) => ({ ...it, warnings: reconcileMeasure(it) })) })
  })
  return router
}
