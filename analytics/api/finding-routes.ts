import express, { Router } from 'express'
import { permissionOf } from '../../access/permission.ts'
import { newFindingEntry, type CentreFindings, type OpenAppeals } from '../../contract/finding.ts'
import { AppError, parseBy } from '../../platform/errors.ts'
import { readFindings } from '../findings/read-findings.ts'
import { codesWithin, requireKnownCounter } from './codes-within.ts'
import { createFindingDetails, type FindingDeps } from './finding-details.ts'
import { ownFindingRoutes } from './own-finding-routes.ts'

/** Which counters underperform, why, and what those concerned say to it. The official who sat there sees what the director sees of the counter. */
export function findingRoutes(deps: FindingDeps): Router {
  const { warehouse, places, entries, demo } = deps
  const router = Router()
  const json = express.json({ limit: '16kb' })
  const details = createFindingDetails(deps)

  router.get('/api/v1/centres/:code/findings', async (request, response) => {
    const { code } = request.params
    if (places.unitKind(code) !== 'centre') throw new AppError('not-found', `There is no centre ${code}.`)
    permissionOf(request).requireUnit(code)
    const found = await readFindings(warehouse, places, codesWithin(places, code)?.counters ?? [])
    const answer: CentreFindings = { centre: code, weekEnd: found[0]?.finding.weekEnd ?? null, rows: found.map((it) => it.finding), demo }
    response.setHeader('Cache-Control', 'no-store')
    response.json(answer)
  })

  router.get('/api/v1/counters/:code/finding', async (request, response) => {
    const permission = permissionOf(request)
    requireKnownCounter(places, request.params.code, permission)
    response.setHeader('Cache-Control', 'no-store')
    response.json(await details.of(request.params.code, { reader: permission.actor, may: { write: permission.has('findings:answer'), decide: permission.has('appeals:decide') }, presence: null }))
  })

  router.get('/api/v1/counters/:code/finding-background', async (request, response) => {
    const permission = permissionOf(request)
    requireKnownCounter(places, request.params.code, permission)
    response.setHeader('Cache-Control', 'no-store')
    response.json(await details.backgroundOf(request.params.code, { mayName: permission.includesCounter, presence: null }))
  })

  router.post('/api/v1/counters/:code/finding-entries', json, async (request, response) => {
    const permission = permissionOf(request)
    const counter = request.params['code']
    requireKnownCounter(places, counter, permission)
    const entry = parseBy(newFindingEntry, request.body)
    const right = entry.kind === 'decision' ? 'appeals:decide' : 'findings:answer'
    if (!permission.has(right)) throw new AppError('no-right', `This needs the right ${right}.`)
    await details.addEntry(entry, { counter, actor: permission.actor, presence: null })
    response.sendStatus(204)
  })

  const named = (code: string) => ({ code, name: places.nameOf(code) ?? { vi: code, en: code } })
  router.get('/api/v1/appeals', async (request, response) => {
    const open = await entries.openAppeals(codesWithin(places, permissionOf(request).unitCode)?.counters ?? null)
    const answer: OpenAppeals = { rows: open.map(({ counter, ...appeal }) => ({ ...appeal, counter: named(counter), centre: namedCentre(counter) })) }
    response.setHeader('Cache-Control', 'no-store')
    response.json(answer)
  })
  const namedCentre = (counter: string) => {
    const centre = places.centreOf(counter)
    return centre === null ? null : named(centre)
  }

  router.use(ownFindingRoutes({ ...deps, details }))
  return router
}
