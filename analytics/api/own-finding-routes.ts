import express, { Router, type Request } from 'express'
import { writeAudit } from '../../access/audit-log.ts'
import { personOf } from '../../access/permission.ts'
import { newOwnEntry, ownFindingQuery, type OwnFinding } from '../../contract/finding.ts'
import type { FindingBackground } from '../../contract/finding-background.ts'
import type { Clock } from '../../platform/clock.ts'
import { AppError, parseBy } from '../../platform/errors.ts'
import type { RecordStore } from '../../platform/record/record.ts'
import { countersOf } from '../../registry/officials/read-officials.ts'
import type { Places } from '../../registry/places.ts'
import type { FindingDetails, Presence } from './finding-details.ts'

/** The longest window of a finding: twelve months of four weeks. */
const WINDOW_MS = 48 * 7 * 86_400_000

/** What an official sees of the counters where they sat: the finding in whose window they did, to which they can answer and against which they can appeal. */
export function ownFindingRoutes({ record, places, details, clock }: { record: RecordStore; places: Pick<Places, 'nameOf'>; details: FindingDetails; clock: Clock }): Router {
  const router = Router()
  const json = express.json({ limit: '16kb' })

  const named = (code: string) => ({ code, name: places.nameOf(code) ?? { vi: code, en: code } })

  /** Every counter of theirs, and the one that is asked for: the last where none is. */
  const ownCounters = async (request: Request): Promise<{ all: string[]; counter: string; presence: Presence }> => {
    const { officialCode } = personOf(request)
    if (officialCode === null) throw new AppError('no-right', 'This account names no official whose counter this would be.')
    const { counter: asked } = parseBy(ownFindingQuery, request.query)
    const had = await countersOf(record, { code: officialCode, from: clock() - WINDOW_MS, to: clock() })
    if (had.length === 0) throw new AppError('not-found', 'No shift of yours is known in the last twelve months, so no counter either.')
    const found = asked === undefined ? had[0] : had.find((it) => it.counter === asked)
    if (!found) throw new AppError('no-right', `You have not had the counter ${asked} in the last twelve months.`)
    return { all: had.map((it) => it.counter), counter: found.counter, presence: found }
  }

  const writeReading = async (request: Request, counter: string) => {
    const { accountId, officialCode } = personOf(request)
    await record.transaction((session) => writeAudit(session, { actor: `person:${accountId}`, action: 'own-finding.read', subject: `official:${officialCode}`, detail: { counter } }))
  }

  router.get('/api/v1/own-finding', async (request, response) => {
    const { all, counter, presence } = await ownCounters(request)
    await writeReading(request, counter)
    const may = { write: true, decide: false }
    const answer: OwnFinding = { ...await details.of(counter, { reader: `person:${personOf(request).accountId}`, may, presence }), counter: named(counter), counters: all.map(named) }
    response.setHeader('Cache-Control', 'no-store')
    response.json(answer)
  })

  router.get('/api/v1/own-finding/background', async (request, response) => {
    const { counter, presence } = await ownCounters(request)
    const answer: FindingBackground = await details.backgroundOf(counter, { mayName: (it) => it === counter, presence })
    response.setHeader('Cache-Control', 'no-store')
    response.json(answer)
  })

  router.post('/api/v1/own-finding/entries', json, async (request, response) => {
    const entry = parseBy(newOwnEntry, request.body)
    const { counter, presence } = await ownCounters(request)
    await details.addEntry(entry, { counter, actor: `person:${personOf(request).accountId}`, presence })
    response.sendStatus(204)
  })
  return router
}
