import express, { Router } from 'express'
import { z } from 'zod'
import { permissionOf, type Permission } from '../access/permission.ts'
import { code } from '../contract/codes.ts'
import { deviceMove, newDevice } from '../contract/device.ts'
import type { Clock } from '../platform/clock.ts'
import { AppError, parseBy } from '../platform/errors.ts'
import type { Devices } from './devices.ts'
import { cursorAfter, pageQuery, readCursor } from './list-page.ts'
import type { Places } from './places.ts'

/** `centre` asks for the tablets at the counters that a centre has today. */
const devicesQuery = z.strictObject({ centre: code.optional(), ...pageQuery })

interface DeviceAdministrationDeps { devices: Devices; places: Places; publicUrl: string; clock: Clock }

export function deviceAdministrationRoutes({ devices, places, publicUrl, clock }: DeviceAdministrationDeps): Router {
  const router = Router()
  const checkCounter = (counterCode: string, { requireCounter }: Permission) => {
    if (!places.placeOf(counterCode)) {
      const rule = 'a known counter'
      throw new AppError('invalid-request', `There is no counter ${counterCode}.`, { errors: [{ pointer: '/counterCode', value: counterCode, rule, message: rule }] })
    }
    requireCounter(counterCode)
  }

  /** One in somebody else's unit is answered like one that is not there. */
  const checkDevice = async (deviceId: string, { includesCounter }: Permission) => {
    const counterCode = await devices.counterOf(deviceId)
    if (counterCode === null || !includesCounter(counterCode)) throw new AppError('not-found', 'There is no such device.')
  }

  router.post('/api/v1/devices', express.json({ limit: '16kb' }), async (request, response) => {
    const permission = permissionOf(request)
    const { counterCode, serial = null } = parseBy(newDevice, request.body)
    checkCounter(counterCode, permission)
    const device = await devices.create({ counterCode, serial, actor: permission.actor })
    const enrolmentUrl = new URL(`/kiosk/?code=${device.enrolmentCode}`, publicUrl).href
    response.status(201).json({ ...device, enrolmentUrl })
  })

  router.get('/api/v1/devices', async (request, response) => {
    const { unitCode, includesCounter } = permissionOf(request)
    const { cursor, limit, centre } = parseBy(devicesQuery, request.query)
    const isAsked = (counterCode: string) => (centre === undefined || places.centreOf(counterCode) === centre) && includesCounter(counterCode)
    const counterCodes = unitCode === null && centre === undefined ? null : [...new Set(places.counters().map((it) => it.code))].filter(isAsked)
    const found = await devices.list({ after: readCursor(cursor), limit: limit + 1, counterCodes })
    const rows = found.slice(0, limit)
    response.json({ rows, cursor: found.length > limit ? cursorAfter(rows.at(-1)?.deviceId ?? '') : null })
  })

  router.patch('/api/v1/devices/:id', express.json({ limit: '16kb' }), async (request, response) => {
    const permission = permissionOf(request)
    const { counterCode, validFrom } = parseBy(deviceMove, request.body)
    await checkDevice(request.params['id'], permission)
    checkCounter(counterCode, permission)
    const from = validFrom ? Date.parse(validFrom) : clock()
    await devices.move({ deviceId: request.params['id'], counterCode, from, actor: permission.actor })
    response.sendStatus(204)
  })

  router.delete('/api/v1/devices/:id', async (request, response) => {
    const permission = permissionOf(request)
    await checkDevice(request.params.id, permission)
    await devices.revoke({ deviceId: request.params.id, actor: permission.actor })
    response.sendStatus(204)
  })
  return router
}
