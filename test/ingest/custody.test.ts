import assert from 'node:assert/strict'
import fc from 'fast-check'
import { toMissing } from '../../ingest/custody/custody.ts'
import { until } from '../support/client.ts'
import { aRating } from '../support/events.ts'
import { testService } from '../support/service.ts'

describe('custody of a tablet’s ratings', () => {
  it('names exactly the numbers that have not come', () => {
    fc.assert(fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 60 })), (seqs) => {
      const sorted = seqs.sort((a, b) => a - b)
      const missing = toMissing(0, sorted).flatMap(([from, to]) => Array.from({ length: to - from + 1 }, (_, i) => from + i))
      assert.deepEqual([...sorted, ...missing].sort((a, b) => a - b), Array.from({ length: sorted.at(-1) ?? 0 }, (_, i) => i + 1))
    }))
  })

  it('tells a tablet what is missing at once, and what is stored when the warehouse has it', async () => {
    const { client } = await testService()
    const { counters } = await client.makeCentre('CUST')
    const made = (await client.request('POST', '/api/v1/devices', { cookie: client.cookie, body: { counterCode: counters[0] } })).json
    const { token } = (await client.request('POST', '/api/v1/devices/enrol', { body: { enrolmentCode: made.enrolmentCode, appVersion: 'test' } })).json
    const send = (ratings: unknown[]) => client.sendRatings(ratings, token)
    const beat = async () => (await client.request('POST', '/api/v1/devices/heartbeat', { token, body: { sentAt: new Date().toISOString(), appVersion: 'test', queued: 0, seq: 5 } })).json

    // A tablet names no counter: its place at that time counts.
    const now = () => new Date().toISOString()
    const numbered = [1, 2, 4, 5].map((seq) => ({ ...aRating(''), counterCode: undefined, seq, occurredAt: now() }))
    assert.deepEqual((await send(numbered)).json.custody, { contiguousTo: 2, missing: [[3, 3]] })
    assert.deepEqual((await send([{ ...aRating(''), counterCode: undefined, seq: 3, score: 9, occurredAt: now() }, { ...numbered[0] }])).json.custody, { contiguousTo: 5, missing: [] }, 'a refused number counts as settled')
    await until(async () => (await beat()).storedTo === 5)
    const month = now().slice(0, 7)
    await until(async () => (await client.values('counter-satisfaction', { period: month, level: 'counter', parent: 'CUST' }))[0]?.sampleSize === 4)
  })
})
