import type { Redis } from 'ioredis'
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible'
import { AppError } from '../platform/errors.ts'

const WINDOW_SECONDS = 15 * 60
const FAILURES_PER_ADDRESS_AND_ACCOUNT = 10

/** A whole office often shares one address, and many addresses can try one account: both get a wider limit of their own. */
const FAILURES_PER_ADDRESS = 100
const FAILURES_PER_ACCOUNT = 100

/** Counts in Redis; while Redis is away each process counts on its own, so guessing is never free. */
function createLimiter(redis: Redis, keyPrefix: string, points: number, duration: number) {
  const insuranceLimiter = new RateLimiterMemory({ keyPrefix, points, duration })
  return new RateLimiterRedis({ storeClient: redis, keyPrefix, points, duration, insuranceLimiter, rejectIfRedisNotReady: true })
}

async function take(limiter: RateLimiterRedis, key: string, detail: string): Promise<void> {
  try {
    await limiter.consume(key)
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal
    throw new AppError('too-many-requests', detail, { retryAfterSeconds: Math.max(1, Math.ceil(refusal.msBeforeNext / 1000)) })
  }
}

const TRIED_TOO_OFTEN = 'Too many failed sign-ins; wait until the time in Retry-After has passed.'

/** Slows down guessing of passwords. Every try is counted before the password is looked at, and given back if it was right. */
export function createSignInLimit({ redis }: { redis: Redis }) {
  const both = createLimiter(redis, 'sign-in:both', FAILURES_PER_ADDRESS_AND_ACCOUNT, WINDOW_SECONDS)
  const perAddress = createLimiter(redis, 'sign-in:address', FAILURES_PER_ADDRESS, WINDOW_SECONDS)
  const perAccount = createLimiter(redis, 'sign-in:account', FAILURES_PER_ACCOUNT, WINDOW_SECONDS)
  return {
    /** Counts a try; throws 429 with Retry-After (seconds) once too many have failed. */
    count: async (address: string, email: string) => {
      await take(both, `${address} ${email}`, TRIED_TOO_OFTEN)
      await take(perAddress, address, TRIED_TOO_OFTEN)
      await take(perAccount, email, TRIED_TOO_OFTEN)
    },
    /** The password was right. */
    giveBack: async (address: string, email: string) => {
      await both.delete(`${address} ${email}`)
      await perAddress.reward(address)
      await perAccount.reward(email)
    },
  }
}
export type SignInLimit = ReturnType<typeof createSignInLimit>

/** At most `points` failures of one address in `durationSeconds`, for codes that could be guessed. */
export function createAddressLimit({ redis, name, points, durationSeconds }: { redis: Redis; name: string; points: number; durationSeconds: number }) {
  const limiter = createLimiter(redis, name, points, durationSeconds)
  return {
    count: (address: string) => take(limiter, address, 'Too many tries from this address; wait until the time in Retry-After has passed.'),
    /** The code was right. */
    giveBack: async (address: string) => void (await limiter.reward(address)),
  }
}
