import assert from 'node:assert/strict'
import { createLogger } from '../../platform/logger.ts'
import { freshRecord, sharedRedis } from '../support/stores.ts'

describe('the log', () => {
  let lines = ''
  beforeEach(() => { lines = '' })
  const logger = createLogger({ logLevel: 'info' }, { write: (line) => { lines += line } })

  it('keeps secrets and personal data out, wherever they travel', () => {
    logger.info({ password: 'geheim', account: { email: 'geheim' }, request: { headers: { authorization: 'geheim', cookie: 'geheim' } }, rating: { comment: 'geheim' } }, 'said')
    assert.match(lines, /"said"/)
    assert.doesNotMatch(lines, /geheim/)
  })

  it('keeps them out when a store repeats what it was given in its error', async () => {
    const [redis, record] = [await sharedRedis(), await freshRecord()]
    await redis.set('text', 'x')
    for (const failing of [
      () => redis.lpush('text', 'geheim'),
      () => record.query('CREATE TABLE mark (email text UNIQUE)').then(() => record.query('INSERT INTO mark VALUES ($1), ($1)', ['geheim'])),
    ]) {
      await failing().then(() => assert.fail('it should fail'), (error: unknown) => logger.error({ err: error }, 'failed'))
    }
    assert.match(lines, /WRONGTYPE[\s\S]*duplicate key/)
    assert.doesNotMatch(lines, /geheim/)
  })

  it('says nothing below its level', () => {
    logger.debug('unheard')
    assert.equal(lines, '')
  })
})
