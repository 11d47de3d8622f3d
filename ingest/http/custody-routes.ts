import { Router } from 'express'
import { permissionOf } from '../../access/permission.ts'
import { custodyQuery, type CustodyAnswer, type CustodyRow } from '../../contract/custody.ts'
import { toHanoiDay } from '../../contract/period.ts'
import type { Clock } from '../../platform/clock.ts'
import { AppError, parseBy } from '../../platform/errors.ts'
import type { Warehouse } from '../../platform/warehouse/warehouse.ts'
import type { Devices, NumberedDevice } from '../../registry/devices.ts'
import type { Places } from '../../registry/places.ts'
import { readReconciledDays, type ReconciledDay } from '../custody/custody-days.ts'
import { readLastRun, readMarks } from '../custody/custody-marks.ts'
import { isOverdue } from '../custody/reconcile-custody.ts'

interface CustodyRoutesDeps { warehouse: Warehouse; devices: Devices; places: Places; clock: Clock }

/** `GET /api/v1/custody`: whether what the tablets captured on a day is what is counted, and what became of the rest. */
export function custodyRoutes({ warehouse, devices, places, clock }: CustodyRoutesDeps): Router {
  const router = Router()
  router.get('/api/v1/custody', async (request, response) => {
    const permission = permissionOf(request)
    const { centre, day = yesterday(clock()) } = parseBy(custodyQuery, request.query)
    if (centre !== undefined && !places.hasUnit(centre)) throw new AppError('not-found', `There is no centre ${centre}.`)
    if (centre !== undefined) permission.requireUnit(centre)
    const scope = centre ?? permission.unitCode

    const centreOf = (device: NumberedDevice) => places.placeOf(device.counterCode)?.centre.code ?? ''
    const shown = new Map((await devices.numbered()).filter((it) => scope === null || places.isWithin(centreOf(it), scope)).map((it) => [`device:${it.deviceId}`, it]))
    const days = await readReconciledDays(warehouse, [...shown.keys()], { day, lane: 'read' })
    const rows = days.flatMap((it) => {
      const device = shown.get(it.sender)
      return device ? toRow(it, device, centreOf(device), clock()) : []
    })
    const centres = scope === null ? null : [...new Set(places.countersOn(day).map((it) => it.centreCode))].filter((it) => places.isWithin(it, scope))
    const computedAt = await readLastRun(warehouse, day)
    const answer: CustodyAnswer = { day, totals: { ...addUp(rows), ...await readMarks(warehouse, day, centres) }, rows, computedAt }
    response.json(answer)
  })
  return router
}

const DAY_MS = 24 * 3_600_000
const yesterday = (now: number) => toHanoiDay(now - DAY_MS)

const toRow = (it: ReconciledDay, device: NumberedDevice, centreCode: string, now: number): CustodyRow => ({
  deviceId: device.deviceId, serial: device.serial, counterCode: device.counterCode, centreCode, day: it.day,
  captured: it.captured, stored: it.stored, setAside: it.setAside, refused: it.refused, missing: it.missing,
  missingOver24h: isOverdue(it.missingSince, now) ? it.missing : 0, missingRanges: it.missingRanges,
  missingSince: it.missingSince === null ? null : new Date(it.missingSince).toISOString(), computedAt: new Date(it.computedAt).toISOString(),
})

function addUp(rows: readonly CustodyRow[]) {
  const total = { captured: 0, stored: 0, setAside: {} as Record<string, number>, refused: 0, missing: 0, missingOver24h: 0 }
  for (const row of rows) {
    for (const field of ['captured', 'stored', 'refused', 'missing', 'missingOver24h'] as const) total[field] += row[field]
    for (const [reason, count] of Object.entries(row.setAside)) total.setAside[reason] = (total.setAside[reason] ?? 0) + count
  }
  return total
}
