import express, { Router, type Request } from 'express'
import { writeAudit } from '../../access/audit-log.ts'
import { permissionOf, personOf } from '../../access/permission.ts'
import { newFindingEntry, newOwnEntry, type CentreFindings, type CounterFinding, type FindingDetail, type FindingEntry, type OpenAppeals } from '../../contract/finding.ts'
import { toHanoiDay } from '../../contract/period.ts'
import type { Clock } from '../../platform/clock.ts'
import { AppError, parseBy } from '../../platform/errors.ts'
import type { RecordStore } from '../../platform/record/record.ts'
import type { Warehouse } from '../../platform/warehouse/warehouse.ts'
import { lastCounterOf } from '../../registry/officials/read-officials.ts'
import type { PlaceIndex } from '../../registry/place-index.ts'
import type { ProcedureIndex } from '../../registry/procedures/procedure-index.ts'
import { effectOfAppeal, explainGap, windowOf } from '../findings/explain-finding.ts'
import type { FindingEntries, StoredEntry } from '../findings/finding-entries.ts'
import { readFindings, readPeers } from '../findings/read-findings.ts'
import { codesWithin, requireKnownCounter } from './codes-within.ts'

interface FindingDeps { warehouse: Warehouse; record: RecordStore; places: PlaceIndex; procedures: ProcedureIndex; entries: FindingEntries; clock: Clock; demo: boolean }

const refuseDays = (value: string) => new AppError('invalid-request', 'The days are in the wrong order.', {
  errors: [{ pointer: '/to', value, rule: 'from < to (the last day is not included)', message: `${value}: from < to (the last day is not included).` }],
})

/** Which counters underperform, why, and what those concerned say to it. The official who sat there sees what the director sees of the counter. */
export function findingRoutes({ warehouse, record, places, procedures, entries, clock, demo }: FindingDeps): Router {
  const router = Router()
  const json = express.json({ limit: '16kb' })

  router.get('/api/v1/centres/:code/findings', async (request, response) => {
    const { code } = request.params
    if (places.unitKind(code) !== 'centre') throw new AppError('not-found', `There is no centre ${code}.`)
    permissionOf(request).requireUnit(code)
    const found = await readFindings(warehouse, places, codesWithin(places, code)?.counters ?? [])
    const answer: CentreFindings = { centre: code, weekEnd: found[0]?.finding.weekEnd ?? null, rows: found.map((it) => it.finding), demo }
    response.setHeader('Cache-Control', 'no-store')
    response.json(answer)
  })

  const detailOf = async (counter: string, { reader, may }: { reader: string; may: FindingDetail['may'] }): Promise<FindingDetail> => {
    const [found] = await readFindings(warehouse, places, [counter])
    const written = await entries.of(counter, reader)
    if (!found) return { finding: null, from: null, to: null, weeks: [], contributions: [], peers: [], expectedShare: null, entries: written.map((it) => ({ ...it, effect: null })), may, demo }
    const { finding, weeks, province } = found
    const counters = codesWithin(places, province)?.counters ?? []
    return {
      finding, ...windowOf(finding), weeks, may, demo, ...await readPeers(warehouse, { province, weekEnd: finding.weekEnd, counter }),
      contributions: await explainGap({ warehouse, procedures }, finding, { counters, today: toHanoiDay(clock()) }), entries: await withEffects(finding, written),
    }
  }

  /** Beside an accepted decision stands what it changes. */
  const withEffects = async (finding: CounterFinding, written: readonly StoredEntry[]): Promise<FindingEntry[]> =>
    await Promise.all(written.map(async (it) => {
      const appeal = it.accepted ? written.find(({ id }) => id === it.about) : undefined
      return { ...it, effect: appeal?.from && appeal.to ? await effectOfAppeal(warehouse, finding, { from: appeal.from, to: appeal.to }) : null }
    }))

  const addEntry = async (entry: Parameters<FindingEntries['add']>[0], counter: string, actor: string) => {
    if (entry.kind === 'appeal' && entry.to <= entry.from) throw refuseDays(entry.to)
    const [found] = await readFindings(warehouse, places, [counter])
    if (!found) throw new AppError('not-found', 'Nothing was found of this counter yet that could be answered.')
    await entries.add(entry, { counter, weekEnd: found.finding.weekEnd, actor })
  }

  router.get('/api/v1/counters/:code/finding', async (request, response) => {
    const permission = permissionOf(request)
    requireKnownCounter(places, request.params.code, permission)
    response.setHeader('Cache-Control', 'no-store')
    response.json(await detailOf(request.params.code, { reader: permission.actor, may: { write: permission.has('findings:answer'), decide: permission.has('appeals:decide') } }))
  })

  router.post('/api/v1/counters/:code/finding-entries', json, async (request, response) => {
    const permission = permissionOf(request)
    requireKnownCounter(places, request.params['code'], permission)
    const entry = parseBy(newFindingEntry, request.body)
    const right = entry.kind === 'decision' ? 'appeals:decide' : 'findings:answer'
    if (!permission.has(right)) throw new AppError('no-right', `This needs the right ${right}.`)
    await addEntry(entry, request.params['code'], permission.actor)
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

  /** The counter where the official who asks sat last. */
  const ownCounter = async (request: Request): Promise<string> => {
    const { officialCode } = personOf(request)
    if (officialCode === null) throw new AppError('no-right', 'This account names no official whose counter this would be.')
    const counter = await lastCounterOf(record, { code: officialCode, before: clock() })
    if (counter === null) throw new AppError('not-found', 'No shift of yours is known, so no counter either.')
    return counter
  }

  router.get('/api/v1/own-finding', async (request, response) => {
    const [counter, { accountId, officialCode }] = [await ownCounter(request), personOf(request)]
    await record.transaction((session) => writeAudit(session, { actor: `person:${accountId}`, action: 'own-finding.read', subject: `official:${officialCode}`, detail: { counter } }))
    response.setHeader('Cache-Control', 'no-store')
    response.json(await detailOf(counter, { reader: `person:${accountId}`, may: { write: true, decide: false } }))
  })

  router.post('/api/v1/own-finding/entries', json, async (request, response) => {
    await addEntry(parseBy(newOwnEntry, request.body), await ownCounter(request), `person:${personOf(request).accountId}`)
    response.sendStatus(204)
  })
  return router
}
