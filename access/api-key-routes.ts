import express, { Router } from 'express'
import { newApiKey } from '../contract/access.ts'
import { AppError, parseBy } from '../platform/errors.ts'
import type { ApiKeys } from './api-keys.ts'
import { requireRight, toActor } from './principal.ts'

export function apiKeyRoutes({ apiKeys }: { apiKeys: ApiKeys }): Router {
  const router = Router()

  router.post('/api/v1/api-keys', express.json({ limit: '16kb' }), async (request, response) => {
    const principal = requireRight(request, 'keys:write')
    const { name, scopes, unitCode = null } = parseBy(newApiKey, request.body)
    if (principal.unitCode !== null && unitCode !== principal.unitCode) {
      throw new AppError('no-right', `This account makes keys for ${principal.unitCode} only.`)
    }
    response.status(201).json(await apiKeys.create({ name, scopes, unitCode, actor: toActor(principal) }))
  })

  router.get('/api/v1/api-keys', async (request, response) => {
    const principal = requireRight(request, 'keys:write')
    response.json({ rows: await apiKeys.list(principal.unitCode), cursor: null })
  })

  router.delete('/api/v1/api-keys/:id', async (request, response) => {
    const principal = requireRight(request, 'keys:write')
    const revoked = await apiKeys.revoke({ id: request.params.id, unitCode: principal.unitCode, actor: toActor(principal) })
    if (!revoked) throw new AppError('not-found', 'There is no such API key.')
    response.sendStatus(204)
  })
  return router
}
