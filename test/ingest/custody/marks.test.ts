import assert from 'node:assert/strict'
import fc from 'fast-check'
import { createCustody, PLAUSIBLE_STEP, toMarks } from '../../../ingest/custody/custody.ts'
import type { Rating } from '../../../contract/rating.ts'
import { until } from '../../support/client.ts'
import { aRating } from '../../support/events.ts'
import { openIngestRoom, type IngestRoom } from '../../support/ingest-room.ts'
import { quietLogger } from '../../support/stores.ts'

describe('the marks of custody', function () {
  let room: IngestRoom
  before(async () => {
    room = await openIngestRoom()
    await room.client.makeCentre('MARK')
  })
  after(() => room.close())

  const aTap = (seq: number, over: Partial<Rating> = {}) => ({ ...aRating(''), counterCode: undefined, seq, occurredAt: new Date().toISOString(), ...over })
  const newTablet = async () => {
    const tablet = await room.enrol('MARK.Q1')
    return {
      ...tablet,
      send: async (ratings: unknown[]) => {
        const answer = await room.client.sendRatings(ratings, tablet.token)
        await room.settled()
        return answer.json.custody as unknown
      },
      beat: async (seq = 0) => {
        const { json } = await room.client.request('POST', '/api/v1/devices/heartbeat', { token: tablet.token, body: { sentAt: new Date().toISOString(), appVersion: '1', queued: 0, seq } })
        return [json.storedTo, json.missing]
      },
    }
  }

  it('are what counting gives, in whatever order and however often numbers come', async () => {
    const custody = createCustody({ redis: room.redis, readStoredRanges: async () => [], logger: quietLogger })
    let senders = 0
    await fc.assert(fc.asyncProperty(fc.array(fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 6 }), async (deliveries) => {
      const sender = `device:property-${senders += 1}`
      const come = new Set<number>()
      for (const delivery of deliveries) {
        for (const seq of delivery) come.add(seq)
        const state = (await custody.received(new Map([[sender, delivery]]))).get(sender)
        const missing = state?.missing.flatMap(([from, to]) => Array.from({ length: to - from + 1 }, (_, i) => from + i))
        const highest = Math.max(...come)
        const expected = Array.from({ length: highest }, (_, i) => i + 1).filter((seq) => !come.has(seq))
        assert.deepEqual([state?.contiguousTo, missing], [(expected[0] ?? highest + 1) - 1, expected])
      }
    }), { numRuns: 40, seed: 20_261_114 })
  })

  it('are made anew from the warehouse when Redis has lost everything', async () => {
    const tablet = await newTablet()
    await tablet.send([aTap(1), aTap(2), aTap(4), aTap(5, { score: 9 }), aTap(6, { occurredAt: '2001-01-01T00:00:00Z' })])
    await until(async () => JSON.stringify(await tablet.beat()) === '[6,[[3,3]]]')
    await room.redis.flushall()
    assert.deepEqual(await tablet.beat(), [6, [[3, 3]]], 'stored, refused and set aside')
    await room.redis.flushall()
    assert.deepEqual(await tablet.send([aTap(8)]), { contiguousTo: 2, missing: [[3, 3], [7, 7]] })
    assert.deepEqual(await tablet.send([aTap(3), aTap(7)]), { contiguousTo: 8, missing: [] })
  })

  it('let nothing be forgotten that was only acknowledged when Redis lost everything', async () => {
    const tablet = await newTablet()
    await tablet.send([aTap(1)])
    await room.worker.close()
    try {
      assert.equal((await room.client.sendRatings([aTap(2), aTap(3)], tablet.token)).status, 202)
      await room.redis.flushall()
      assert.deepEqual(await tablet.beat(3), [1, []])
    } finally {
      room.worker.start()
    }
  })

  it('allow no tablet to forget while they are unknown', async () => {
    const custody = createCustody({ redis: room.redis, readStoredRanges: () => Promise.reject(new Error('the warehouse is away')), logger: quietLogger })
    assert.deepEqual(await custody.storedTo('device:unknown'), { storedTo: 0, missing: [] })
    assert.deepEqual(await custody.received(new Map([['device:unknown', [1]]])), new Map())
  })

  it('do not believe a step of more than 10,000: the rating counts, and no giant hole opens', async () => {
    const tablet = await newTablet()
    const [far, farthest] = [aTap(2 + PLAUSIBLE_STEP), aTap(Number.MAX_SAFE_INTEGER)]
    assert.deepEqual(await tablet.send([aTap(1), far, farthest]), { contiguousTo: 1, missing: [] })
    const stored = await room.read(`SELECT count() AS value FROM ratings WHERE id IN ('${far.id}', '${farthest.id}')`)
    assert.deepEqual([stored, await tablet.beat()], [['2'], [1, []]])
    await room.redis.flushall()
    assert.deepEqual(await tablet.beat(), [1, []], 'also when they are made anew')
    assert.deepEqual(await tablet.send([aTap(2)]), { contiguousTo: 2, missing: [] })
  })

  it('believe a step of 10,000', async () => {
    const tablet = await newTablet()
    assert.deepEqual(await tablet.send([aTap(1), aTap(1 + PLAUSIBLE_STEP)]), { contiguousTo: 1, missing: [[2, PLAUSIBLE_STEP]] })
    assert.deepEqual(toMarks([[1, 1], [1 + PLAUSIBLE_STEP, 1 + PLAUSIBLE_STEP]]), { contiguousTo: 1, beyond: [1 + PLAUSIBLE_STEP] })
    assert.deepEqual(toMarks([[1, 1], [2 + PLAUSIBLE_STEP, 2 + PLAUSIBLE_STEP]]), { contiguousTo: 1, beyond: [] })
  })
})
