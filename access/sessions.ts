import type { Redis } from 'ioredis'
import { z } from 'zod'
import type { SessionRow } from '../contract/account.ts'
import type { Clock } from '../platform/clock.ts'
import { AppError } from '../platform/errors.ts'
import { createToken, hashToken } from './secret-token.ts'

/** Half a day without a request ends a session, and a week in any case. */
const IDLE_SECONDS = 12 * 3600
const LONGEST_SECONDS = 7 * 24 * 3600

const RETRY_AFTER_SECONDS = 5
const BROWSER_LENGTH = 200

const stored = z.object({
  accountId: z.string(), epoch: z.number(), openedAt: z.number(), method: z.enum(['password', 'single-sign-on']), browser: z.string(),
})
export type StoredSession = z.infer<typeof stored>
export type SignInMethod = StoredSession['method']

const toKey = (id: string) => `session:${id}`
const toListKey = (accountId: string) => `sessions-of:${accountId}`

/**
 * Who is signed in, in Redis: the token only as its hash, so reading Redis lets nobody in. The hash is also the session's id. Whether a
 * session is still of its account's present epoch is judged by `identify`.
 */
export function createSessions({ redis, clock }: { redis: Redis; clock: Clock }) {
  // The connection keeps commands until Redis is back; a page must not wait for that.
  const ready = (): Redis => {
    if (redis.status === 'ready') return redis
    throw new AppError('unavailable', 'Sign-in is away for a moment; try again soon.', { retryAfterSeconds: RETRY_AFTER_SECONDS })
  }
  const isTooOld = ({ openedAt }: StoredSession) => clock() - openedAt >= LONGEST_SECONDS * 1000
  const endById = async (id: string, accountId: string): Promise<void> =>
    void (await ready().multi().del(toKey(id)).srem(toListKey(accountId), id).exec())

  /** Every living session of an account, also those of earlier epochs. */
  const ofAccount = async (accountId: string): Promise<{ id: string; session: StoredSession; ttlSeconds: number }[]> => {
    const ids = await ready().smembers(toListKey(accountId))
    const found = await Promise.all(ids.map(async (id) => {
      const [text, ttlSeconds] = await Promise.all([ready().get(toKey(id)), ready().ttl(toKey(id))])
      if (text === null) await ready().srem(toListKey(accountId), id)
      return text === null ? [] : [{ id, session: stored.parse(JSON.parse(text)), ttlSeconds }]
    }))
    return found.flat().filter((it) => !isTooOld(it.session))
  }

  return {
    /** Opens a session and answers its token, which is told to nobody but the browser. */
    open: async (accountId: string, { epoch = 0, method = 'password', browser = '' }: { epoch?: number; method?: SignInMethod; browser?: string } = {}): Promise<string> => {
      const token = createToken()
      const session: StoredSession = { accountId, epoch, method, openedAt: clock(), browser: browser.slice(0, BROWSER_LENGTH) }
      await ready().multi()
        .set(toKey(hashToken(token)), JSON.stringify(session), 'EX', IDLE_SECONDS)
        .sadd(toListKey(accountId), hashToken(token)).expire(toListKey(accountId), LONGEST_SECONDS)
        .exec()
      return token
    },

    /** The session of a token, or null; every use keeps it alive for another twelve hours, up to a week in all. */
    find: async (token: string): Promise<(StoredSession & { id: string }) | null> => {
      const text = await ready().getex(toKey(hashToken(token)), 'EX', IDLE_SECONDS)
      if (text === null) return null
      const session = stored.parse(JSON.parse(text))
      if (!isTooOld(session)) return { ...session, id: hashToken(token) }
      await endById(hashToken(token), session.accountId)
      return null
    },

    /** The same without keeping it alive: a page that is open and unattended is no use of a session. */
    peek: async (token: string): Promise<(StoredSession & { id: string }) | null> => {
      const text = await ready().get(toKey(hashToken(token)))
      const session = text === null ? null : stored.parse(JSON.parse(text))
      return session && !isTooOld(session) ? { ...session, id: hashToken(token) } : null
    },

    end: async (token: string): Promise<void> => {
      const text = await ready().get(toKey(hashToken(token)))
      if (text !== null) await endById(hashToken(token), stored.parse(JSON.parse(text)).accountId)
    },

    /** The sessions of an account that are of its epoch, the one seen last first. */
    list: async ({ accountId, epoch, thisId }: { accountId: string; epoch: number; thisId: string }): Promise<SessionRow[]> =>
      (await ofAccount(accountId)).filter(({ session }) => session.epoch >= epoch).map(({ id, session, ttlSeconds }) => ({
        id, isThis: id === thisId, openedAt: new Date(session.openedAt).toISOString(), browser: session.browser, method: session.method,
        lastSeenAt: new Date(clock() - (IDLE_SECONDS - ttlSeconds) * 1000).toISOString(),
      })).sort((a, b) => b.lastSeenAt.localeCompare(a.lastSeenAt)),

    /** Ends one session of an account; false when it has no such session. */
    endOne: async ({ accountId, id }: { accountId: string; id: string }): Promise<boolean> => {
      if ((await ready().sismember(toListKey(accountId), id)) === 0) return false
      await endById(id, accountId)
      return true
    },

    /** Ends all sessions of an account but one. */
    endOthers: async ({ accountId, keepId }: { accountId: string; keepId: string }): Promise<void> => {
      for (const { id } of await ofAccount(accountId)) if (id !== keepId) await endById(id, accountId)
    },
  }
}
export type Sessions = ReturnType<typeof createSessions>
