import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import express, { Router, type Request, type Response } from 'express'
import type { Redis } from 'ioredis'
import { writeAudit } from '../../access/audit-log.ts'
import { permissionOf } from '../../access/permission.ts'
import { hasRight, principalOf } from '../../access/principal.ts'
import { csvQuery, month, newEdition, notesQuery, type EditionDetail } from '../../contract/edition.ts'
import { toDayRange, type DayRange } from '../../contract/period.ts'
import type { Clock } from '../../platform/clock.ts'
import { AppError, parseBy } from '../../platform/errors.ts'
import type { RecordStore } from '../../platform/record/record.ts'
import { createDirtyDays } from '../../platform/warehouse/dirty-days.ts'
import type { Warehouse } from '../../platform/warehouse/warehouse.ts'
import type { Places } from '../../registry/places.ts'
import { checkMonth, isOver } from '../publication/check-month.ts'
import { readInputs } from '../publication/edition-inputs.ts'
import { findEdition, insertEdition, isBuilt, listEditions, toSummary, type BuiltEdition, type Edition } from '../publication/edition-table.ts'
import { readEdition } from '../publication/read-edition.ts'
import { BOM, CSV_HEADER, renderCsv } from '../publication/render-csv.ts'
import { renderNotes } from '../publication/render-notes.ts'
import { renderTables } from '../publication/render-tables.ts'

interface Deps { record: RecordStore; warehouse: Warehouse; redis: Redis; places: Pick<Places, 'unitsOn'>; clock: Clock; demo: boolean }

/** Published months: freezing one, and what everybody may read and download of those that are frozen. */
export function editionRoutes({ record, warehouse, redis, places, clock, demo }: Deps): Router {
  const router = Router()
  const dirtyDays = createDirtyDays(redis)

  router.post('/api/v1/editions', express.json({ limit: '4kb' }), async (request, response) => {
    const { period } = parseBy(newEdition, request.body)
    const days = toDays(period)
    if (!isOver(days, clock())) throw breach(period, 'a month that is over', `${period} ends on the day before ${days.to}; until then its figures still change.`)
    const inputs = await readInputs(warehouse, period, days)
    if (inputs.ratings + inputs.dossiers + inputs.measures === 0) throw breach(period, 'a month with facts', `Nothing has been counted for ${period}.`)
    const { actor } = permissionOf(request)
    await record.transaction(async (session) => {
      if (!await insertEdition(session, { period, actor, askedAt: new Date(clock()) })) throw alreadyThere(await findEdition(session, period))
      await writeAudit(session, { actor, action: 'edition.ask', subject: `edition:${period}`, detail: { number: 1, ratings: inputs.ratings, dossiers: inputs.dossiers, measures: inputs.measures } })
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
    const edition = await visibleEdition(request)
    const answer: EditionDetail = { ...toSummary(edition, mayPublish(request)), demo, contents: edition.contents }
    response.json(answer)
  })

  router.get('/api/v1/editions/:period/checks', async (request, response) => {
    const period = parseBy(month, request.params.period, 'The address')
    response.json(await checkMonth({ record, warehouse, dirtyDays, places, clock }, period, toDays(period)))
  })

  router.get('/api/v1/editions/:period/tables.csv', async (request, response) => {
    const { bom } = parseBy(csvQuery, request.query, 'The query')
    const edition = await frozenEdition(request)
    offer(response, edition, 'csv', 'text/csv; charset=utf-8; header=present')
    await send(response, async function* () {
      yield (bom === 'true' ? BOM : '') + CSV_HEADER
      for await (const chunk of readEdition(warehouse, edition)) yield renderCsv(chunk)
    })
  })

  router.get('/api/v1/editions/:period/tables.json', async (request, response) => {
    const edition = await frozenEdition(request)
    offer(response, edition, 'json', 'application/json; charset=utf-8')
    await send(response, () => renderTables({ edition: toSummary(edition, false), demo }, readEdition(warehouse, edition)))
  })

  router.get('/api/v1/editions/:period/notes.txt', async (request, response) => {
    const { lang } = parseBy(notesQuery, request.query, 'The query')
    const edition = await frozenEdition(request)
    response.type('text/plain; charset=utf-8').send(renderNotes({ ...toSummary(edition, false), demo, contents: edition.contents }, lang ?? 'vi'))
  })

  /** An edition whoever asks may know of; others are answered as if it were not there. */
  async function visibleEdition(request: Request<{ period: string }>): Promise<Edition> {
    const period = parseBy(month, request.params.period, 'The address')
    const edition = await findEdition(record, period)
    if (!edition || (edition.state !== 'frozen' && !mayPublish(request))) throw new AppError('not-found', `No figures of ${period} are published.`)
    return edition
  }
  async function frozenEdition(request: Request<{ period: string }>): Promise<BuiltEdition> {
    const edition = await visibleEdition(request)
    if (edition.state !== 'frozen' || !isBuilt(edition)) throw new AppError('not-found', `The figures of ${edition.period} are not frozen yet.`)
    return edition
  }
  return router
}

/** Who publishes sees also what is not yet public. */
const mayPublish = (request: Request): boolean => {
  const reader = principalOf(request)
  return reader.kind !== 'public' && reader.unitCode === null && hasRight(reader, 'editions:publish')
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
  const said = state === 'frozen' ? `was frozen at ${frozenAt}, asked for by ${by}. A frozen month stays as it is.` : `is being frozen since ${askedAt}, asked for by ${by}.`
  return new AppError('conflict', `${period} ${said}`, { errors: [{ pointer: '/period', value: period, rule: 'a month that is not frozen', message: `${period} ${said}` }] })
}

function offer(response: Response, { period, number }: BuiltEdition, extension: string, mediaType: string): void {
  const name = `thuoc-do-${period}${number > 1 ? `-${number}` : ''}.${extension}`
  response.set({ 'content-type': mediaType, 'content-disposition': `attachment; filename="${name}"` })
}

const send = (response: Response, parts: () => AsyncIterable<string>) => pipeline(Readable.from(parts()), response)
