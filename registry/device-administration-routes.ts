import express, { Router } from 'express'
import { z } from 'zod'
import { permissionOf, type Permission } from '../access/permission.ts'
import { deviceFilter, deviceMove, revocationQuery, type DeviceDetail, type DevicePage } from '../contract/device.ts'
import type { Clock } from '../platform/clock.ts'
import { AppError, parseBy } from '../platform/errors.ts'
import type { Devices } from './devices.ts'
import { deviceCommandRoutes } from './devices/device-command-routes.ts'
import { deviceEnrolmentRoutes } from './devices/device-enrolment-routes.ts'
import { createDeviceScope } from './devices/device-scope.ts'
import { cursorAfter, pageQuery, readCursor } from './list-page.ts'
import type { Places } from './places.ts'
import { toSearchText } from './search-text.ts'

/** What of a tablet's numbers is stored; null while nobody can say. */
export type ReadWatermark = (deviceId: string) => Promise<{ storedTo: number; missing: [number, number][] } | null>

interface DeviceAdministrationDeps { devices: Devices; places: Places; publicUrl: string; clock: Clock; readWatermark: ReadWatermark }

const listQuery = z.strictObject({ ...deviceFilter, ...pageQuery })

/** Tablets as those who look after them see them; each reaches those at the counters of the own unit. */
export function deviceAdministrationRoutes({ devices, places, publicUrl, clock, readWatermark }: DeviceAdministrationDeps): Router {
  const router = Router()
  const scope = createDeviceScope({ devices, places })
  router.use(deviceEnrolmentRoutes({ devices, places, scope, publicUrl, clock }), deviceCommandRoutes({ devices, scope }))

  /** The counters that may be seen and are asked for; null for all there are, also those that the registry does not know. */
  const countersFor = ({ unitCode, includesCounter, requireUnit }: Permission, centre: string | undefined): string[] | null => {
    if (centre !== undefined) requireUnit(centre)
    if (unitCode === null && centre === undefined) return null
    const codes = [...new Set(places.counters().map((it) => it.code))]
    return codes.filter((it) => includesCounter(it) && (centre === undefined || places.centreOf(it) === centre))
  }
  const countersNamed = (text: string | undefined): string[] => {
    if (!text) return []
    const sought = toSearchText(text)
    return [...new Set(places.counters().map((it) => it.code))].filter((it) => {
      const place = places.placeOf(it)
      return place && [place.counter, place.centre].some(({ nameVi, nameEn }) => toSearchText(`${nameVi}\n${nameEn}`).includes(sought))
    })
  }

  router.get('/api/v1/devices', async (request, response) => {
    const { cursor, limit, centre, query, state = null } = parseBy(listQuery, request.query)
    const search = { counterCodes: countersFor(permissionOf(request), centre), text: query || null, named: countersNamed(query) }
    const found = await devices.list({ ...search, states: state, after: readCursor(cursor), limit: limit + 1 })
    const rows = found.slice(0, limit).map((it) => ({ ...it, place: places.placeOf(it.counterCode) }))
    const last = rows.at(-1)
    const answer: DevicePage = {
      rows, cursor: last && found.length > limit ? cursorAfter(`${last.counterCode}\n${last.deviceId}`) : null,
      ...(cursor === undefined ? { counts: await devices.countStates(search) } : {}),
    }
    response.json(answer)
  })

  router.get('/api/v1/devices/:id', async (request, response) => {
    await scope.checkDevice(request.params.id, permissionOf(request))
    const device = await devices.find(request.params.id)
    if (!device) throw new AppError('not-found', 'There is no such device.')
    const { seq, ...rest } = device
    const watermark = await readWatermark(device.deviceId)
    const answer: DeviceDetail = {
      ...rest, place: places.placeOf(device.counterCode), commands: await devices.listCommands(device.deviceId),
      places: device.places.map((it) => ({ ...it, place: places.placeOf(it.counterCode) })),
      custody: watermark && { lastSeq: seq, ...watermark },
    }
    response.json(answer)
  })

  router.patch('/api/v1/devices/:id', express.json({ limit: '16kb' }), async (request, response) => {
    const permission = permissionOf(request)
    const { counterCode, validFrom } = parseBy(deviceMove, request.body)
    await scope.checkDevice(request.params['id'], permission)
    scope.checkCounter(counterCode, permission)
    const from = validFrom ? Date.parse(validFrom) : clock()
    await devices.move({ deviceId: request.params['id'], counterCode, from, actor: permission.actor })
    response.sendStatus(204)
  })

  router.delete('/api/v1/devices/:id', async (request, response) => {
    const permission = permissionOf(request)
    const { reason } = parseBy(revocationQuery, request.query)
    await scope.checkDevice(request.params.id, permission)
    await devices.revoke({ deviceId: request.params.id, actor: permission.actor, reason: reason || null })
    response.sendStatus(204)
  })
  return router
}
