import type { CookieOptions, Request, Response } from 'express'
import { readCookie } from './session-cookie.ts'
import type { SecretBox } from './secret-box.ts'
import { createToken } from './secret-token.ts'

const KEPT_MS = 180 * 86_400_000

/**
 * Remembers in a browser which account has signed in there, so that whoever guesses passwords elsewhere cannot lock its owner out: a
 * known browser has a limit of its own ("device cookie", OWASP). It opens nothing; the password is needed all the same.
 */
export function createBrowserMark({ publicUrl, box }: { publicUrl: string; box: SecretBox }) {
  const secure = new URL(publicUrl).protocol === 'https:'
  const name = secure ? '__Host-browser' : 'browser'
  const options: CookieOptions = { httpOnly: true, sameSite: 'lax', secure, path: '/', maxAge: KEPT_MS }
  const toSigned = (id: string, email: string) => `browser ${id} ${email}`
  return {
    /** The name of this browser, if this account has signed in here before; else null. */
    read: (request: Request, email: string): string | null => {
      const [id = '', signature = ''] = (readCookie(request, name) ?? '').split('.')
      return box.isSigned(toSigned(id, email), signature) ? id : null
    },
    set: (response: Response, email: string): void => {
      const id = createToken()
      response.cookie(name, `${id}.${box.sign(toSigned(id, email))}`, options)
    },
  }
}
export type BrowserMark = ReturnType<typeof createBrowserMark>
