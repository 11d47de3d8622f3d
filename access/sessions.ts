import type { Redis } from 'ioredis'
import { z } from 'zod'
import { AppError } from '../platform/errors.ts'
import { createToken, hashToken } from './secret-token.ts'

/** Half a day without a request ends a session. */
const IDLE_SECONDS = 12 * 3600

const RETRY_AFTER_SECONDS = 5
const stored = z.object({ accountId: z.string() })
const toKey = (token: string) => `session:${hashToken(token)}`

/** Who is signed in, in Redis: the token only as its hash, so reading Redis lets nobody in. */
export function createSessions({ redis }: { redis: Redis }) {
  // The connection keeps commands until Redis is back; a page must not wait for that.
  const ready = (): Redis => {
    if (redis.status === 'ready') return redis
    throw new AppError('unavailable', 'Sign-in is away for a moment; try again soon.', { retryAfterSeconds: RETRY_AFTER_SECONDS })
  }
  return {
    /** Opens a session and answers its token, which is told to nobody but the browser. */
    open: async (accountId: string): Promise<string> => {
      const token = createToken()
      await ready().set(toKey(token), JSON.stringify({ accountId }), 'EX', IDLE_SECONDS)
      return token
    },
    /** The account of a token, or null; every use keeps the session alive for another twelve hours. */
    find: async (token: string): Promise<string | null> => {
      const session = await ready().getex(toKey(token), 'EX', IDLE_SECONDS)
      return session === null ? null : stored.parse(JSON.parse(session)).accountId
    },
    end: async (token: string): Promise<void> => void (await ready().del(toKey(token))),
  }
}
export type Sessions = ReturnType<typeof createSessions>
