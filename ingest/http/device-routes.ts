import express, { Router, type Request } from 'express'
import type { Redis } from 'ioredis'
import { bearerOf } from '../../access/identify.ts'
import { addressOf } from '../../access/session-routes.ts'
import { createAddressLimit } from '../../access/sign-in-limit.ts'
import { enrolRequest, heartbeat, type DevicePlace, type DeviceSettings, type EnrolAnswer, type HeartbeatAnswer } from '../../contract/device.ts'
import { toHanoiDay } from '../../contract/period.ts'
import type { Clock } from '../../platform/clock.ts'
import { AppError, parseBy } from '../../platform/errors.ts'
import type { Devices, KnownDevice } from '../../registry/devices.ts'
import type { KioskSettings } from '../../registry/kiosk/kiosk-settings.ts'
import type { OpeningHours } from '../../registry/opening-hours/opening-hours.ts'
import type { Places } from '../../registry/places.ts'
import type { Custody } from '../custody/custody.ts'

const ENROL_FAILURES = 30
const ENROL_WINDOW_SECONDS = 15 * 60
const [DAYS_AHEAD, DAY_MS] = [4, 24 * 3_600_000]
const readBody = express.json({ limit: '16kb' })

export interface DeviceRoutesDeps {
  devices: Devices
  places: Places
  kioskSettings: Pick<KioskSettings, 'heldAt'>
  openingHours: Pick<OpeningHours, 'openSpansOn' | 'weekOn'>
  custody: Pick<Custody, 'storedTo'>
  redis: Redis
  clock: Clock
  demo: boolean
}

/** What tablets say and are told: enrolment by code, and a sign of life that answers what they may forget. */
export function deviceRoutes({ devices, places, kioskSettings, openingHours, custody, redis, clock, demo }: DeviceRoutesDeps): Router {
  const router = Router()
  const enrolLimit = createAddressLimit({ redis, name: 'enrol', points: ENROL_FAILURES, durationSeconds: ENROL_WINDOW_SECONDS })

  const deviceOf = async (request: Request): Promise<{ device: KnownDevice; token: string }> => {
    const token = bearerOf(request) ?? ''
    const device = await devices.authenticate(token)
    if (!device) throw new AppError('sender-unknown', 'This device is not enrolled, or its token was revoked.')
    return { device, token }
  }
  const placeOf = (counterCode: string | null | undefined): DevicePlace => {
    const place = places.placeOf(counterCode ?? '')
    if (!place) throw new AppError('conflict', `The counter ${counterCode ?? ''} of this device is not in the registry.`)
    return place
  }

  /** A tablet that hears nothing for a weekend still knows when its counter opens; where nobody has entered hours it never calls itself closed. */
  const settingsAt = async ({ centre, counter }: DevicePlace): Promise<DeviceSettings> => {
    const { asking, pinCheck } = await kioskSettings.heldAt(centre.code)
    const midnight = Date.parse(`${toHanoiDay(clock())}T00:00:00+07:00`)
    if (openingHours.weekOn(counter.code, toHanoiDay(clock())).source === 'rule') return { ...asking, demo, pin: pinCheck }
    const days = Array.from({ length: DAYS_AHEAD }, (_, i) => toHanoiDay(midnight + i * DAY_MS))
    return { ...asking, demo, pin: pinCheck, open: days.flatMap((it) => openingHours.openSpansOn(counter.code, it)), openKnownTo: midnight + DAYS_AHEAD * DAY_MS }
  }

  router.post('/api/v1/devices/enrol', readBody, async (request, response) => {
    const { enrolmentCode, appVersion, hardware = null } = parseBy(enrolRequest, request.body)
    await enrolLimit.count(addressOf(request))
    const enrolled = await devices.enrol({ enrolmentCode, appVersion, hardware })
    await enrolLimit.giveBack(addressOf(request))
    const place = placeOf(await devices.counterOf(enrolled.deviceId))
    response.status(201).json({ ...enrolled, place, settings: await settingsAt(place) } satisfies EnrolAnswer)
  })

  router.post('/api/v1/devices/heartbeat', readBody, async (request, response) => {
    const { device, token } = await deviceOf(request)
    const beat = parseBy(heartbeat, request.body)
    const orders = await devices.noteHeartbeat(device.id, beat, token)
    const { storedTo, missing } = await custody.storedTo(`device:${device.id}`)
    // A move may be planned for later: until then the tablet stands where it stands.
    const stay = device.places.findLast((it) => it.from <= clock()) ?? device.places.at(-1)
    const place = placeOf(stay?.counterCode)
    const answer: HeartbeatAnswer = {
      settings: await settingsAt(place), place, serverTime: new Date(clock()).toISOString(), commands: orders.commands, storedTo, missing,
      ...(orders.token === null ? {} : { token: orders.token }),
    }
    response.json(answer)
  })
  return router
}
