import type { Request, RequestHandler } from 'express'
import type { Right } from '../contract/access.ts'
import type { Role } from '../contract/role.ts'
import { AppError } from '../platform/errors.ts'
import type { Accounts } from './accounts.ts'
import type { ApiKeys } from './api-keys.ts'
import { setPrincipal, type Principal } from './principal.ts'
import { ROLES } from './rights.ts'
import type { SessionCookie } from './session-cookie.ts'
import type { Sessions } from './sessions.ts'

/** Tokens of tablets are judged by the routes for tablets. */
const DEVICE_TOKEN_PREFIX = 'tdd_'
const READING = new Set(['GET', 'HEAD', 'OPTIONS'])

/** The token of an `Authorization: Bearer …` header; null when there is none. */
export const bearerOf = (request: Request): string | null => /^Bearer +(\S+) *$/i.exec(request.headers.authorization ?? '')?.[1] ?? null

interface IdentifyDeps {
  publicUrl: string; apiKeys: ApiKeys; accounts: Accounts; sessions: Sessions; cookie: SessionCookie
  requireSecondFactor: ReadonlySet<Role>
}

export interface Identify {
  /** Finds out who asks; goes before every route. */
  identify: RequestHandler
  /** Finds out afresh who had asked, for an answer that lasts: their session or key may have ended meanwhile. Keeps no session alive. */
  identifyAgain(request: Request): Promise<Principal>
}

/** Finds out who asks. A bearer token goes before a cookie: only a cookie is sent by browsers without being asked. */
export function createIdentify({ publicUrl, apiKeys, accounts, sessions, cookie, requireSecondFactor }: IdentifyDeps): Identify {
  const ownOrigin = new URL(publicUrl).origin

  const byKey = async (token: string): Promise<Principal> => {
    if (token.startsWith(DEVICE_TOKEN_PREFIX)) return { kind: 'public' }
    const key = await apiKeys.authenticate(token)
    if (!key) throw new AppError('sender-unknown', 'This token is unknown, has expired or was revoked.')
    return { kind: 'key', id: key.id, name: key.name, scopes: new Set(key.scopes), unitCode: key.unitCode }
  }

  const bySession = async (session: Awaited<ReturnType<Sessions['find']>>): Promise<Principal> => {
    const account = session === null ? null : await accounts.find(session.accountId)
    // Whatever changes what an account may do raises its epoch; a session of a newer one than is remembered here was opened elsewhere just now.
    if (!session || !account || account.isDisabled || session.epoch < account.sessionEpoch) return { kind: 'public' }
    const { id, email, name, role, unitCode, officialCode } = account
    const mustSetUpSecondFactor = requireSecondFactor.has(role) && !account.hasSecondFactor && session.method === 'password'
    return {
      kind: 'person', accountId: id, sessionId: session.id, email, name, role, unitCode, officialCode, mustSetUpSecondFactor,
      rights: new Set<Right>(mustSetUpSecondFactor ? [] : ROLES[role].rights),
    }
  }

  return {
    identify: async (request, _response, next) => {
      if (!request.path.startsWith('/api/')) return next()
      const token = bearerOf(request)
      const session = cookie.read(request)
      if (token) setPrincipal(request, await byKey(token))
      else if (session) {
        if (!READING.has(request.method) && request.headers.origin !== ownOrigin) {
          throw new AppError('foreign-origin', `A signed-in browser may only write from ${ownOrigin}.`)
        }
        setPrincipal(request, await bySession(await sessions.find(session)))
      }
      next()
    },
    identifyAgain: async (request) => {
      const token = bearerOf(request)
      const session = cookie.read(request)
      const principal = token ? await byKey(token) : session ? await bySession(await sessions.peek(session)) : { kind: 'public' as const }
      setPrincipal(request, principal)
      return principal
    },
  }
}
