import express, { Router, type Request } from 'express'
import { z } from 'zod'
import { permissionOf, personOf, type Permission } from '../../access/permission.ts'
import { unitsWithin } from '../../analytics/api/codes-within.ts'
import { readFindings } from '../../analytics/findings/read-findings.ts'
import { findCommentCounter, startOfHour } from '../../analytics/queries/comments.ts'
import { caseLimits, casesQuery, newCase, newCaseStep, newSaidDone, saidDoneDecision, type CaseDetail, type CasePage, type NewCase } from '../../contract/case.ts'
import { AppError, parseBy } from '../../platform/errors.ts'
import { pageQuery } from '../../platform/list-page.ts'
import type { Warehouse } from '../../platform/warehouse/warehouse.ts'
import type { PlaceIndex } from '../../registry/place-index.ts'
import type { AlertBook } from '../alerts/alert-book.ts'
import { openCaseOfAlert } from '../alerts/raise-alerts.ts'
import type { Mask } from '../mask.ts'
import type { Recipients } from '../notifications/recipients.ts'
import type { CaseLimitBook } from './case-limits.ts'
import type { StoredCase } from './case-rows.ts'
import { HANDLING_ROLES, type CaseSteps } from './case-steps.ts'
import type { Contacts } from './contacts.ts'
import { openCase, type CaseToOpen, type OpenDeps } from './open-case.ts'
import type { CaseReadings } from './read-cases.ts'
import type { SaidDoneBook } from './said-done.ts'

interface Deps extends OpenDeps {
  warehouse: Warehouse; places: PlaceIndex; alerts: AlertBook; steps: CaseSteps; readings: CaseReadings; contacts: Contacts; saidDone: SaidDoneBook; limits: CaseLimitBook; recipients: Recipients
  mask: Mask; hasMail: boolean; demo: boolean
}

const listQuery = z.strictObject({ ...casesQuery, ...pageQuery })
const COMMENT_ID = /^(\d{4}-\d{2}-\d{2})-([0-9a-f]{32})$/
const NO_CASE = 'There is no case with this code here.'
const breach = (pointer: string, value: string, rule: string) => new AppError('invalid-request', `The case breaks a rule: ${pointer} ${rule}.`, { errors: [{ pointer, value, rule, message: `${value}: ${rule}.` }] })

