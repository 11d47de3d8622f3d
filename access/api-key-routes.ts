import express, { Router } from 'express'
import { apiKeyQuery, newApiKey, type Scope } from '../contract/access.ts'
import type { Clock } from '../platform/clock.ts'
import { AppError, parseBy } from '../platform/errors.ts'
import { cursorAfter, readCursor } from '../platform/list-page.ts'
import type { ApiKeys } from './api-keys.ts'
import { permissionOf, type Permission } from './permission.ts'

export function apiKeyRoutes({ apiKeys, clock }: { apiKeys: ApiKeys; clock: Clock }): Router {
  const router = Router()

  /** The units in reach that keys are for, narrowed to one and those below it; null for everything. */
  const toUnits = async ({ includesUnit, isWithin, unitCode }: Permission, unit: string | undefined): Promise<string[] | null> => {
    if (unitCode === null && unit === undefined) return null
    return (await apiKeys.unitCodes()).filter((it) => includesUnit(it) && (unit === undefined || isWithin(it, unit)))
  }

  router.post('/api/v1/api-keys', express.json({ limit: '16kb' }), async (request, response) => {
    const permission = permissionOf(request)
    const { name, scopes, unitCode = null, expiresAt = null } = parseBy(newApiKey, request.body)
    permission.requireUnit(unitCode)
    requireHeld(scopes, permission)
    const end = expiresAt === null ? null : Date.parse(expiresAt)
    if (end !== null && end <= clock()) {
      throw new AppError('invalid-request', 'The end of a key lies in the future.', { errors: [{ pointer: '/expiresAt', value: expiresAt, rule: 'in the future', message: 'Choose a day that is still to come.' }] })
    }
    response.setHeader('Cache-Control', 'no-store')
    response.status(201).json(await apiKeys.create({ name, scopes, unitCode, expiresAt: end, actor: permission.actor }))
  })

  router.get('/api/v1/api-keys', async (request, response) => {
    const { cursor, limit, unit, ...search } = parseBy(apiKeyQuery, request.query)
    const units = await toUnits(permissionOf(request), unit)
    const found = await apiKeys.list({ ...search, units, after: readCursor(cursor), limit: limit + 1 })
    const rows = found.slice(0, limit)
    response.json({ rows, cursor: found.length > limit ? cursorAfter(rows.at(-1)?.id ?? '') : null })
  })

  router.delete('/api/v1/api-keys/:id', async (request, response) => {
    const { actor, includesUnit } = permissionOf(request)
    const key = await apiKeys.find(request.params.id)
    if (!key || !includesUnit(key.unitCode)) throw new AppError('not-found', 'There is no such API key.')
    await apiKeys.revoke({ id: key.id, actor })
    response.sendStatus(204)
  })
  return router
}

/** Throws 403 for a scope that whoever makes the key does not have: a key never does more than its maker. */
function requireHeld(scopes: readonly Scope[], { has }: Permission): void {
  const missing = scopes.filter((it) => !has(it))
  if (missing.length > 0) throw new AppError('no-right', `A key cannot have more rights than whoever makes it: ${missing.join(', ')}.`)
}
