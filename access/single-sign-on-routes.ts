import { Router, type CookieOptions, type Response } from 'express'
import { AppError } from '../platform/errors.ts'
import type { AccountLinks } from './account-links.ts'
import { readCookie } from './session-cookie.ts'
import type { SignIn } from './sign-in.ts'
import type { SingleSignOn } from './single-sign-on.ts'

const BINDING_COOKIE = 'oidc'
const SIGN_IN_PAGE = '/dang-nhap'
const JOURNEY_MS = 600_000
const NEXT_LENGTH = 500

/** A page of ours, never an address elsewhere. */
const toNext = (asked: unknown): string => (typeof asked === 'string' && asked.length <= NEXT_LENGTH && /^\/(?![/\\])/.test(asked) ? asked : '')

interface SingleSignOnDeps { singleSignOn: SingleSignOn | null; links: AccountLinks; signIn: SignIn; publicUrl: string }

/** There and back: a browser is sent to the provider, and comes back to the sign-in page signed in, or with `sso=<why not>`. */
export function singleSignOnRoutes({ singleSignOn, links, signIn, publicUrl }: SingleSignOnDeps): Router {
  const router = Router()
  const options: CookieOptions = { httpOnly: true, sameSite: 'lax', secure: publicUrl.startsWith('https:'), path: '/api/v1/session/oidc' }
  const toPage = (response: Response, said: 'done' | 'expired' | 'refused' | 'away' | 'unknown', next: string) => {
    response.setHeader('Cache-Control', 'no-store')
    response.redirect(`${SIGN_IN_PAGE}?${new URLSearchParams({ sso: said, ...(next ? { next } : {}) }).toString()}`)
  }
  const required = (): SingleSignOn => {
    if (!singleSignOn) throw new AppError('not-found', 'Single sign-on is not set up here.')
    return singleSignOn
  }

  router.get('/api/v1/session/oidc', async (request, response) => {
    const next = toNext(request.query['next'])
    const begun = await required().begin(next)
    if (!begun) return toPage(response, 'away', next)
    response.cookie(BINDING_COOKIE, begun.binding, { ...options, maxAge: JOURNEY_MS })
    response.setHeader('Cache-Control', 'no-store')
    response.redirect(begun.url)
  })

  router.get('/api/v1/session/oidc/callback', async (request, response) => {
    const query = new URLSearchParams(request.originalUrl.split('?')[1] ?? '')
    const arrival = await required().arrive(query, readCookie(request, BINDING_COOKIE))
    response.clearCookie(BINDING_COOKIE, options)
    if ('failure' in arrival) return toPage(response, arrival.failure, arrival.next)
    const account = await links.findOrLink(arrival.identity)
    if (!account) return toPage(response, 'unknown', arrival.next)
    await signIn(request, response, account, 'single-sign-on')
    toPage(response, 'done', arrival.next)
  })
  return router
}
