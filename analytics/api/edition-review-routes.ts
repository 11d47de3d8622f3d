import express, { Router, type Request } from 'express'
import { LRUCache } from 'lru-cache'
import { writeAudit, type AuditLog } from '../../access/audit-log.ts'
import { permissionOf } from '../../access/permission.ts'
import { diffQuery, editionApproval, editionReturn, type EditionDiff, type EditionReview, type PublicationCalendar } from '../../contract/edition-review.ts'
import type { Clock } from '../../platform/clock.ts'
import { AppError, parseBy } from '../../platform/errors.ts'
import type { RecordStore } from '../../platform/record/record.ts'
import type { Warehouse } from '../../platform/warehouse/warehouse.ts'
import type { Calendar } from '../../registry/working-calendar/calendar.ts'
import { diffEditions } from '../publication/diff-editions.ts'
import { approveEdition, findEdition, findEditionOf, isBuilt, listEditions, returnEdition, toSummary, type BuiltEdition, type Edition } from '../publication/edition-table.ts'
import { planPublications, publicationMoment, PUBLICATION_HOUR } from '../publication/publication-calendar.ts'
import { mayPublish, periodOf } from './edition-reader.ts'

interface Deps { record: RecordStore; warehouse: Warehouse; auditLog: AuditLog; workingCalendar: Pick<Calendar, 'isWorkingDay'>; clock: Clock }

const READINGS_SHOWN = 200
const DIFFS_KEPT = 8

/** What happens between an edition's figures and its publication: review, approval by a second person, sending back; and what was revised. */
export function editionReviewRoutes({ record, warehouse, auditLog, workingCalendar, clock }: Deps): Router {
  const router = Router()
  /** Two builds never change; all figures of both are read for it. */
  const diffs = new LRUCache<string, Promise<EditionDiff>>({ max: DIFFS_KEPT })
  const isWorkingDay = (day: string) => workingCalendar.isWorkingDay(day)

  router.get('/api/v1/publication-calendar', async (_request, response) => {
    const out = (await listEditions(record)).filter((it) => it.state === 'frozen').reverse()
    response.json({ hour: `${String(PUBLICATION_HOUR).padStart(2, '0')}:00`, rows: planPublications(clock(), isWorkingDay, out) } satisfies PublicationCalendar)
  })

  router.get('/api/v1/editions/:period/review', async (request, response) => {
    const edition = await newest(request)
    const lines = await auditLog.list({ subject: `edition:${edition.period}`, action: 'edition.read-early', before: Number.MAX_SAFE_INTEGER, limit: READINGS_SHOWN })
    const answer: EditionReview = {
      checks: edition.checks, approvalNote: edition.approvalNote, returnedBecause: edition.returnedBecause,
      mayApprove: edition.readyAt !== null && edition.approvedAt === null && edition.askedBy !== permissionOf(request).actor && !refuses(edition),
      readings: lines.filter((it) => it.detail['number'] === edition.number).map(({ at, actor, actorName }) => ({ at, who: actorName ?? actor })),
    }
    response.json(answer)
  })

  router.post('/api/v1/editions/:period/approval', express.json({ limit: '8kb' }), async (request, response) => {
    const { note, atOnce = false } = parseBy(editionApproval, request.body)
    const edition = await newest(request)
    const { actor } = permissionOf(request)
    if (edition.askedBy === actor) throw conflict(edition, 'a second person', 'Whoever has asked for an edition cannot approve it.')
    if (edition.readyAt === null) throw conflict(edition, 'an edition whose figures are ready', 'Its figures are still being computed and checked.')
    if (refuses(edition)) throw conflict(edition, 'nothing that guards refuse', `The guards refuse it: ${edition.checks?.findings.filter((it) => it.severity === 'refuse').map((it) => it.id).join(', ')}.`)
    const now = clock()
    const publishAt = new Date(atOnce ? now : publicationMoment(edition, now, isWorkingDay))
    await record.transaction(async (session) => {
      if (!await approveEdition(session, edition, { actor, note: note ?? null, at: new Date(now), publishAt })) throw conflict(edition, 'an edition that waits for approval', 'Somebody else was faster.')
      await writeAudit(session, { actor, action: 'edition.approve', subject: `edition:${edition.period}`, detail: { number: edition.number, publishAt: publishAt.toISOString(), atOnce, note: note ?? null, contentHash: edition.contentHash } })
    })
    const approved = await findEdition(record, edition.period)
    response.json(approved && toSummary(approved, true))
  })

  router.post('/api/v1/editions/:period/return', express.json({ limit: '8kb' }), async (request, response) => {
    const { reason } = parseBy(editionReturn, request.body)
    const edition = await newest(request)
    const { actor } = permissionOf(request)
    await record.transaction(async (session) => {
      if (!await returnEdition(session, edition, reason)) throw conflict(edition, 'an edition that waits for approval or for its hour', 'It is being computed, or is out.')
      await writeAudit(session, { actor, action: 'edition.return', subject: `edition:${edition.period}`, detail: { number: edition.number, reason } })
    })
    const returned = await findEdition(record, edition.period)
    response.json(returned && toSummary(returned, true))
  })

  router.get('/api/v1/editions/:period/diff', async (request, response) => {
    const period = periodOf(request)
    const { from, to } = parseBy(diffQuery, request.query, 'The query')
    const [before, after] = [await known(request, period, from), await known(request, period, to)]
    const key = `${before.build} ${after.build}`
    const diff = diffs.get(key) ?? diffEditions(warehouse, before, after)
    diffs.set(key, diff)
    diff.catch(() => diffs.delete(key))
    response.json(await diff)
  })

  /** One that is published, or for who publishes one that is ready. */
  async function known(request: Request, period: string, number: number): Promise<BuiltEdition> {
    const edition = await findEditionOf(record, period, number)
    if (!edition || !isBuilt(edition) || (edition.state !== 'frozen' && !mayPublish(request))) throw new AppError('not-found', `There is no published edition ${number} of ${period}.`)
    if (edition.state !== 'frozen') {
      await writeAudit(record, { actor: permissionOf(request).actor, action: 'edition.read-early', subject: `edition:${period}`, detail: { number, file: 'diff' } })
    }
    return edition
  }
  async function newest(request: Request<{ period: string }>): Promise<Edition> {
    const period = periodOf(request)
    const edition = await findEdition(record, period)
    if (!edition) throw new AppError('not-found', `Nobody has asked for an edition of ${period}.`)
    return edition
  }
  return router
}

const refuses = ({ checks }: Edition): boolean => checks?.findings.some((it) => it.severity === 'refuse') ?? false

const conflict = ({ period, number }: Edition, rule: string, message: string) =>
  new AppError('conflict', `Edition ${number} of ${period}: ${message}`, { errors: [{ pointer: '/period', value: period, rule, message }] })
