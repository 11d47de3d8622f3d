import type { SessionAnswer } from '../../../contract/session.ts'

/** Where somebody works: the page after signing in, unless another one has asked for it. */
export function toLanding(person: SessionAnswer | null): string {
  if (!person) return '/'
  if (person.mustSetUpSecondFactor) return '/tai-khoan'
  if (person.rights.includes('own-results:read')) return '/ket-qua-cua-toi'
  if (person.role === 'administrator') return '/quan-tri'
  return person.rights.includes('results:read') ? '/trung-tam' : '/'
}

/** The page that asked for signing in, if it is one of ours. */
export const toNext = (next: unknown): string | null => (typeof next === 'string' && /^\/(?![/\\])/.test(next) ? next : null)
