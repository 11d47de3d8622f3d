import express, { Router, type Request } from 'express'
import { z } from 'zod'
import { permissionOf, type Permission } from '../../access/permission.ts'
import { unitsWithin } from '../../analytics/api/codes-within.ts'
import { alertKind, alertRule, alertsQuery, type AlertPage } from '../../contract/alert.ts'
import { AppError, parseBy } from '../../platform/errors.ts'
import { cursorAfter, pageQuery, readCursor } from '../../platform/list-page.ts'
import type { PlaceIndex } from '../../registry/place-index.ts'
import type { AlertBook } from './alert-book.ts'
import type { AlertRules } from './alert-rules.ts'

const listQuery = z.strictObject({ ...alertsQuery, ...pageQuery })

/** The alerts of one's unit, and the rules by which they are raised. */
export function alertRoutes({ book, rules, places, demo }: { book: AlertBook; rules: AlertRules; places: PlaceIndex; demo: boolean }): Router {
  const router = Router()
  const allowedUnit = ({ requireUnit }: Permission, request: Request): string => {
    const unit = String(request.params['unit'])
    if (!places.hasUnit(unit)) throw new AppError('not-found', `There is no unit ${unit}.`)
    requireUnit(unit)
    return unit
  }

  router.get('/api/v1/alerts', async (request, response) => {
    const permission = permissionOf(request)
    const query = parseBy(listQuery, request.query, 'The query')
    if (query.unit !== undefined) permission.requireUnit(query.unit)
    const before = Number(readCursor(query.cursor) || Number.MAX_SAFE_INTEGER)
    const found = await book.list({ units: unitsWithin(places, query.unit ?? permission.unitCode), kind: query.kind ?? null, isOpen: query.state !== 'all', before, limit: query.limit + 1 })
    const shown = found.slice(0, query.limit)
    const answer: AlertPage = { rows: shown.map((it) => it.row), cursor: found.length > query.limit ? cursorAfter(String(shown.at(-1)?.seq)) : null, demo }
    response.setHeader('Cache-Control', 'no-store')
    response.json(answer)
  })

  router.get('/api/v1/alert-rules/:unit', async (request, response) => {
    const permission = permissionOf(request)
    const unit = allowedUnit(permission, request)
    response.json({ unit, rules: await rules.of(unit), may: { write: permission.has('alerts:write') } })
  })

  router.put('/api/v1/alert-rules/:unit', express.json({ limit: '16kb' }), async (request, response) => {
    const permission = permissionOf(request)
    const unit = allowedUnit(permission, request)
    await rules.put(unit, parseBy(alertRule, request.body), permission.actor)
    response.json({ unit, rules: await rules.of(unit), may: { write: true } })
  })

  router.delete('/api/v1/alert-rules/:unit/:kind', async (request, response) => {
    const permission = permissionOf(request)
    const unit = allowedUnit(permission, request)
    const kind = alertKind.safeParse(request.params['kind'])
    if (!kind.success) throw new AppError('not-found', 'There is no such kind of alert.')
    await rules.remove(unit, kind.data, permission.actor)
    response.sendStatus(204)
  })
  return router
}
