import { json, Router } from 'express'
import type { Redis } from 'ioredis'
import { RateLimiterMemory } from 'rate-limiter-flexible'
import { answerablesOf, judgeAnswers, type AnswerValue } from '../../contract/questionnaire-logic.ts'
import type { Questionnaire } from '../../contract/questionnaire.ts'
import { surveyResponse, type SurveyResponse } from '../../contract/survey.ts'
import { AppError, parseBy } from '../../platform/errors.ts'
import type { QuestionnaireBook } from '../../registry/questionnaires/questionnaire-book.ts'
import { HOUR_MS, type SurveyTickets, type Ticket } from '../../registry/questionnaires/survey-tickets.ts'
import type { SurveyRow } from '../queue/fact-batch.ts'
import { limitSender, type IngestDeps } from './ingest-deps.ts'

type Mask = (text: string) => { masked: string }
interface Deps extends Pick<IngestDeps, 'admission' | 'groupCommit' | 'clock'> { tickets: SurveyTickets; questionnaires: Pick<QuestionnaireBook, 'publishedContent'>; redis: Redis; mask: Mask }

/** A page sends a part after each section, and again what the network has swallowed. */
const SENT_PER_WINDOW = { points: 120, duration: 600 }
/** Whoever finished without a network in time is still heard. */
const LATE_MS = 7 * 24 * HOUR_MS
const SENDER = 'survey'

/**
 * `POST /api/v1/survey-responses`: 202 is sent only after Redis holds the sheet. The ticket is all that is known of whoever answers; what they
 * wrote is masked before it is kept anywhere, and times lose their minutes here.
 */
export function surveyResponseRoutes({ admission, groupCommit, clock, tickets, questionnaires, redis, mask }: Deps): Router {
  const limiter = new RateLimiterMemory(SENT_PER_WINDOW)
  const router = Router()
  router.post('/api/v1/survey-responses', admission.admit, json({ limit: '128kb', type: () => true }), async (request, response) => {
    const sheet = parseBy(surveyResponse, request.body)
    const ticket = tickets.open(sheet.ticket)
    if (!ticket) throw new AppError('sender-unknown', 'This ticket is none of ours. Begin again with the code of the invitation.')
    await limitSender(limiter, ticket.id, 1)
    if (ticket.expiresAt + LATE_MS < clock()) throw new AppError('gone', 'The time for this survey is over. Thank you for wanting to answer.')
    const [finished, guard] = [`survey-sheet:${ticket.id}`, sheet.id.toLowerCase()]
    const before = await redis.get(finished)
    if (before !== null && before !== guard && !sheet.partial) throw new AppError('conflict', 'Your answers are here already. Thank you; each invitation is for one answer.')
    if (before === null) {
      const row = await toRow(sheet, ticket)
      await groupCommit.commit(SENDER, [{ version: 1, kind: 'surveys', sender: SENDER, receivedAt: row[9], rows: [row] }])
      // After the queue has it: a crash in between leaves it to the one who writes, who knows what was finished first.
      if (!sheet.partial) await redis.set(finished, guard, 'PX', Math.max(HOUR_MS, ticket.expiresAt + LATE_MS - clock()), 'NX')
    }
    response.status(202).json({ accepted: [sheet.id] })
  })

  /** The sheet as the queue takes it. Throws 422 that names every answer that breaks a rule. */
  async function toRow(sheet: SurveyResponse, ticket: Ticket): Promise<SurveyRow> {
    const content = await questionnaires.publishedContent(ticket.questionnaire, ticket.version)
    if (!content || sheet.questionnaire !== ticket.questionnaire || sheet.version !== ticket.version) {
      throw refuse([{ pointer: '/version', value: `${sheet.questionnaire} ${sheet.version}`, rule: `${ticket.questionnaire} ${ticket.version}, which the ticket is for` }])
    }
    const given = Object.fromEntries(sheet.answers.map(({ question, value }) => [question, value]))
    const { answers, shown, breaches } = judgeAnswers(content, given, { outcome: ticket.outcome }, { partial: sheet.partial })
    if (breaches.length > 0) {
      throw refuse(breaches.map(({ key, value, rule }) => {
        const index = sheet.answers.findIndex((it) => it.question === key)
        return { pointer: index < 0 ? '/answers' : `/answers/${index}/value`, value, rule: `${key}: ${rule}` }
      }))
    }
    const { levels, numbers, choices, texts } = sortAnswers(content, answers, mask)
    const hour = Math.floor(clock() / HOUR_MS) * HOUR_MS
    return [
      ticket.id, ticket.questionnaire, ticket.version, ticket.centreCode, ticket.procedureCode, ticket.month, ticket.outcome, ticket.channel, sheet.language, hour, !sheet.partial,
      levels, numbers, choices, texts, shown,
    ]
  }
  return router
}

const refuse = (errors: { pointer: string; value: unknown; rule: string }[]) =>
  new AppError('invalid-request', 'The answers break a rule.', { errors: errors.map((it) => ({ ...it, message: `Must be ${it.rule}.` })) })

/** Answers by the kind of value that the warehouse keeps them as; days are texts. */
function sortAnswers(content: Questionnaire, answers: Record<string, AnswerValue>, mask: Mask) {
  const kinds = new Map(answerablesOf(content).map(({ key, question }) => [key, question.kind]))
  const sorted = { levels: [] as [string, number][], numbers: [] as [string, number][], choices: [] as [string, string[]][], texts: [] as [string, string][] }
  for (const [key, value] of Object.entries(answers)) {
    const kind = kinds.get(key)
    if (typeof value === 'number') (kind === 'likert' ? sorted.levels : sorted.numbers).push([key, value])
    else if (typeof value === 'object') sorted.choices.push([key, [...value]])
    else if (kind === 'single') sorted.choices.push([key, [value]])
    else sorted.texts.push([key, kind === 'text' ? mask(value).masked : value])
  }
  return sorted
}
