import express, { Router, type Request } from 'express'
import { signInRequest } from '../contract/access.ts'
import type { SessionAnswer } from '../contract/session.ts'
import { AppError, parseBy } from '../platform/errors.ts'
import type { AccountLocks } from './account-locks.ts'
import { toAccountEmail, type Account, type Accounts } from './accounts.ts'
import type { BrowserMark } from './browser-mark.ts'
import { permissionOf, personOf } from './permission.ts'
import type { SecondFactors } from './second-factor.ts'
import type { SessionCookie } from './session-cookie.ts'
import type { Sessions } from './sessions.ts'
import type { SignIn } from './sign-in.ts'
import type { SignInLimit } from './sign-in-limit.ts'

const readBody = express.json({ limit: '16kb' })

/** The address a request came from, as far as the proxy in front is trusted. */
export const addressOf = (request: Request) => request.ip ?? 'unknown'

interface SessionRoutesDeps {
  accounts: Accounts; sessions: Sessions; cookie: SessionCookie; limit: SignInLimit; mark: BrowserMark; secondFactors: SecondFactors
  locks: AccountLocks; signIn: SignIn
}

export function sessionRoutes({ accounts, sessions, cookie, limit, mark, secondFactors, locks, signIn }: SessionRoutesDeps): Router {
  const router = Router()

  /** Throws 401 until the code is there and right. */
  const requireCode = async (account: Account, code: string | undefined): Promise<void> => {
    if (!account.hasSecondFactor) return
    if (!code) throw new AppError('second-factor-required', 'This account has a second factor: send its code, or a recovery code, as "code".')
    locks.requireNoCodeLock(account)
    if (await secondFactors.use({ accountId: account.id, code })) return
    await locks.noteWrongCode(account.id)
    throw new AppError('second-factor-failed', 'The code is wrong, too old, or was used already.')
  }

  router.post('/api/v1/session', readBody, async (request, response) => {
    const { email: typed, password, code } = parseBy(signInRequest, request.body)
    const email = toAccountEmail(typed)
    const attempt = { address: addressOf(request), email, browser: mark.read(request, email) }
    await limit.count(attempt)
    const account = await accounts.verify(email, password, { isKnownBrowser: attempt.browser !== null })
    if (!account) throw new AppError('sign-in-failed', 'There is no account with this e-mail and this password.')
    await limit.giveBack(attempt)
    await requireCode(account, code)
    await signIn(request, response, account, 'password')
    response.sendStatus(204)
  })

  router.get('/api/v1/session', (request, response) => {
    const { email, name, role, officialCode, rights, mustSetUpSecondFactor } = personOf(request)
    const { unitCode } = permissionOf(request)
    response.setHeader('Cache-Control', 'no-store')
    response.json({ email, name, role, unitCode, officialCode, rights: [...rights], mustSetUpSecondFactor } satisfies SessionAnswer)
  })

  router.delete('/api/v1/session', async (request, response) => {
    const token = cookie.read(request)
    if (token) await sessions.end(token)
    cookie.clear(response)
    response.sendStatus(204)
  })
  return router
}
