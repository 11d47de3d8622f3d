import { Router } from 'express'
import { z } from 'zod'
import { writeAudit } from '../../access/audit-log.ts'
import { permissionOf } from '../../access/permission.ts'
import { code } from '../../contract/codes.ts'
import { toHanoiDay } from '../../contract/period.ts'
import type { Clock } from '../../platform/clock.ts'
import { parseBy } from '../../platform/errors.ts'
import type { RecordStore } from '../../platform/record/record.ts'
import type { Places } from '../../registry/places.ts'
import type { RestrictedOriginals } from '../../registry/restricted-originals.ts'

const originalsQuery = z.strictObject({ centre: code.optional(), limit: z.coerce.number().int().min(1).max(500).default(100) })

interface Deps { originals: RestrictedOriginals; places: Places; record: RecordStore; clock: Clock }

/** `GET /api/v1/restricted-originals?centre=&limit=`: comments as they were written, for case handlers; every reading is in the audit log. */
export function restrictedOriginalRoutes({ originals, places, record, clock }: Deps): Router {
  const router = Router()
  router.get('/api/v1/restricted-originals', async (request, response) => {
    const permission = permissionOf(request)
    const { centre, limit } = parseBy(originalsQuery, request.query)
    if (centre !== undefined) permission.requireUnit(centre)
    const scope = centre ?? permission.unitCode
    const centreCodes = scope === null ? null : [...new Set(places.countersOn(toHanoiDay(clock())).map((it) => it.centreCode))].filter((it) => places.isWithin(it, scope))
    const rows = await originals.list({ centreCodes, limit })
    await writeAudit(record, {
      actor: permission.actor, action: 'restricted-original.read', subject: `unit:${scope ?? 'all'}`, detail: { events: rows.map((it) => it.eventId) },
    })
    response.json({ rows })
  })
  return router
}
