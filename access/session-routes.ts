import express, { Router, type Request } from 'express'
import { signInRequest, type SessionAnswer } from '../contract/access.ts'
import { AppError, parseBy } from '../platform/errors.ts'
import { toAccountEmail, type Accounts } from './accounts.ts'
import { permissionOf, personOf } from './permission.ts'
import type { SessionCookie } from './session-cookie.ts'
import type { Sessions } from './sessions.ts'
import type { SignInLimit } from './sign-in-limit.ts'

const readBody = express.json({ limit: '16kb' })

/** The address a request came from, as far as the proxy in front is trusted. */
export const addressOf = (request: Request) => request.ip ?? 'unknown'

interface SessionRoutesDeps { accounts: Accounts; sessions: Sessions; cookie: SessionCookie; limit: SignInLimit }

export function sessionRoutes({ accounts, sessions, cookie, limit }: SessionRoutesDeps): Router {
  const router = Router()

  router.post('/api/v1/session', readBody, async (request, response) => {
    const { email, password } = parseBy(signInRequest, request.body)
    await limit.count(addressOf(request), toAccountEmail(email))
    const account = await accounts.verify(email, password)
    if (!account) throw new AppError('sign-in-failed', 'There is no account with this e-mail and this password.')
    await limit.giveBack(addressOf(request), toAccountEmail(email))
    // A browser that was signed in before leaves no session behind that nobody would end.
    const former = cookie.read(request)
    if (former) await sessions.end(former)
    cookie.set(response, await sessions.open(account.id))
    response.sendStatus(204)
  })

  router.get('/api/v1/session', (request, response) => {
    const { email, name, role, officialCode, rights } = personOf(request)
    const { unitCode } = permissionOf(request)
    response.setHeader('Cache-Control', 'no-store')
    response.json({ email, name, role, unitCode, officialCode, rights: [...rights] } satisfies SessionAnswer)
  })

  router.delete('/api/v1/session', async (request, response) => {
    const token = cookie.read(request)
    if (token) await sessions.end(token)
    cookie.clear(response)
    response.sendStatus(204)
  })
  return router
}
