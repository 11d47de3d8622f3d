import express, { Router } from 'express'
import { z } from 'zod'
import { permissionOf } from '../../access/permission.ts'
import { newProcedure, procedureChange, procedureFilters, type Procedure } from '../../contract/procedure.ts'
import { toHanoiDay } from '../../contract/period.ts'
import type { Clock } from '../../platform/clock.ts'
import { AppError, parseBy } from '../../platform/errors.ts'
import { pageQuery, toPage } from '../list-page.ts'
import { toSearchText } from '../search-text.ts'
import type { ProcedureIndex } from './procedure-index.ts'
import type { ProcedureWriter } from './write-procedure.ts'

const proceduresQuery = z.strictObject({ ...procedureFilters, ...pageQuery })

interface ProcedureRoutesDeps { procedures: ProcedureIndex; writer: ProcedureWriter; clock: Clock }

/** The catalogue of procedures is public, and it is the country's: one list, changed only by those who answer for all of it. */
export function procedureRoutes({ procedures, writer, clock }: ProcedureRoutesDeps): Router {
  const router = Router()

  router.get('/api/v1/procedures', (request, response) => {
    const { query, sector, onlineLevel, on, ...page } = parseBy(proceduresQuery, request.query)
    const words = toSearchText(query ?? '').split(/\s+/)
    const found = procedures.allOn(on ?? toHanoiDay(clock())).filter((it) =>
      (!sector || it.sectorCode === sector)
      && (!onlineLevel || it.onlineLevel === onlineLevel)
      && (!query || words.every((word) => toSearchText(`${it.code} ${it.nameVi} ${it.sectorName}`).includes(word))))
    response.json(toPage(found, page))
  })

  router.get('/api/v1/procedures/:code/history', (request, response) => {
    const rows = procedures.historyOf(request.params.code)
    if (rows.length === 0) throw new AppError('not-found', `There is no procedure ${request.params.code}.`)
    response.json({ rows })
  })

  router.get('/api/v1/sectors', (_request, response) => {
    response.json({ rows: procedures.sectors() })
  })

  router.post('/api/v1/procedures', express.json({ limit: '16kb' }), async (request, response) => {
    const { actor } = permissionOf(request)
    const asked = parseBy(newProcedure, request.body)
    const row: Procedure = {
      ...asked, limitHours: asked.limitHours ?? null, limitWorkingDays: asked.limitWorkingDays ?? null, fee: asked.fee ?? null,
      onlineLevel: asked.onlineLevel ?? null, validTo: asked.validTo ?? null,
    }
    response.status(201).json({ rows: await writer.create(row, actor) })
  })

  router.patch('/api/v1/procedures/:code', express.json({ limit: '16kb' }), async (request, response) => {
    const { actor } = permissionOf(request)
    const change = parseBy(procedureChange, request.body)
    response.json({ rows: await writer.update(request.params['code'], change, actor) })
  })
  return router
}
