import express, { Router, type Request } from 'express'
import { permissionOf, type Permission } from '../../access/permission.ts'
import {
  newQuestionnaire, questionnaireArchiving, questionnaireDraft, questionnairePublication, type QuestionnaireRow,
} from '../../contract/questionnaire.ts'
import { AppError, parseBy } from '../../platform/errors.ts'
import type { Places } from '../places.ts'
import type { HeldQuestionnaire, QuestionnaireBook } from './questionnaire-book.ts'

interface Deps { book: QuestionnaireBook; places: Places }

const NONE = 'There is no such questionnaire here.'

/** Whoever lies below the unit that made a questionnaire may ask it too; the country's is everybody's. */
const maySee = (permission: Permission, { unitCode }: HeldQuestionnaire) =>
  unitCode === null || permission.includesUnit(unitCode) || (permission.unitCode !== null && permission.isWithin(permission.unitCode, unitCode))

/** The questionnaire of an address; one that may not be seen is answered like none: 404. */
export async function findQuestionnaire(book: QuestionnaireBook, request: Request, code: string): Promise<HeldQuestionnaire> {
  const held = await book.find(code)
  if (!held || !maySee(permissionOf(request), held)) throw new AppError('not-found', NONE)
  return held
}

/** Making questionnaires and their versions; what is published is open to whoever answers it. */
export function questionnaireRoutes({ book, places }: Deps): Router {
  const router = Router()
  const json = express.json({ limit: '256kb' })
  const toRow = (permission: Permission, { content, ...held }: HeldQuestionnaire): QuestionnaireRow =>
    ({ ...held, title: content.title, minutes: content.minutes, mayChange: permission.includesUnit(held.unitCode) })

  /** One that whoever asks may change. */
  const own = async (request: Request): Promise<HeldQuestionnaire> => {
    const held = await findQuestionnaire(book, request, String(request.params['code']))
    permissionOf(request).requireUnit(held.unitCode)
    return held
  }

  router.get('/api/v1/questionnaires', async (request, response) => {
    const permission = permissionOf(request)
    response.json({ rows: (await book.list()).filter((it) => maySee(permission, it)).map((it) => toRow(permission, it)) })
  })

  router.post('/api/v1/questionnaires', json, async (request, response) => {
    const permission = permissionOf(request)
    const asked = parseBy(newQuestionnaire, request.body)
    const unitCode = asked.unitCode ?? null
    permission.requireUnit(unitCode)
    if (unitCode !== null && !places.hasUnit(unitCode)) throw new AppError('not-found', `There is no unit ${unitCode}.`)
    if (asked.copyOf !== undefined) await findQuestionnaire(book, request, asked.copyOf)
    await book.create(asked, permission.actor)
    response.status(201).json({ code: asked.code, version: 1 })
  })

  router.get('/api/v1/questionnaires/:code', async (request, response) => {
    const held = await findQuestionnaire(book, request, request.params.code)
    response.json({ ...toRow(permissionOf(request), held), content: held.content })
  })

  router.get('/api/v1/questionnaires/:code/versions/:version', async (request, response) => {
    const { code } = await findQuestionnaire(book, request, request.params.code)
    const version = Number(request.params.version)
    const content = Number.isInteger(version) ? await book.contentOf(code, version) : null
    if (!content) throw new AppError('not-found', NONE)
    response.json({ code, version, content })
  })

  router.put('/api/v1/questionnaires/:code/draft', json, async (request, response) => {
    const { code } = await own(request)
    const { content, basedOn } = parseBy(questionnaireDraft, request.body)
    response.json({ code, version: await book.saveDraft(code, content, permissionOf(request).actor, basedOn) })
  })

  router.post('/api/v1/questionnaires/:code/publication', json, async (request, response) => {
    const { code } = await own(request)
    const { version, comparable, note } = parseBy(questionnairePublication, request.body)
    await book.publish(code, version, comparable, permissionOf(request).actor, note)
    response.sendStatus(204)
  })

  router.put('/api/v1/questionnaires/:code/archiving', json, async (request, response) => {
    const { code } = await own(request)
    await book.archive(code, parseBy(questionnaireArchiving, request.body).archived, permissionOf(request).actor)
    response.sendStatus(204)
  })

  router.get('/api/v1/surveys/:code/:version', async (request, response) => {
    const [code, version] = [request.params.code, Number(request.params.version)]
    const content = Number.isInteger(version) ? await book.publishedContent(code, version) : null
    if (!content) throw new AppError('not-found', NONE)
    response.setHeader('Cache-Control', 'public, max-age=86400')
    response.json({ code, version, content })
  })
  return router
}
