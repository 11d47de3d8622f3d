import express, { Router } from 'express'
import { z } from 'zod'
import { permissionOf } from '../../access/permission.ts'
import { reorganisation } from '../../contract/reorganisation.ts'
import { AppError, parseBy } from '../../platform/errors.ts'
import { cursorAfter, pageQuery, readCursor } from '../list-page.ts'
import { isVisibleIn, type Reorganisations } from './reorganisations.ts'

/** A merger of two thousand units by their codes. */
export const readReorganisation = express.json({ limit: '512kb' })

const listQuery = z.strictObject(pageQuery)
const numberCursor = z.coerce.number().int().min(1)

/** Making, listing and undoing reorganisations; what one would do is shown by analytics/api. */
export function reorganisationRoutes({ reorganisations }: { reorganisations: Reorganisations }): Router {
  const router = Router()

  router.post('/api/v1/reorganisations', readReorganisation, async (request, response) => {
    const { actor, unitCode } = permissionOf(request)
    response.status(201).json(await reorganisations.make(parseBy(reorganisation, request.body), { actor, unitCode }))
  })

  router.get('/api/v1/reorganisations', async (request, response) => {
    const { includesUnit, unitCode } = permissionOf(request)
    const { cursor, limit } = parseBy(listQuery, request.query)
    const before = cursor === undefined ? Number.MAX_SAFE_INTEGER : parseBy(numberCursor, readCursor(cursor), 'The cursor')
    const found = await reorganisations.list({ before, limit: limit + 1, isVisible: (changes) => unitCode === null || isVisibleIn(changes, includesUnit) })
    const shown = found.slice(0, limit)
    response.json({ rows: shown.map((it) => it.row), cursor: found.length > limit ? cursorAfter(String(shown.at(-1)?.seq)) : null })
  })

  router.delete('/api/v1/reorganisations/:id', async (request, response) => {
    const { actor, unitCode, includesUnit } = permissionOf(request)
    const found = await reorganisations.find(request.params.id)
    // One in somebody else's unit is answered like one that is not there.
    if (!found || (unitCode !== null && !isVisibleIn(found.changes, includesUnit))) throw new AppError('not-found', 'There is no such reorganisation.')
    await reorganisations.undo(found.id, { actor, unitCode })
    response.sendStatus(204)
  })
  return router
}
