import type { Questionnaire } from '../../contract/questionnaire.ts'
import type { SurveyResponse, SurveyTicket } from '../../contract/survey.ts'
import type { Sheet } from './sheet-store.ts'

/** Why somebody cannot begin. */
export type Refusal = 'offline' | 'unknown' | 'used' | 'over' | 'busy' | 'failed'

const REFUSALS: Record<number, Refusal> = { 404: 'unknown', 409: 'used', 410: 'over', 422: 'unknown', 429: 'busy' }
const WITHIN_MS = 15_000

async function ask(path: string, body?: object): Promise<Response | null> {
  const end = new AbortController()
  const timer = setTimeout(() => end.abort(), WITHIN_MS)
  const sent = body === undefined ? {} : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
  return await fetch(path, { credentials: 'omit', signal: end.signal, ...sent }).catch(() => null).finally(() => clearTimeout(timer))
}

async function answerOf<T>(path: string, body?: object): Promise<T | Refusal> {
  const answer = await ask(path, body)
  if (!answer) return 'offline'
  return answer.ok ? (await answer.json() as T) : REFUSALS[answer.status] ?? 'failed'
}

/** Exchanges a code for a ticket, which uses the code up. */
export const claimCode = (code: string) => answerOf<SurveyTicket>('/api/v1/survey-tickets', { code })

export async function fetchContent({ questionnaire, version }: Pick<SurveyTicket, 'questionnaire' | 'version'>): Promise<Questionnaire | Refusal> {
  const answer = await answerOf<{ content: Questionnaire }>(`/api/v1/surveys/${questionnaire}/${version}`)
  return typeof answer === 'string' ? answer : answer.content
}

/** An instant without its minutes: nobody needs to know them. */
export const toHour = (epochMs: number) => new Date(Math.floor(epochMs / 3_600_000) * 3_600_000).toISOString()

/** `later`: the network or the server is away, and it must be sent again; the others are final. */
export async function sendSheet(sheet: Sheet, partial: boolean): Promise<'taken' | 'used' | 'later' | 'refused'> {
  const { id, ticket, answers, language, startedAt } = sheet
  const body: SurveyResponse = {
    ticket: ticket.ticket, id, questionnaire: ticket.questionnaire, version: ticket.version, language, startedAt, submittedAt: toHour(Date.now()), partial,
    answers: Object.keys(answers).map((question) => ({ question, value: answers[question] as SurveyResponse['answers'][number]['value'] })),
  }
  const answer = await ask('/api/v1/survey-responses', body)
  if (!answer || answer.status >= 500 || answer.status === 429) return 'later'
  return answer.ok ? 'taken' : answer.status === 409 ? 'used' : 'refused'
}

/** A message to the centre from somebody who wants an answer: a petition of its own, which knows nothing of the sheet. Answers its code. */
export async function sendMessage(message: { id: string; unitCode: string; text: string; contact: { phone?: string; email?: string } }): Promise<string | Refusal> {
  const answer = await answerOf<{ code: string }>('/api/v1/public-petitions', { ...message, about: 'other', consent: true })
  return typeof answer === 'string' ? answer : answer.code
}

/** A random UUID that holds no time, also where the browser has no randomUUID (without TLS). */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = (bytes[6]! & 0x0f) | 0x40
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  const hex = Array.from(bytes, (byte) => ('0' + byte.toString(16)).slice(-2)).join('')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
