import type { OpenedRatingLink } from '../../../contract/rating-link.ts'
import type { Ballot, BallotState } from './ballots.ts'

/** Why a link does not open: it was used, has ended, is none of ours, too many come just now, or the server cannot be reached. */
export type OpeningFailure = 'used' | 'over' | 'wrong' | 'busy' | 'offline'

const FAILURES: Record<number, OpeningFailure> = { 401: 'wrong', 409: 'used', 410: 'over', 422: 'wrong', 429: 'busy' }
const ANSWER_WITHIN_MS = 15_000

async function post(path: string, body: unknown): Promise<Response | null> {
  const controller = typeof AbortController === 'undefined' ? null : new AbortController()
  const timer = setTimeout(() => { if (controller) controller.abort() }, ANSWER_WITHIN_MS)
  try {
    // It goes out although the page is being closed.
    const response = await fetch(path, { method: 'POST', keepalive: true, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body), ...(controller ? { signal: controller.signal } : {}) })
    // A network that wants somebody to sign in answers with a page of its own.
    return !response.redirected && (response.headers.get('content-type') || '').indexOf('json') >= 0 ? response : null
  } catch {
    return null
  } finally {
    clearTimeout(timer)
  }
}

/** Asks what a link is for. */
export async function openLink(link: string): Promise<OpenedRatingLink | OpeningFailure> {
  const response = await post('/api/v1/rating-links/opening', { link })
  if (!response) return 'offline'
  if (!response.ok) return FAILURES[response.status] || 'offline'
  return (await response.json()) as OpenedRatingLink
}

/** Brings one rating to the server; answers what has become of it. */
export async function sendBallot({ opened, tap }: Ballot): Promise<BallotState> {
  if (!tap) return 'open'
  const { id, occurredAt, scale, score, language, reasons, comment } = tap
  const rating = { id, occurredAt, scale, score, language, ...(reasons && reasons.length > 0 ? { reasons } : {}), ...(comment ? { comment } : {}) }
  const response = await post('/api/v1/phone-ratings', { link: opened.link, sentAt: new Date().toISOString(), rating })
  if (!response) return 'waiting'
  if (response.status === 202) return 'taken'
  if (response.status === 409) return 'used'
  return response.status === 410 || response.status === 401 || response.status === 422 ? 'over' : 'waiting'
}
