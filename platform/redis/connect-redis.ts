import { Redis } from 'ioredis'

/** Commands wait while Redis is away and are sent when it is back; who cannot wait sets a limit of their own. */
const OPTIONS = { maxRetriesPerRequest: null, retryStrategy: (attempt: number) => Math.min(attempt * 100, 2_000) } as const

/** A connection by URL, or to the socket of the Redis we launched. */
export const connectRedis = (to: { url: string } | { socketPath: string }): Redis =>
  'url' in to ? new Redis(to.url, OPTIONS) : new Redis(to.socketPath, OPTIONS)
