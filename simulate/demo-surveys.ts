import { randomUUID } from 'node:crypto'
import { toHanoiDay, toMonthPeriod } from '../contract/period.ts'
import { isAnswered, toShown, type AnswerValue } from '../contract/questionnaire-logic.ts'
import { questionnaireContent, type Question, type Questionnaire } from '../contract/questionnaire.ts'
import { invitationsIssued, surveyTicket, type Invitation, type SurveyOutcome, type SurveyResponse } from '../contract/survey.ts'
import type { DemoCentre } from './demo-centres.ts'
import { receiveDossiers, type DossierLife } from './dossiers.ts'
import { daysThrough } from './opening-hours.ts'
import { createRandom, type Random } from './random.ts'
import { RefusedByService, type Wire } from './wire.ts'

const QUESTIONNAIRE = 'hai-long-dich-vu'
const HOUR_MS = 3_600_000
const OUTCOMES: Record<DossierLife['ending'], SurveyOutcome> = { 9: 'finished', 3: 'refused', 7: 'withdrawn', 8: 'stopped' }
/** Of those who are asked: most never open the link, and some who begin stop on the way. */
const BEGIN = 0.5
const STOP_AFTER_SECTION = 0.025
const CARD_SHARE = 0.3
/** Each person has a telephone of their own; the service believes the proxy before it, which the demo is here. */
const AT_ONCE = 6
const WORDS = ['Chờ lâu nhưng được hướng dẫn kỹ.', 'Nên có thêm ghế và nước uống.', 'Nộp trên mạng tiện hơn, nhưng ảnh chụp giấy tờ hay lỗi.', 'Bị hẹn lại hai lần.', 'Cán bộ nói dễ hiểu, cảm ơn.']

/** A closed dossier of the demo as an invitation, and whether it was late: that shows in what people say. */
export interface InvitedDossier { invitation: Invitation; isLate: boolean }

/** Some of the dossiers that a centre closed in a month, all that were not carried through among them. The same every time. */
export function chooseDossiers(seed: number, centre: DemoCentre, month: string, { now, most }: { now: number; most: number }): InvitedDossier[] {
  const from = toHanoiDay(Date.parse(`${month}-01T00:00:00+07:00`) - 20 * 24 * HOUR_MS)
  const until = toHanoiDay(Math.min(now, Date.parse(`${month}-28T00:00:00+07:00`)))
  const closed = [...daysThrough(from, until)].flatMap((day) => receiveDossiers(seed, centre, day)).filter((it) => it.finishedMs <= now && toMonthPeriod(it.finishedMs) === month)
  const random = createRandom(seed, 'surveys', centre.unit.code, month)
  const chosen = [...random.shuffle(closed.filter((it) => it.ending === 9)).slice(0, most), ...closed.filter((it) => it.ending !== 9).slice(0, Math.ceil(most / 6))]
  return chosen.map((it) => ({
    isLate: it.finishedMs > it.dueMs,
    invitation: { centreCode: centre.unit.code, ...(it.reception.procedureCode ? { procedureCode: it.reception.procedureCode } : {}), outcome: OUTCOMES[it.ending], month, agencyCode: it.reception.agencyCode, dossierCode: it.reception.code },
  }))
}

const FACTOR_MOOD: Record<string, number> = { access: 0.1, procedures: 0, officials: 0.35, results: -0.05, feedback: -0.35 }

/** What one person answers, and how far they go: one mood for all of it, worse where the dossier was late or was not carried through. */
export function answerSheet(random: Random, content: Questionnaire, { outcome, isLate }: { outcome: SurveyOutcome; isLate: boolean }): { answers: Record<string, AnswerValue>; isFinished: boolean } {
  const mood = 1.05 + 0.75 * random.normal() - (isLate ? 0.9 : 0) - (outcome === 'finished' ? 0 : 1.2)
  const answers: Record<string, AnswerValue> = {}
  const asked = new Set<string>()
  for (let before: string | null = null; ;) {
    // One at a time: what is asked next follows from every answer so far.
    const next = toShown(content, answers, { outcome }).flatMap(({ section, questions }) => questions.map((question) => ({ section: section.key, question }))).find(({ question }) => !asked.has(question.key))
    if (!next) return { answers, isFinished: true }
    if (before !== null && before !== next.section && random.chance(STOP_AFTER_SECTION)) return { answers, isFinished: false }
    answer(next.question)
    asked.add(next.question.key)
    before = next.section
  }

  function answer(question: Question): void {
    if (!question.required && random.chance(question.kind === 'text' ? 0.8 : 0.15)) return
    if (question.kind === 'likert') {
      const level = () => Math.min(5, Math.max(1, Math.round(3 + mood + (FACTOR_MOOD[question.factor ?? ''] ?? 0) + 0.7 * random.normal())))
      for (const item of question.items) answers[item.key] = question.noOpinion && random.chance(0.015) ? 0 : level()
      return
    }
    const value = drawValue(question)
    if (isAnswered(value)) answers[question.key] = value
  }
  function drawValue(question: Exclude<Question, { kind: 'likert' }>): AnswerValue {
    switch (question.kind) {
      case 'single': return random.pickWeighted(question.choices, question.choices.map((_, index) => 1 / (index + 1))).key
      case 'multi': return random.shuffle(question.choices).slice(0, 1 + random.below(2)).map(({ key }) => key)
      case 'scale10': return Math.min(10, Math.max(0, Math.round(6 + 2 * mood + random.normal())))
      case 'number': return Math.min(question.max ?? 50, Math.max(question.min ?? 0, random.poisson(1.4)))
      case 'date': return '2026-01-15'
      case 'text': return random.pick(WORDS).slice(0, question.longest)
    }
  }
}

