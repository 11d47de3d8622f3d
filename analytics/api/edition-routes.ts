import express, { Router } from 'express'
import type { Redis } from 'ioredis'
import { writeAudit } from '../../access/audit-log.ts'
import { permissionOf } from '../../access/permission.ts'
import { month, newEdition, type EditionDetail } from '../../contract/edition.ts'
import { toDayRange, type DayRange } from '../../contract/period.ts'
import type { Clock } from '../../platform/clock.ts'
import { AppError, parseBy } from '../../platform/errors.ts'
import type { RecordStore } from '../../platform/record/record.ts'
import { createDirtyDays } from '../../platform/warehouse/dirty-days.ts'
import type { Warehouse } from '../../platform/warehouse/warehouse.ts'
import type { Places } from '../../registry/places.ts'
import { checkMonth, isOver } from '../publication/check-month.ts'
import { readInputs } from '../publication/edition-inputs.ts'
import { findEdition, insertEdition, listEditions, toSummary, type Edition } from '../publication/edition-table.ts'
import { nextKind } from '../publication/publication-calendar.ts'
import { mayPublish, visibleEdition } from './edition-reader.ts'

interface Deps { record: RecordStore; warehouse: Warehouse; redis: Redis; places: Pick<Places, 'unitsOn' | 'nameOf'>; clock: Clock; demo: boolean }

/** Published months: asking for an edition of one, and which there are. */
export function editionRoutes({ record, warehouse, redis, places, clock, demo }: Deps): Router {
  const router = Router()
  const dirtyDays = createDirtyDays(redis)

  router.post('/api/v1/editions', express.json({ limit: '4kb' }), async (request, response) => {
    const { period, reason = null } = parseBy(newEdition, request.body)
    const days = toDays(period)
    if (!isOver(days, clock())) throw breach(period, 'a month that is over', `${period} ends on the day before ${days.to}; until then its figures still change.`)
    const inputs = await readInputs(warehouse, period, days)
    if (inputs.ratings + inputs.dossiers + inputs.measures === 0) throw breach(period, 'a month with facts', `Nothing has been counted for ${period}.`)
    const { actor } = permissionOf(request)
    await record.transaction(async (session) => {
      const before = (await listEditions(session)).filter((it) => it.period === period)
      const newest = before[0] ?? null
      if (newest && (newest.state !== 'frozen' || reason === null)) throw alreadyThere(newest)
      const [number, kind] = [(newest?.number ?? 0) + 1, nextKind(period, before.map((it) => it.kind), clock())]
      if (!await insertEdition(session, { period, number, kind, reason, actor, askedAt: new Date(clock()) })) throw alreadyThere(await findEdition(session, period))
      await writeAudit(session, { actor, action: 'edition.ask', subject: `edition:${period}`, detail: { number, kind, reason, ratings: inputs.ratings, dossiers: inputs.dossiers, measures: inputs.measures } })
    })
    const edition = await findEdition(record, period)
    response.status(202).json(edition && toSummary(edition, true))
  })

  router.get('/api/v1/editions', async (request, response) => {
    const publishes = mayPublish(request)
    const rows = (await listEditions(record)).filter((it) => publishes || it.state === 'frozen')
    response.json({ demo, rows: rows.map((it) => toSummary(it, publishes)) })
  })

  router.get('/api/v1/editions/:period', async (request, response) => {
    const edition = await visibleEdition(record, request)
    const answer: EditionDetail = { ...toSummary(edition, mayPublish(request)), demo, contents: edition.contents }
    response.json(answer)
  })

  router.get('/api/v1/editions/:period/checks', async (request, response) => {
    const period = parseBy(month, request.params.period, 'The address')
    response.json(await checkMonth({ record, warehouse, dirtyDays, places, clock }, period, toDays(period)))
  })

  return router
}

function toDays(period: string): DayRange {
  const days = toDayRange(period)
  if (!days) throw new Error(`"${period}" was parsed as a month`)
  return days
}

const breach = (period: string, rule: string, message: string) =>
  new AppError('invalid-request', `${period} cannot be frozen: ${message}`, { errors: [{ pointer: '/period', value: period, rule, message }] })

function alreadyThere(edition: Edition | null): AppError {
  if (!edition) return new AppError('conflict', 'This month is being frozen.')
  const { period, state, frozenAt, askedAt, askedBy, askedByName } = edition
  const by = askedByName ?? askedBy
  const said = state === 'frozen' ? `was frozen at ${frozenAt}, asked for by ${by}. A frozen month stays as it is; whoever revises it says why (reason).` : `is being frozen since ${askedAt}, asked for by ${by}.`
  return new AppError('conflict', `${period} ${said}`, { errors: [{ pointer: '/period', value: period, rule: 'a month that is not frozen', message: `${period} ${said}` }] })
}
