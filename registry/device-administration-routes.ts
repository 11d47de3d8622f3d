import express, { Router } from 'express'
import { z } from 'zod'
import { requireRight, toActor } from '../access/principal.ts'
import { deviceMove, newDevice } from '../contract/device.ts'
import type { Clock } from '../platform/clock.ts'
import { AppError, parseBy } from '../platform/errors.ts'
import type { Devices } from './devices.ts'
import { cursorAfter, pageQuery, readCursor } from './list-page.ts'
import type { Places } from './places.ts'

interface DeviceAdministrationDeps { devices: Devices; places: Places; publicUrl: string; clock: Clock }

export function deviceAdministrationRoutes({ devices, places, publicUrl, clock }: DeviceAdministrationDeps): Router {
  const router = Router()
  const isWithin = (counterCode: string, unitCode: string | null) =>
    unitCode === null || places.isWithin(places.placeOf(counterCode)?.centre.code ?? '', unitCode)

  const checkCounter = (counterCode: string, unitCode: string | null) => {
    if (!places.placeOf(counterCode)) {
      const rule = 'a known counter'
      throw new AppError('invalid-request', `There is no counter ${counterCode}.`, { errors: [{ pointer: '/counterCode', value: counterCode, rule, message: rule }] })
    }
    if (!isWithin(counterCode, unitCode)) throw new AppError('no-right', `${counterCode} does not lie in ${unitCode}.`)
  }

  router.post('/api/v1/devices', express.json({ limit: '16kb' }), async (request, response) => {
    const principal = requireRight(request, 'devices:write', 'registry:write')
    const { counterCode, serial = null } = parseBy(newDevice, request.body)
    checkCounter(counterCode, principal.unitCode)
    const device = await devices.create({ counterCode, serial, actor: toActor(principal) })
    const enrolmentUrl = new URL(`/kiosk/?code=${device.enrolmentCode}`, publicUrl).href
    response.status(201).json({ ...device, enrolmentUrl })
  })

  router.get('/api/v1/devices', async (request, response) => {
    const { unitCode } = requireRight(request, 'devices:write', 'registry:write')
    const { cursor, limit } = parseBy(z.strictObject(pageQuery), request.query)
    const counterCodes = unitCode === null ? null : [...new Set(places.counters().map((it) => it.code))].filter((it) => isWithin(it, unitCode))
    const found = await devices.list({ after: readCursor(cursor), limit: limit + 1, counterCodes })
    const rows = found.slice(0, limit)
    response.json({ rows, cursor: found.length > limit ? cursorAfter(rows.at(-1)?.deviceId ?? '') : null })
  })

  router.patch('/api/v1/devices/:id', express.json({ limit: '16kb' }), async (request, response) => {
    const principal = requireRight(request, 'devices:write', 'registry:write')
    const { counterCode, validFrom } = parseBy(deviceMove, request.body)
    const present = await devices.counterOf(request.params['id'])
    if (present === null || !isWithin(present, principal.unitCode)) throw new AppError('not-found', 'There is no such device.')
    checkCounter(counterCode, principal.unitCode)
    const from = validFrom ? Date.parse(validFrom) : clock()
    await devices.move({ deviceId: request.params['id'], counterCode, from, actor: toActor(principal) })
    response.sendStatus(204)
  })

  router.delete('/api/v1/devices/:id', async (request, response) => {
    const principal = requireRight(request, 'devices:write', 'registry:write')
    const counterCode = await devices.counterOf(request.params.id)
    if (counterCode === null || !isWithin(counterCode, principal.unitCode)) throw new AppError('not-found', 'There is no such device.')
    await devices.revoke({ deviceId: request.params.id, actor: toActor(principal) })
    response.sendStatus(204)
  })
  return router
}
