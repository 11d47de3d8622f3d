import type { CookieOptions, Request, Response } from 'express'

/** The value of a cookie that a browser sent; null when there is none of that name. */
export function readCookie(request: Request, name: string): string | null {
  for (const part of (request.headers.cookie ?? '').split(';')) {
    const [key, value] = part.trim().split('=', 2)
    if (key === name && value) return value
  }
  return null
}

/** The session's cookie. Under https its name alone (`__Host-`) makes browsers keep it to this host and to https. */
export function createSessionCookie(publicUrl: string) {
  const secure = new URL(publicUrl).protocol === 'https:'
  const name = secure ? '__Host-session' : 'session'
  const options: CookieOptions = { httpOnly: true, sameSite: 'lax', secure, path: '/' }
  return {
    read: (request: Request): string | null => readCookie(request, name),
    set: (response: Response, token: string) => void response.cookie(name, token, options),
    clear: (response: Response) => void response.clearCookie(name, options),
  }
}
export type SessionCookie = ReturnType<typeof createSessionCookie>
