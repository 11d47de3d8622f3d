import express, { Router } from 'express'
import { permissionOf, type Permission } from '../../access/permission.ts'
import { newOpeningException, openingHoursChange, type OpeningHoursAnswer } from '../../contract/opening-hours.ts'
import { toHanoiDay } from '../../contract/period.ts'
import type { Clock } from '../../platform/clock.ts'
import { AppError, parseBy } from '../../platform/errors.ts'
import type { Places } from '../places.ts'
import type { OpeningHours } from './opening-hours.ts'
import { USUAL_WEEK } from './open-spans.ts'

const readBody = express.json({ limit: '256kb' })

/** Opening hours of a centre, and of a counter where it differs. */
export function openingHoursRoutes({ openingHours, places, clock }: { openingHours: OpeningHours; places: Places; clock: Clock }): Router {
  const router = Router()

  /** The place of that code; one in somebody else's unit is refused. */
  const toPlace = (code: string, { requireUnit }: Permission): { kind: 'centre' | 'counter'; centreCode: string } => {
    const ofCounter = places.hasCounter(code) ? places.centreOf(code) : null
    const centreCode = ofCounter ?? (places.unitKind(code) === 'centre' ? code : null)
    if (centreCode === null) throw new AppError('not-found', `There is no centre or counter ${code}.`)
    requireUnit(centreCode)
    return { kind: ofCounter === null ? 'centre' : 'counter', centreCode }
  }
  const answer = (code: string, place: ReturnType<typeof toPlace>): OpeningHoursAnswer => {
    const today = toHanoiDay(clock())
    const { stretches, exceptions } = openingHours.of(code)
    return {
      code, ...place, stretches: [...stretches], exceptions: [...exceptions.values()],
      ...openingHours.weekOn(code, today), inherited: place.kind === 'counter' ? openingHours.weekOn(place.centreCode, today).week : USUAL_WEEK,
    }
  }

  router.get('/api/v1/opening-hours/:code', (request, response) => {
    response.json(answer(request.params.code, toPlace(request.params.code, permissionOf(request))))
  })

  router.put('/api/v1/opening-hours/:code', readBody, async (request, response) => {
    const [permission, code] = [permissionOf(request), request.params['code']]
    const { stretches } = parseBy(openingHoursChange, request.body)
    const place = toPlace(code, permission)
    await openingHours.put(code, stretches, permission.actor)
    response.json(answer(code, place))
  })

  router.post('/api/v1/opening-hours/:code/exceptions', readBody, async (request, response) => {
    const [permission, code] = [permissionOf(request), request.params['code']]
    const exception = parseBy(newOpeningException, request.body)
    toPlace(code, permission)
    response.status(201).json(await openingHours.addException(code, exception, permission.actor))
  })

  router.delete('/api/v1/opening-hours/:code/exceptions/:id', async (request, response) => {
    const permission = permissionOf(request)
    toPlace(request.params.code, permission)
    await openingHours.removeException(request.params.code, request.params.id, permission.actor)
    response.sendStatus(204)
  })
  return router
}
