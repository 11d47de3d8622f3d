import type { Request, RequestHandler } from 'express'
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

interface IdentifyDeps { publicUrl: string; apiKeys: ApiKeys; accounts: Accounts; sessions: Sessions; cookie: SessionCookie }

/** Finds out who asks. A bearer token goes before a cookie: only a cookie is sent by browsers without being asked. */
export function createIdentify({ publicUrl, apiKeys, accounts, sessions, cookie }: IdentifyDeps): RequestHandler {
  const ownOrigin = new URL(publicUrl).origin

  const byKey = async (token: string): Promise<Principal> => {
    if (token.startsWith(DEVICE_TOKEN_PREFIX)) return { kind: 'public' }
    const key = await apiKeys.authenticate(token)
    if (!key) throw new AppError('sender-unknown', 'This token is unknown or was revoked.')
    return { kind: 'key', id: key.id, name: key.name, scopes: new Set(key.scopes), unitCode: key.unitCode }
  }

  const bySession = async (token: string): Promise<Principal> => {
    const accountId = await sessions.find(token)
    const account = accountId === null ? null : await accounts.find(accountId)
    if (!account) return { kind: 'public' }
    const { id, email, name, role, unitCode, officialCode } = account
    return { kind: 'person', accountId: id, email, name, role, unitCode, officialCode, rights: new Set(ROLES[role].rights) }
  }

  return async (request, _response, next) => {
    if (!request.path.startsWith('/api/')) return next()
    const token = bearerOf(request)
    const session = cookie.read(request)
    if (token) setPrincipal(request, await byKey(token))
    else if (session) {
      if (!READING.has(request.method) && request.headers.origin !== ownOrigin) {
        throw new AppError('foreign-origin', `A signed-in browser may only write from ${ownOrigin}.`)
      }
      setPrincipal(request, await bySession(session))
    }
    next()
  }
}
