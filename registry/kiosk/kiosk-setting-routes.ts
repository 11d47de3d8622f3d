import express, { Router } from 'express'
import { permissionOf, type Permission } from '../../access/permission.ts'
import { kioskSettingChange, procedureReasonsChange, type ProcedureReasons } from '../../contract/kiosk.ts'
import { AppError, parseBy } from '../../platform/errors.ts'
import type { PlaceIndex } from '../place-index.ts'
import type { ProcedureIndex } from '../procedures/procedure-index.ts'
import type { KioskSettings } from './kiosk-settings.ts'

interface Deps { settings: KioskSettings; places: Pick<PlaceIndex, 'hasUnit'>; procedures: Pick<ProcedureIndex, 'historyOf'> }

/** How tablets ask, for those who look after them; and the reasons of a procedure, which are the country's. */
export function kioskSettingRoutes({ settings, places, procedures }: Deps): Router {
  const router = Router()
  const readBody = express.json({ limit: '32kb' })
  const allowedUnit = ({ requireUnit }: Permission, unit: string) => {
    if (!places.hasUnit(unit)) throw new AppError('not-found', `There is no unit ${unit}.`)
    requireUnit(unit)
    return unit
  }
  const knownProcedure = (code: string) => {
    if (procedures.historyOf(code).length === 0) throw new AppError('not-found', `There is no procedure ${code}.`)
    return code
  }

  router.get('/api/v1/kiosk-settings/:unit', async (request, response) => {
    response.json(await settings.read(allowedUnit(permissionOf(request), request.params.unit)))
  })

  router.put('/api/v1/kiosk-settings/:unit', readBody, async (request, response) => {
    const permission = permissionOf(request)
    const unit = allowedUnit(permission, request.params['unit'])
    response.json(await settings.put(unit, parseBy(kioskSettingChange, request.body), permission.actor))
  })

  router.delete('/api/v1/kiosk-settings/:unit', async (request, response) => {
    const permission = permissionOf(request)
    await settings.remove(allowedUnit(permission, request.params.unit), permission.actor)
    response.sendStatus(204)
  })

  router.get('/api/v1/procedure-reasons/:procedure', async (request, response) => {
    const procedureCode = knownProcedure(request.params.procedure)
    response.json({ procedureCode, reasons: await settings.reasonsOf(procedureCode) } satisfies ProcedureReasons)
  })

  router.put('/api/v1/procedure-reasons/:procedure', readBody, async (request, response) => {
    const procedureCode = knownProcedure(request.params['procedure'])
    const { reasons } = parseBy(procedureReasonsChange, request.body)
    await settings.putReasons(procedureCode, reasons, permissionOf(request).actor)
    response.json({ procedureCode, reasons } satisfies ProcedureReasons)
  })
  return router
}
