import type { Redis } from 'ioredis'
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible'
import { AppError } from '../platform/errors.ts'

const WINDOW_SECONDS = 15 * 60
const FAILURES_PER_ADDRESS_AND_ACCOUNT = 10

/** A whole office often shares one address. */
const FAILURES_PER_ADDRESS = 100

/** Many addresses can try one account: after so many failures from browsers that it does not know, it is locked to such browsers. */
const FAILURES_PER_ACCOUNT = 20
const ACCOUNT_WINDOW_SECONDS = 3600
export const LOCK_SECONDS = 30 * 60

interface LimiterOptions { keyPrefix: string; points: number; duration: number; blockDuration?: number }

/** Counts in Redis; while Redis is away each process counts on its own, so guessing is never free. */
function createLimiter(redis: Redis, options: LimiterOptions) {
  return new RateLimiterRedis({ storeClient: redis, ...options, insuranceLimiter: new RateLimiterMemory(options), rejectIfRedisNotReady: true })
}

async function take(limiter: RateLimiterRedis, key: string, detail: string, onFirstRefusal?: () => Promise<void>): Promise<void> {
  try {
    await limiter.consume(key)
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal
    if (refusal.consumedPoints === limiter.points + 1) await onFirstRefusal?.()
    throw new AppError('too-many-requests', detail, { retryAfterSeconds: Math.max(1, Math.ceil(refusal.msBeforeNext / 1000)) })
  }
}

const TRIED_TOO_OFTEN = 'Too many failed sign-ins; wait until the time in Retry-After has passed.'

/** Who tries: `browser` names one in which this account has signed in before; else null. */
export interface SignInTry { address: string; email: string; browser: string | null }

/**
 * Slows down guessing of passwords. Every try is counted before the password is looked at, and given back if it was right. An e-mail
 * without an account is counted and locked alike, so nobody learns which ones there are; `onLocked` is told the e-mail.
 */
export function createSignInLimit({ redis, onLocked }: { redis: Redis; onLocked(email: string): Promise<void> }) {
  const pair = createLimiter(redis, { keyPrefix: 'sign-in:both', points: FAILURES_PER_ADDRESS_AND_ACCOUNT, duration: WINDOW_SECONDS })
  const perAddress = createLimiter(redis, { keyPrefix: 'sign-in:address', points: FAILURES_PER_ADDRESS, duration: WINDOW_SECONDS })
  const perAccount = createLimiter(redis, {
    keyPrefix: 'sign-in:account', points: FAILURES_PER_ACCOUNT, duration: ACCOUNT_WINDOW_SECONDS, blockDuration: LOCK_SECONDS,
  })
  const toPair = ({ address, email, browser }: SignInTry) => `${browser ?? address} ${email}`
  return {
    /** Counts a try; throws 429 with Retry-After (seconds) once too many have failed. */
    count: async (attempt: SignInTry) => {
      await take(pair, toPair(attempt), TRIED_TOO_OFTEN)
      await take(perAddress, attempt.address, TRIED_TOO_OFTEN)
      if (attempt.browser === null) await take(perAccount, attempt.email, TRIED_TOO_OFTEN, () => onLocked(attempt.email))
    },
    /** The password was right. */
    giveBack: async (attempt: SignInTry) => {
      await pair.delete(toPair(attempt))
      await perAddress.reward(attempt.address)
      if (attempt.browser === null) await perAccount.delete(attempt.email)
    },
    /** An administrator lets an account try again at once. */
    unlock: async (email: string) => void (await perAccount.delete(email)),
  }
}
export type SignInLimit = ReturnType<typeof createSignInLimit>

/** At most `points` failures of one address in `durationSeconds`, for codes that could be guessed. */
export function createAddressLimit({ redis, name, points, durationSeconds }: { redis: Redis; name: string; points: number; durationSeconds: number }) {
  const limiter = createLimiter(redis, { keyPrefix: name, points, duration: durationSeconds })
  return {
    count: (address: string) => take(limiter, address, 'Too many tries from this address; wait until the time in Retry-After has passed.'),
    /** The code was right. */
    giveBack: async (address: string) => void (await limiter.reward(address)),
  }
}
