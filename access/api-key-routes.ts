import express, { Router } from 'express'
import { newApiKey } from '../contract/access.ts'
import { AppError, parseBy } from '../platform/errors.ts'
import type { ApiKeys } from './api-keys.ts'
import { permissionOf } from './permission.ts'

export function apiKeyRoutes({ apiKeys }: { apiKeys: ApiKeys }): Router {
  const router = Router()

  router.post('/api/v1/api-keys', express.json({ limit: '16kb' }), async (request, response) => {
    const permission = permissionOf(request)
    const { name, scopes, unitCode = null } = parseBy(newApiKey, request.body)
    permission.requireUnit(unitCode)
    response.status(201).json(await apiKeys.create({ name, scopes, unitCode, actor: permission.actor }))
  })

  router.get('/api/v1/api-keys', async (request, response) => {
    const { includesUnit } = permissionOf(request)
    const keys = await apiKeys.list()
    response.json({ rows: keys.filter((it) => includesUnit(it.unitCode)), cursor: null })
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
