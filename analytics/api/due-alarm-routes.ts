import express, { Router } from 'express'
import { permissionOf } from '../../access/permission.ts'
import { CODES_SHOWN, DEFAULT_DAYS_BEFORE, dueAlarmQuery, dueAlarmsSeen, type DueAlarm, type DueAlarms } from '../../contract/due-alarm.ts'
import { toHanoiDay } from '../../contract/period.ts'
import type { Clock } from '../../platform/clock.ts'
import { parseBy } from '../../platform/errors.ts'
import type { Warehouse } from '../../platform/warehouse/warehouse.ts'
import type { AlarmMorning, DueAlarmBook } from '../../registry/due-alarms/due-alarm-book.ts'
import type { DueAlarmSettings } from '../../registry/due-alarms/due-alarm-settings.ts'
import type { PlaceIndex } from '../../registry/place-index.ts'
import { countStillOpen } from '../queries/due-dossiers.ts'
import { codesWithin } from './codes-within.ts'

interface AlarmRoutesDeps { warehouse: Warehouse; places: PlaceIndex; clock: Clock; demo: boolean; dueAlarms: { settings: DueAlarmSettings; book: DueAlarmBook } }

/** What fell due on the last working morning, for those who answer for the agency or the centre; each marks for themselves what they have seen. */
export function dueAlarmRoutes({ warehouse, places, clock, demo, dueAlarms: { settings, book } }: AlarmRoutesDeps): Router {
  const router = Router()

  /** One line for an agency and a due day, whichever centres the dossiers were handed in at. */
  const toLines = ({ alarms }: AlarmMorning, unit: string | null) => {
    const lines = new Map<string, { agencyCode: string; dueOn: string; codes: string[] }>()
    for (const { agencyCode, centreCode, dueOn, codes } of alarms) {
      const concerns = unit === null || places.isWithin(agencyCode, unit) || (centreCode !== '' && places.isWithin(centreCode, unit))
      if (!concerns) continue
      const key = `${dueOn} ${agencyCode}`
      lines.set(key, { agencyCode, dueOn, codes: [...(lines.get(key)?.codes ?? []), ...codes] })
    }
    return [...lines.values()]
  }

  router.get('/api/v1/due-alarms', async (request, response) => {
    const permission = permissionOf(request)
    const { unit: asked } = parseBy(dueAlarmQuery, request.query, 'The query')
    if (asked !== undefined) permission.requireUnit(asked)
    const unit = asked ?? permission.unitCode
    const morning = await book.lastMorning(toHanoiDay(clock()))
    const lines = morning === null ? [] : toLines(morning, unit !== null && places.unitKind(unit) === 'country' ? null : unit)
    const dueDays = lines.map((it) => it.dueOn).sort()
    const [from, to] = [dueDays[0], dueDays.at(-1)]
    const openOf = from === undefined || to === undefined ? () => 0 : await countStillOpen(warehouse, codesWithin(places, unit), { from, to })
    const seen = morning === null ? new Map<string, number>() : await book.seenBy(morning.day, permission.actor)
    const rows = lines.map(({ agencyCode, dueOn, codes }): DueAlarm => {
      const seenAt = seen.get(agencyCode)
      return {
        agencyCode, agencyName: places.nameOf(agencyCode) ?? { vi: agencyCode, en: agencyCode }, dueOn, count: codes.length, open: openOf(agencyCode, dueOn),
        codes: codes.sort().slice(0, CODES_SHOWN), seenAt: seenAt === undefined ? null : new Date(seenAt).toISOString(),
      }
    })
    const answer: DueAlarms = {
      unit, day: morning?.day ?? null, raisedAt: morning === null ? null : new Date(morning.raisedAt).toISOString(),
      daysBefore: unit === null ? DEFAULT_DAYS_BEFORE : (await settings.daysBeforeOf())(unit) ?? DEFAULT_DAYS_BEFORE, rows, demo,
    }
    response.json(answer)
  })

  router.post('/api/v1/due-alarms/seen', express.json({ limit: '128kb' }), async (request, response) => {
    const permission = permissionOf(request)
    const { day, agencyCodes } = parseBy(dueAlarmsSeen, request.body)
    const atCentres = new Set((await book.alarmsOf(day)).filter((it) => it.centreCode !== '' && permission.includesUnit(it.centreCode)).map((it) => it.agencyCode))
    for (const agencyCode of agencyCodes) if (!atCentres.has(agencyCode)) permission.requireUnit(agencyCode)
    await book.markSeen(day, agencyCodes, permission.actor)
    response.sendStatus(204)
  })
  return router
}
