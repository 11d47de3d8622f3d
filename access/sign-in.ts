import type { Request, Response } from 'express'
import type { Account, Accounts } from './accounts.ts'
import type { BrowserMark } from './browser-mark.ts'
import type { SessionCookie } from './session-cookie.ts'
import type { Sessions, SignInMethod } from './sessions.ts'

export type SignIn = (request: Request, response: Response, account: Account, method: SignInMethod) => Promise<void>

interface SignInDeps { accounts: Accounts; sessions: Sessions; cookie: SessionCookie; mark: BrowserMark }

/**
 * Lets somebody in who has proven who they are. The session is always a new one: whatever cookie the browser came with, perhaps put
 * there by somebody else, opens nothing afterwards.
 */
export const createSignIn = ({ accounts, sessions, cookie, mark }: SignInDeps): SignIn => async (request, response, account, method) => {
  const former = cookie.read(request)
  if (former) await sessions.end(former)
  await accounts.noteSignIn(account.id)
  cookie.set(response, await sessions.open(account.id, { epoch: account.sessionEpoch, method, browser: request.headers['user-agent'] ?? '' }))
  mark.set(response, account.email)
}
