import express, { Router } from 'express'
import { permissionOf, type Permission } from '../../access/permission.ts'
import { dueAlarmSettingChange } from '../../contract/due-alarm.ts'
import { AppError, parseBy } from '../../platform/errors.ts'
import type { PlaceIndex } from '../place-index.ts'
import type { DueAlarmSettings } from './due-alarm-settings.ts'

/** From when on a unit is told what falls due, and where the alarms are sent: for those who administer it. */
export function dueAlarmSettingRoutes({ settings, places }: { settings: DueAlarmSettings; places: Pick<PlaceIndex, 'hasUnit'> }): Router {
  const router = Router()
  const allowedUnit = ({ requireUnit }: Permission, unit: string) => {
    if (!places.hasUnit(unit)) throw new AppError('not-found', `There is no unit ${unit}.`)
    requireUnit(unit)
    return unit
  }

  router.get('/api/v1/due-alarm-settings/:unit', async (request, response) => {
    response.json(await settings.read(allowedUnit(permissionOf(request), request.params.unit)))
  })

  router.put('/api/v1/due-alarm-settings/:unit', express.json({ limit: '16kb' }), async (request, response) => {
    const permission = permissionOf(request)
    const unit = allowedUnit(permission, request.params['unit'])
    response.setHeader('Cache-Control', 'no-store')
    response.json(await settings.put(unit, parseBy(dueAlarmSettingChange, request.body), permission.actor))
  })

  router.delete('/api/v1/due-alarm-settings/:unit', async (request, response) => {
    const permission = permissionOf(request)
    await settings.remove(allowedUnit(permission, request.params.unit), permission.actor)
    response.sendStatus(204)
  })
  return router
}
