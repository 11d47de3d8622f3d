import express, { Router, type Request } from 'express'
import type { Redis } from 'ioredis'
import { permissionOf } from '../../access/permission.ts'
import { addressOf } from '../../access/session-routes.ts'
import { createAddressLimit } from '../../access/sign-in-limit.ts'
import { toHanoiDay, toMonthPeriod } from '../../contract/period.ts'
import { invitationsQuery, newInvitations, newOpenLink, surveyCode, surveyGatewayChange, type SurveyTicket } from '../../contract/survey.ts'
import { surveyQuotaChange, surveyQuotaQuery } from '../../contract/survey-quota.ts'
import type { Clock } from '../../platform/clock.ts'
import { AppError, parseBy } from '../../platform/errors.ts'
import type { PlaceIndex } from '../place-index.ts'
import type { ProcedureIndex } from '../procedures/procedure-index.ts'
import type { Invitations } from './invitations.ts'
import type { OpenLinks } from './open-links.ts'
import type { HeldQuestionnaire, QuestionnaireBook } from './questionnaire-book.ts'
import { findQuestionnaire } from './questionnaire-routes.ts'
import type { SurveyDeliveriesRoom } from './survey-deliveries.ts'
import type { SurveyGateways } from './survey-gateways.ts'
import type { SurveyQuotas } from './survey-quotas.ts'
import type { SurveyTickets, Ticket } from './survey-tickets.ts'

interface Deps {
  book: QuestionnaireBook; invitations: Invitations; openLinks: OpenLinks; gateways: SurveyGateways; deliveries: SurveyDeliveriesRoom; quotas: SurveyQuotas; tickets: SurveyTickets; places: PlaceIndex; procedures: ProcedureIndex; redis: Redis; clock: Clock
}

/** A village behind its carrier shares one address, and so does a hall; whoever guesses codes tries more. */
export const TICKETS_PER_WINDOW = 60
const WINDOW_SECONDS = 3_600

const newestPublished = (held: HeldQuestionnaire | null) => (held?.archivedAt === null ? held.versions.filter((it) => it.state === 'published').at(-1)?.version ?? null : null)