export interface DemoSurveys {
  /** The administrator, who also issues codes as the province's system would. */
  office: Wire
  /** People with telephones: no session, an address each. */
  people: Wire
  seed: number
  centres: readonly { centre: DemoCentre; most: number }[]
  /** Those that were not asked about yet. */
  months: readonly string[]
  now: number
  /** Called before the sheets of a month are sent: one that is interrupted stays half answered, and nothing is answered twice. */
  onMonth(month: string): void
}

/** Invites people from closed dossiers and answers as some of them would, through the API; answers how many began. */
export async function sendDemoSurveys({ office, people, seed, centres, months, now, onMonth }: DemoSurveys): Promise<number> {
  let begun = 0
  const contents = new Map<number, Questionnaire>()
  const contentOf = async (version: number): Promise<Questionnaire> => {
    const content = contents.get(version) ?? questionnaireContent.parse((await people.call('GET', `/api/v1/surveys/${QUESTIONNAIRE}/${version}`)).body).content
    contents.set(version, content)
    return content
  }
  const respond = async (code: string, about: { outcome: SurveyOutcome; isLate: boolean }, random: Random) => {
    const ticket = surveyTicket.parse((await people.call('POST', '/api/v1/survey-tickets', { json: { code } })).body)
    const { answers, isFinished } = answerSheet(random, await contentOf(ticket.version), about)
    const at = new Date(Math.floor(now / HOUR_MS) * HOUR_MS).toISOString()
    const sheet: SurveyResponse = {
      ticket: ticket.ticket, id: randomUUID(), questionnaire: ticket.questionnaire, version: ticket.version, language: random.chance(0.97) ? 'vi' : 'en', startedAt: at, submittedAt: at, partial: !isFinished,
      answers: Object.entries(answers).map(([question, value]) => ({ question, value: value as SurveyResponse['answers'][number]['value'] })),
    }
    if (sheet.answers.length > 0) await people.call('POST', '/api/v1/survey-responses', { json: sheet })
  }

  for (const month of months) {
    onMonth(month)
    for (const { centre, most } of centres) {
      const chosen = chooseDossiers(seed, centre, month, { now, most })
      const random = createRandom(seed, 'survey-answers', centre.unit.code, month)
      const cards = Math.round(chosen.length * CARD_SHARE)
      for (const [channel, part] of [['card', chosen.slice(0, cards)], ['receipt', chosen.slice(cards)]] as const) {
        if (part.length === 0) continue
        const sent = { questionnaire: QUESTIONNAIRE, channel, expiresInDays: 90, invitations: part.map((it) => it.invitation) }
        const answered = await office.call('POST', '/api/v1/survey-invitations', { json: sent }).catch((error: unknown) => {
          // Everybody of them was asked before: nothing is left to do.
          if (error instanceof RefusedByService && error.status === 422) return null
          throw error
        })
        if (!answered) continue
        const waiting = invitationsIssued.parse(answered.body).issued.filter(() => random.chance(BEGIN))
        begun += waiting.length
        const work = waiting.map(({ code, index }) => {
          const its = createRandom(random.uint32())
          const { invitation, isLate } = part[index]!
          return () => respond(code, { outcome: invitation.outcome, isLate }, its)
        })
        await Promise.all(Array.from({ length: AT_ONCE }, async () => {
          for (let next = work.shift(); next; next = work.shift()) await next()
        }))
      }
    }
  }
  return begun
}
