import { Router } from 'express'
import { permissionOf } from '../../access/permission.ts'
import { toDayRange } from '../../contract/period.ts'
import { surveyResultsQuery } from '../../contract/survey-results.ts'
import type { Clock } from '../../platform/clock.ts'
import { AppError, parseBy } from '../../platform/errors.ts'
import type { Warehouse } from '../../platform/warehouse/warehouse.ts'
import type { PlaceIndex } from '../../registry/place-index.ts'
import type { ProcedureIndex } from '../../registry/procedures/procedure-index.ts'
import type { Invitations } from '../../registry/questionnaires/invitations.ts'
import type { QuestionnaireBook } from '../../registry/questionnaires/questionnaire-book.ts'
import { findQuestionnaire } from '../../registry/questionnaires/questionnaire-routes.ts'
import { readSurveyResults } from '../surveys/read-survey-results.ts'
import { unitsWithin } from './codes-within.ts'

interface Deps { warehouse: Warehouse; places: PlaceIndex; procedures: ProcedureIndex; questionnaires: QuestionnaireBook; invitations: Invitations; clock: Clock; demo: boolean }

/** `GET /api/v1/survey-results`: what a survey says about a unit, for those who answer for it. */
export function surveyResultRoutes({ warehouse, places, procedures, questionnaires, invitations, clock, demo }: Deps): Router {
  const router = Router()
  const sectorOn = (day: string) => (procedure: string) => (procedures.on(procedure, day) ?? procedures.historyOf(procedure).at(-1))?.sectorCode ?? null
  router.get('/api/v1/survey-results', async (request, response) => {
    const permission = permissionOf(request)
    const query = parseBy(surveyResultsQuery, request.query, 'The query')
    const unit = query.unit ?? permission.unitCode
    permission.requireUnit(unit)
    if (unit !== null && !places.hasUnit(unit)) throw new AppError('not-found', `There is no unit ${unit}.`)
    const days = toDayRange(query.period)
    if (!days) throw new AppError('invalid-request', 'The query breaks a rule: /period', { errors: [{ pointer: '/period', value: query.period, rule: 'a period as 2026-08, 2026-Q3, 2026-H1 or 2026', message: 'This is no period.' }] })
    const held = await findQuestionnaire(questionnaires, request, query.questionnaire)
    const centres = unitsWithin(places, unit)
    const unitCode = unit ?? 'VN'
    const results = await readSurveyResults({ warehouse, book: questionnaires, invitations, clock, demo, sectorOf: sectorOn(days.from), sectorName: (sector) => procedures.sectorNameOf(sector) ?? { vi: sector, en: sector } }, {
      held, unit: unitCode, unitName: places.nameOf(unitCode) ?? { vi: 'Cả nước', en: 'Viet Nam' }, centres, listed: centres ?? [...places.histories().units.keys()], period: query.period,
      months: { first: days.from.slice(0, 7), last: new Date(Date.parse(days.to) - 1).toISOString().slice(0, 7) },
    })
    if (!results) throw new AppError('not-found', 'No version of this questionnaire was published yet.')
    response.setHeader('Cache-Control', 'no-store')
    response.json(results)
  })
  return router
}
