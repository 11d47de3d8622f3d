import express, { Router } from 'express'
import { permissionOf } from '../../access/permission.ts'
import { ratingCardList, ratingCardRequest } from '../../contract/rating-link.ts'
import { AppError, parseBy } from '../../platform/errors.ts'
import type { Places } from '../places.ts'
import type { RatingCards } from './rating-cards.ts'

/** Cards for counters, for those who look after tablets. */
export function ratingCardRoutes({ cards, places }: { cards: RatingCards; places: Places }): Router {
  const router = Router()

  router.post('/api/v1/rating-cards', express.json({ limit: '16kb' }), async (request, response) => {
    const { actor, requireUnit } = permissionOf(request)
    const { centreCode } = parseBy(ratingCardRequest, request.body)
    if (places.unitKind(centreCode) !== 'centre') {
      throw new AppError('invalid-request', `${centreCode} is not a known centre.`, { errors: [{ pointer: '/centreCode', value: centreCode, rule: 'a known centre', message: 'a known centre' }] })
    }
    requireUnit(centreCode)
    response.json(ratingCardList.parse({ rows: await cards.makeAt(centreCode, actor) }))
  })

  router.delete('/api/v1/rating-cards/:id', async (request, response) => {
    const { actor, includesCounter } = permissionOf(request)
    const counterCode = await cards.counterOf(request.params.id)
    if (counterCode === null || !includesCounter(counterCode)) throw new AppError('not-found', 'There is no such card.')
    await cards.withdraw(request.params.id, actor)
    response.sendStatus(204)
  })
  return router
}
