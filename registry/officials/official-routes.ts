import express, { Router } from 'express'
import { permissionOf, type Permission } from '../../access/permission.ts'
import { newOfficial, newShift, officialChange, officialsQuery } from '../../contract/official.ts'
import { isStorableInstant } from '../../contract/codes.ts'
import type { Clock } from '../../platform/clock.ts'
import { AppError, parseBy } from '../../platform/errors.ts'
import type { RecordStore } from '../../platform/record/record.ts'
import { cursorAfter, readCursor } from '../list-page.ts'
import type { Places } from '../places.ts'
import type { Officials } from './officials.ts'
import { toDayStart } from './plan-officials.ts'
import { listOfficials, listShifts } from './read-officials.ts'

interface OfficialRoutesDeps { officials: Officials; record: RecordStore; places: Places; clock: Clock }

const DAY_MS = 24 * 3_600_000
const readBody = express.json({ limit: '16kb' })
const breach = (pointer: string, value: unknown, rule: string) =>
  new AppError('invalid-request', `This breaks a rule: ${pointer} ${rule}`, { errors: [{ pointer, value, rule, message: rule }] })

/** Officials and their shifts. Names are for those with `names:read`; everybody else sees codes. */
export function officialRoutes({ officials, record, places, clock }: OfficialRoutesDeps): Router {
  const router = Router()

  /** A day is its first moment; instants become UTC, so that they compare as text. */
  const toMoment = (pointer: string, text: string): string => {
    const epochMs = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(toDayStart(text)) : Date.parse(text)
    if (!isStorableInstant(epochMs)) throw breach(pointer, text, 'a moment between 1970 and 2149')
    return new Date(epochMs).toISOString()
  }
  const toRow = (code: string, { counterCode = null, validFrom, validTo }: { counterCode?: string | null | undefined; validFrom?: string | undefined; validTo?: string | null | undefined }) => {
    const [from, to] = [validFrom ? toMoment('/validFrom', validFrom) : null, validTo ? toMoment('/validTo', validTo) : null]
    if (from !== null && to !== null && to <= from) throw breach('/validTo', validTo, 'validTo is after validFrom')
    return { code, name: null, counterCode, validFrom: from, validTo: to }
  }
  const withinOf = ({ unitCode, includesUnit, includesCounter }: Permission) => unitCode === null ? null : {
    unitCodes: [...new Set(places.ancestry().map((it) => it.code))].filter(includesUnit),
    counterCodes: [...new Set(places.counters().map((it) => it.code))].filter(includesCounter),
  }
  const countersOf = (centreCode: string) => [...new Set(places.counters().filter((it) => it.centreCode === centreCode).map((it) => it.code))]

  /** One who belongs to somebody else is answered like one who is not there. */
  const checkOfficial = async (code: string, { includesUnit }: Permission): Promise<void> => {
    const home = await officials.homeOf(code)
    if (home === undefined || !includesUnit(home)) throw new AppError('not-found', `There is no official ${code}.`)
  }
  const checkCounter = (counterCode: string | null | undefined, { requireCounter }: Permission): void => {
    if (!counterCode) return
    if (!places.hasCounter(counterCode)) throw breach('/counterCode', counterCode, 'a known counter')
    requireCounter(counterCode)
  }
  const checkUnit = (unitCode: string | null | undefined, { requireUnit }: Permission): void => {
    if (unitCode === undefined) return
    if (unitCode !== null && !places.hasUnit(unitCode)) throw breach('/unitCode', unitCode, 'a known unit')
    requireUnit(unitCode)
  }
  const answerOne = async (code: string, permission: Permission) => {
    const now = clock()
    const [row] = await listOfficials(record, {
      within: null, code, from: new Date(now), to: new Date(now + 1), onlyServing: false, mayReadNames: permission.has('names:read'), after: '', limit: 1,
    })
    return row
  }

  router.get('/api/v1/officials', async (request, response) => {
    const permission = permissionOf(request)
    const { query, centre, counter, on, cursor, limit } = parseBy(officialsQuery, request.query)
    if (centre !== undefined && places.hasUnit(centre)) permission.requireUnit(centre)
    // A code that is still being typed finds nobody; it is no mistake.
    if (counter !== undefined && places.hasCounter(counter)) permission.requireCounter(counter)
    const from = on === undefined ? clock() : Date.parse(toDayStart(on))
    const found = await listOfficials(record, {
      within: withinOf(permission), query, from: new Date(from), to: new Date(from + (on === undefined ? 1 : DAY_MS)),
      at: counter !== undefined ? { counterCodes: [counter], unitCode: null } : centre !== undefined ? { counterCodes: countersOf(centre), unitCode: centre } : undefined,
      onlyServing: on !== undefined, mayReadNames: permission.has('names:read'), after: readCursor(cursor), limit: limit + 1,
    })
    const rows = found.slice(0, limit)
    response.setHeader('Cache-Control', 'no-store')
    response.json({ rows, cursor: found.length > limit ? cursorAfter(rows.at(-1)?.code ?? '') : null })
  })

  router.post('/api/v1/officials', readBody, async (request, response) => {
    const permission = permissionOf(request)
    const { code, name = null, unitCode, counterCode, validFrom, validTo } = parseBy(newOfficial, request.body)
    if (unitCode !== null) checkUnit(unitCode, permission)
    checkCounter(counterCode, permission)
    const row = toRow(code, { counterCode, validFrom: validFrom ?? (counterCode ? new Date(clock()).toISOString() : undefined), validTo })
    await officials.create({ ...row, name }, unitCode ?? null, permission)
    response.status(201).json(await answerOne(code, permission))
  })

  router.patch('/api/v1/officials/:code', readBody, async (request, response) => {
    const permission = permissionOf(request)
    const { name, unitCode, leftOn, counterCode, validFrom } = parseBy(officialChange, request.body)
    const code = request.params['code']
    await checkOfficial(code, permission)
    checkUnit(unitCode, permission)
    checkCounter(counterCode, permission)
    if (validFrom !== undefined && counterCode === undefined) throw breach('/validFrom', validFrom, 'goes with counterCode')
    await officials.change(code, {
      ...(name === undefined ? {} : { name }), ...(unitCode === undefined ? {} : { unitCode }), ...(leftOn === undefined ? {} : { leftOn }),
      ...(counterCode === undefined ? {} : { counterCode }), ...(validFrom === undefined ? {} : { validFrom: toMoment('/validFrom', validFrom) }),
    }, permission)
    response.json(await answerOne(code, permission))
  })

  router.get('/api/v1/officials/:code/shifts', async (request, response) => {
    const permission = permissionOf(request)
    const home = await officials.homeOf(request.params.code)
    const within = home !== undefined && permission.includesUnit(home) ? null : withinOf(permission)
    const rows = home === undefined ? [] : await listShifts(record, request.params.code, within?.counterCodes ?? null)
    if (home === undefined || (within !== null && rows.length === 0)) throw new AppError('not-found', `There is no official ${request.params.code}.`)
    response.json({ rows })
  })

  router.post('/api/v1/officials/:code/shifts', readBody, async (request, response) => {
    const permission = permissionOf(request)
    const body = parseBy(newShift, request.body)
    const code = request.params['code']
    await checkOfficial(code, permission)
    checkCounter(body.counterCode, permission)
    const row = toRow(code, body)
    response.status(201).json(await officials.putShift({ ...row, validFrom: row.validFrom ?? '' }, permission))
  })

  router.delete('/api/v1/shifts/:id', async (request, response) => {
    const permission = permissionOf(request)
    const shift = await officials.findShift(request.params.id)
    if (!shift) throw new AppError('not-found', 'There is no such shift.')
    await checkOfficial(shift.officialCode, permission)
    await officials.removeShift(shift.id, permission)
    response.sendStatus(204)
  })
  return router
}