/** What is done about cases: the queue, one case, its steps, its contact, and what everybody may read of it. */
export function caseRoutes(deps: Deps): Router {
  const { places, alerts, steps, readings, contacts, saidDone, limits, recipients, record, warehouse, mask, clock, hasMail, demo } = deps
  const router = Router()
  const json = express.json({ limit: '32kb' })
  const accountOf = (request: Request) => ('accountId' in permissionOf(request).principal ? personOf(request).accountId : '')
  const readerOf = (request: Request, unit?: string) => ({ accountId: accountOf(request), units: unitsWithin(places, unit ?? permissionOf(request).unitCode) })
  const actorOf = (request: Request) => ({ actor: permissionOf(request).actor, accountId: personOf(request).accountId, mayReach: permissionOf(request).includesUnit })

  /** The case of an address; another unit's is answered like none: 404. */
  const found = async (request: Request): Promise<StoredCase> => {
    const it = await readings.find(String(request.params['code']))
    if (!it || !permissionOf(request).includesUnit(it.unit_code)) throw new AppError('not-found', NO_CASE)
    return it
  }

  router.get('/api/v1/cases', async (request, response) => {
    const permission = permissionOf(request)
    const query = parseBy(listQuery, request.query, 'The query')
    if (query.unit !== undefined) permission.requireUnit(query.unit)
    const listed = await readings.list({ state: query.state ?? 'open', origin: query.origin ?? null, mine: query.mine === 'true', cursor: query.cursor, limit: query.limit }, readerOf(request, query.unit))
    const answer: CasePage = { ...listed, may: { handle: permission.has('cases:handle') }, demo }
    response.setHeader('Cache-Control', 'no-store')
    response.json(answer)
  })

  /** What somebody opens a case about, with the unit it lies at. Throws 404 and 422 where that is not there, 403 where it lies elsewhere. */
  const toOpen = async (wanted: Exclude<NewCase, { origin: 'alert' }>, permission: Permission): Promise<CaseToOpen> => {
    const common = { title: mask(wanted.title).masked, actor: permission.actor, openedAt: clock() }
    if (wanted.origin === 'hand') {
      permission.requireUnit(wanted.unitCode)
      if (!places.hasUnit(wanted.unitCode)) throw breach('/unitCode', wanted.unitCode, 'a known unit')
      if (wanted.counterCode !== undefined && !places.isWithin(places.centreOf(wanted.counterCode) ?? '', wanted.unitCode)) throw breach('/counterCode', wanted.counterCode, 'a counter of this unit')
      return { ...common, origin: 'hand', originRef: crypto.randomUUID(), unitCode: wanted.unitCode, counterCode: wanted.counterCode ?? null, words: wanted.words === undefined ? null : mask(wanted.words).masked }
    }
    const counterCode = wanted.origin === 'finding' ? wanted.counterCode : await commentCounter(wanted.commentId)
    const centre = counterCode === null ? null : places.centreOf(counterCode)
    if (counterCode === null || centre === null || !permission.includesCounter(counterCode)) throw new AppError('not-found', 'There is no such thing here to open a case about.')
    if (wanted.origin === 'comment') return { ...common, origin: 'comment', originRef: wanted.commentId, unitCode: centre, counterCode }
    const [found] = await readFindings(warehouse, places, [counterCode])
    if (!found) throw new AppError('not-found', 'Nothing was found of this counter yet.')
    return { ...common, origin: 'finding', originRef: `${counterCode}\n${found.finding.weekEnd}`, unitCode: centre, counterCode }
  }
  const commentCounter = async (id: string): Promise<string | null> => {
    const [, day = '', key = ''] = COMMENT_ID.exec(id) ?? []
    return Number.isNaN(Date.parse(day)) ? null : await findCommentCounter(warehouse, { day, key, before: startOfHour(clock()) })
  }

  router.post('/api/v1/cases', json, async (request, response) => {
    const permission = permissionOf(request)
    const wanted = parseBy(newCase, request.body)
    if (wanted.origin === 'alert') {
      const alert = await alerts.find(wanted.alertId)
      if (!alert || !permission.includesUnit(alert.row.unit.code)) throw new AppError('not-found', 'There is no such alert here.')
      const { code, isNew } = await record.transaction((session) => openCaseOfAlert(deps, session, alert, { actor: permission.actor, handlers: [] }))
      response.status(isNew ? 201 : 200).json({ code })
      return
    }
    const opened = await toOpen(wanted, permission)
    const { code, isNew } = await record.transaction((session) => openCase(session, deps, opened, []))
    response.status(isNew ? 201 : 200).json({ code })
  })

  router.get('/api/v1/cases/:code', async (request, response) => {
    const permission = permissionOf(request)
    const it = await found(request)
    const may = { handle: permission.has('cases:handle'), publish: permission.has('said-done:publish') }
    const handlers = may.handle ? (await recipients.within(it.unit_code, HANDLING_ROLES)).map(({ id, name }) => ({ id, name })) : []
    const answer: CaseDetail = { ...await readings.detail(it, readerOf(request)), handlers, saidDone: await saidDone.of(it.id, { actor: permission.actor, mayPublish: may.publish }), may, mail: hasMail, demo }
    response.setHeader('Cache-Control', 'no-store')
    response.json(answer)
  })

  router.post('/api/v1/cases/:code/steps', json, async (request, response) => {
    const { code } = await found(request)
    await steps.take(code, parseBy(newCaseStep, request.body), actorOf(request))
    response.sendStatus(204)
  })

  router.get('/api/v1/cases/:code/contact', async (request, response) => {
    const it = await found(request)
    if (it.assignee !== personOf(request).accountId) throw new AppError('no-right', 'A contact is read by whom the case is given to.')
    const contact = await record.transaction((session) => contacts.read(session, { caseId: it.id, code: it.code, actor: permissionOf(request).actor, why: 'read' }))
    if (!contact) throw new AppError('gone', 'The contact is deleted, or there never was one.')
    response.setHeader('Cache-Control', 'no-store')
    response.json(contact)
  })

  router.put('/api/v1/cases/:code/said-done', json, async (request, response) => {
    const { code } = await found(request)
    await saidDone.propose(code, parseBy(newSaidDone, request.body), actorOf(request))
    response.sendStatus(204)
  })

  router.put('/api/v1/cases/:code/said-done/state', json, async (request, response) => {
    const { code } = await found(request)
    await saidDone.decide(code, parseBy(saidDoneDecision, request.body).state, actorOf(request))
    response.sendStatus(204)
  })

  router.get('/api/v1/case-limits', async (_request, response) => void response.json({ rows: await limits.list() }))

  router.put('/api/v1/case-limits', json, async (request, response) => {
    await limits.put(parseBy(caseLimits, request.body), permissionOf(request).actor)
    response.json({ rows: await limits.list() })
  })
  return router
}
