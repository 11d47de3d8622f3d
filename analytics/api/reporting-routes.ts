import { Router } from 'express'
import { permissionOf } from '../../access/permission.ts'
import { reportingGapsQuery } from '../../contract/reporting-gaps.ts'
import { AppError, parseBy } from '../../platform/errors.ts'
import { findGaps, type GapDeps } from '../reporting/find-gaps.ts'

/** `GET /api/v1/reporting-gaps`: which units of a level have not sent what they have to. */
export function reportingRoutes(deps: GapDeps): Router {
  return Router().get('/api/v1/reporting-gaps', async (request, response) => {
    const { unit: asked, period, level } = parseBy(reportingGapsQuery, request.query, 'The query')
    const { unitCode, requireUnit } = permissionOf(request)
    const unit = asked ?? unitCode
    if (unit !== null && !deps.places.hasUnit(unit)) {
      throw new AppError('invalid-request', `There is no unit ${unit}.`, { errors: [{ pointer: '/unit', value: unit, rule: 'a known unit', message: `There is no unit ${unit}.` }] })
    }
    requireUnit(unit)
    response.json(await findGaps(deps, { unit, period, level }))
  })
}