/** Inviting people to a survey, and letting them in. */
export function surveyRoutes({ book, invitations, openLinks, gateways, deliveries, quotas, tickets, places, procedures, redis, clock }: Deps): Router {
  const router = Router()
  const json = express.json({ limit: '256kb' })
  const trying = createAddressLimit({ redis, name: 'survey-ticket', points: TICKETS_PER_WINDOW, durationSeconds: WINDOW_SECONDS })
  const centresWithin = (unit: string | null) => places.unitsOn(toHanoiDay(clock())).filter((it) => it.kind === 'centre' && (unit === null || places.isWithin(it.code, unit))).map((it) => it.code)

  /** The questionnaire somebody wants to invite to; throws 409 where there is nothing published to ask. */
  const askable = async (request: Request, code: string) => {
    const held = await findQuestionnaire(book, request, code)
    if (newestPublished(held) === null) throw new AppError('conflict', `${code} has no published version, or is archived.`)
  }
  const unitAsked = (request: Request, unit: string | undefined) => {
    const permission = permissionOf(request)
    if (unit !== undefined) permission.requireUnit(unit)
    return unit ?? permission.unitCode
  }

  router.post('/api/v1/survey-invitations', json, async (request, response) => {
    const asked = parseBy(newInvitations, request.body)
    await askable(request, asked.questionnaire)
    const answer = await invitations.issue(asked, permissionOf(request))
    if (answer.issued.length === 0) {
      throw new AppError('nothing-accepted', `None of the ${answer.rejected.length} invitations was issued.`, {
        errors: answer.rejected.flatMap(({ index, errors }) => errors.map((it) => ({ ...it, pointer: `/invitations/${index}${it.pointer}` }))),
      })
    }
    response.status(201).setHeader('Cache-Control', 'no-store').json(answer)
  })

  router.get('/api/v1/survey-invitations', async (request, response) => {
    const { unit, questionnaire } = parseBy(invitationsQuery, request.query, 'The query')
    response.json({ rows: await invitations.count(centresWithin(unitAsked(request, unit)), questionnaire ?? null) })
  })

  router.get('/api/v1/survey-open-links', async (request, response) => {
    const { unit } = parseBy(invitationsQuery, request.query, 'The query')
    response.json({ rows: await openLinks.list(centresWithin(unitAsked(request, unit))) })
  })

  router.post('/api/v1/survey-open-links', json, async (request, response) => {
    const permission = permissionOf(request)
    const asked = parseBy(newOpenLink, request.body)
    permission.requireUnit(asked.centreCode)
    if (!places.hasUnit(asked.centreCode)) throw new AppError('not-found', `There is no unit ${asked.centreCode}.`)
    await askable(request, asked.questionnaire)
    response.status(201).json(await openLinks.make(asked, permission.actor))
  })

  router.delete('/api/v1/survey-open-links/:id', async (request, response) => {
    const permission = permissionOf(request)
    const centre = await openLinks.centreOf(request.params.id)
    if (centre === null || !permission.includesUnit(centre)) throw new AppError('not-found', 'There is no such link here.')
    await openLinks.close(request.params.id, permission.actor)
    response.sendStatus(204)
  })

  /** The unit of an address, which must exist and lie within reach. */
  const settledUnit = (request: Request) => {
    const unit = String(request.params['unit'])
    if (!places.hasUnit(unit)) throw new AppError('not-found', `There is no unit ${unit}.`)
    permissionOf(request).requireUnit(unit)
    return unit
  }
  router.get('/api/v1/survey-gateways/:unit', async (request, response) => {
    const unit = settledUnit(request)
    response.json({ ...(await gateways.read(unit)), deliveries: await deliveries.count(centresWithin(unit)) })
  })
  router.put('/api/v1/survey-gateways/:unit', json, async (request, response) => {
    const unit = settledUnit(request)
    response.setHeader('Cache-Control', 'no-store').json(await gateways.put(unit, parseBy(surveyGatewayChange, request.body), permissionOf(request).actor))
  })
  router.delete('/api/v1/survey-gateways/:unit', async (request, response) => {
    await gateways.remove(settledUnit(request), permissionOf(request).actor)
    response.sendStatus(204)
  })
  router.post('/api/v1/survey-gateways/:unit/test', async (request, response) => void response.json(await deliveries.tryGateway(settledUnit(request))))
  router.post('/api/v1/survey-gateways/:unit/retry', async (request, response) => {
    const unit = settledUnit(request)
    response.json({ retried: await deliveries.retry(unit, centresWithin(unit), permissionOf(request).actor) })
  })

  router.get('/api/v1/survey-quotas/:unit', async (request, response) => {
    const unit = settledUnit(request)
    const { questionnaire, month = toMonthPeriod(clock()) } = parseBy(surveyQuotaQuery, request.query, 'The query')
    await findQuestionnaire(book, request, questionnaire)
    response.json(await quotas.read(unit, { questionnaire, month, centreCodes: centresWithin(unit) }))
  })
  router.put('/api/v1/survey-quotas/:unit', json, async (request, response) => {
    const unit = settledUnit(request)
    const change = parseBy(surveyQuotaChange, request.body)
    await findQuestionnaire(book, request, change.questionnaire)
    await quotas.put(unit, change, permissionOf(request).actor)
    response.sendStatus(204)
  })

  const NO_CODE = 'There is no invitation with this code. Check it letter by letter: KS, then four times four letters and digits.'
  router.post('/api/v1/survey-tickets', json, async (request, response) => {
    const { code } = parseBy(surveyCode, request.body)
    await trying.count(addressOf(request))
    const matter = await matterOf(code)
    const version = newestPublished(await book.find(matter.questionnaire))
    if (version === null) throw new AppError('gone', 'This survey is over. Thank you for wanting to answer.')
    const { ticket, expiresAt } = tickets.issue({ ...matter, version })
    const name = places.nameOf(matter.centreCode) ?? { vi: matter.centreCode, en: matter.centreCode }
    const answer: SurveyTicket = {
      ticket, questionnaire: matter.questionnaire, version, expiresAt: new Date(expiresAt).toISOString(), outcome: matter.outcome, centreCode: matter.centreCode, centre: name,
      procedure: matter.procedureCode === '' ? null : procedures.nameOf(matter.procedureCode),
    }
    response.status(201).setHeader('Cache-Control', 'no-store').json(answer)
  })

  /** What a code is for: an invitation's, which is used up by it, or an open link's. */
  async function matterOf(code: string): Promise<Omit<Ticket, 'id' | 'expiresAt' | 'version'>> {
    const open = await openLinks.use(code)
    if (open) return { ...open, procedureCode: '', month: toMonthPeriod(clock()), outcome: 'finished', channel: 'open' }
    const claimed = await invitations.claim(code)
    if (!claimed) throw new AppError('not-found', NO_CODE)
    return claimed
  }

  router.post('/api/v1/survey-opt-outs', json, async (request, response) => {
    const { code } = parseBy(surveyCode, request.body)
    await trying.count(addressOf(request))
    await invitations.optOut(code)
    response.sendStatus(204)
  })
  return router
}
