import express, { Router } from 'express'
import { permissionOf } from '../../access/permission.ts'
import { enrolmentSheetRequest, newDevice, type EnrolmentSheet } from '../../contract/device.ts'
import { toHanoiDay } from '../../contract/period.ts'
import type { Clock } from '../../platform/clock.ts'
import { parseBy } from '../../platform/errors.ts'
import type { Devices } from '../devices.ts'
import type { Places } from '../places.ts'
import type { DeviceScope } from './device-scope.ts'

interface EnrolmentRoutesDeps { devices: Devices; places: Places; scope: DeviceScope; publicUrl: string; clock: Clock }

const readBody = express.json({ limit: '32kb' })

/** Codes by which tablets come to their counters; each can be read once, in the answer that made it. */
export function deviceEnrolmentRoutes({ devices, places, scope, publicUrl, clock }: EnrolmentRoutesDeps): Router {
  const router = Router()
  const addressOf = (enrolmentCode: string) => new URL(`/kiosk/?code=${enrolmentCode}`, publicUrl).href

  router.post('/api/v1/devices', readBody, async (request, response) => {
    const permission = permissionOf(request)
    const { counterCode, serial = null } = parseBy(newDevice, request.body)
    scope.checkCounter(counterCode, permission)
    const device = await devices.create({ counterCode, serial, actor: permission.actor })
    response.status(201).json({ ...device, enrolmentUrl: addressOf(device.enrolmentCode) })
  })

  router.post('/api/v1/devices/enrolment-sheet', readBody, async (request, response) => {
    const permission = permissionOf(request)
    const asked = parseBy(enrolmentSheetRequest, request.body)
    if ('centreCode' in asked) scope.checkCentre(asked.centreCode, permission)
    else for (const [i, it] of asked.counterCodes.entries()) scope.checkCounter(it, permission, `/counterCodes/${i}`)
    const counterCodes = 'centreCode' in asked
      ? places.countersOn(toHanoiDay(clock())).filter((it) => it.centreCode === asked.centreCode).map((it) => it.code)
      : [...new Set(asked.counterCodes)]
    const subject = 'centreCode' in asked ? `unit:${asked.centreCode}` : `counter:${counterCodes[0]}`
    const { expiresAt, codes, withoutTablet } = await devices.renewCodesAt({ counterCodes, actor: permission.actor, subject })
    const rows = codes.flatMap(({ deviceId, serial, counterCode, enrolmentCode }) => {
      const place = places.placeOf(counterCode)
      return place ? { deviceId, serial, place, enrolmentCode, enrolmentUrl: addressOf(enrolmentCode) } : []
    })
    response.status(201).json({ expiresAt, rows, withoutTablet } satisfies EnrolmentSheet)
  })

  router.post('/api/v1/devices/:id/enrolment-code', async (request, response) => {
    const permission = permissionOf(request)
    await scope.checkDevice(request.params.id, permission)
    const device = await devices.renewCode({ deviceId: request.params.id, actor: permission.actor })
    response.status(201).json({ ...device, enrolmentUrl: addressOf(device.enrolmentCode) })
  })
  return router
}
