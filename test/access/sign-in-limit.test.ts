import assert from 'node:assert/strict'
import { Redis } from 'ioredis'
import { createSessions } from '../../access/sessions.ts'
import { createSignInLimit } from '../../access/sign-in-limit.ts'
import { AppError } from '../../platform/errors.ts'

describe('signing in while Redis is away', () => {
  let redis: Redis
  before(() => {
    redis = new Redis('/nonexistent/redis.sock', { lazyConnect: true, maxRetriesPerRequest: null, retryStrategy: () => null })
    redis.on('error', () => {})
  })
  after(() => redis.disconnect())

  it('still counts failures, in the process itself', async () => {
    const limit = createSignInLimit({ redis, onLocked: async () => {} })
    for (let failure = 0; failure < 10; failure += 1) await limit.count({ address: '10.0.0.1', email: 'a@example.vn', browser: null })
    await assert.rejects(limit.count({ address: '10.0.0.1', email: 'a@example.vn', browser: null }), (error) =>
      error instanceof AppError && error.status === 429 && (error.retryAfterSeconds ?? 0) > 0)
  })

  it('answers at once that sessions are not there, instead of waiting for Redis', async () => {
    await assert.rejects(createSessions({ redis, clock: Date.now }).find('token'), (error) => error instanceof AppError && error.status === 503)
  })
})
