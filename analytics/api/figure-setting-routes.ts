import express, { Router } from 'express'
import { permissionOf } from '../../access/permission.ts'
import { figureSettingChange } from '../../contract/figure-setting.ts'
import { parseBy } from '../../platform/errors.ts'
import type { FigureSettings } from '../origins/figure-settings.ts'

/** Which figures stand where both a reported and a counted one are known: settled for the whole country, readable by all who read figures. */
export function figureSettingRoutes({ figureSettings }: { figureSettings: FigureSettings }): Router {
  const router = Router()

  router.get('/api/v1/figure-settings', async (_request, response) => {
    response.json({ rows: await figureSettings.list() })
  })

  router.put('/api/v1/figure-settings', express.json({ limit: '16kb' }), async (request, response) => {
    await figureSettings.put(parseBy(figureSettingChange, request.body), permissionOf(request).actor)
    response.json({ rows: await figureSettings.list() })
  })
  return router
}
