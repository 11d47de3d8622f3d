import assert from 'node:assert/strict'
import { setTimeout as wait } from 'node:timers/promises'
import { ratingBatch, rating as ratingContract } from '../../contract/rating.ts'
import type { RatingDelivery } from '../../simulate/late-tablets.ts'
import { startTrickle } from '../../simulate/live-trickle.ts'
import { createWorld } from '../../simulate/world.ts'

describe('the live trickle', () => {
  const { citizens } = createWorld({ seed: 766, startsOn: '2025-11-24' })

  it('gives a rating at a demo counter at every beat until it is stopped', async () => {
    const sent: RatingDelivery[] = []
    const trickle = startTrickle({ citizens, clock: Date.now, everyMs: 10, send: async (delivery) => void sent.push(delivery), onError: (error) => assert.fail(String(error)) })
    await wait(120)
    await trickle.stop()
    const count = sent.length
    assert.ok(count >= 3)
    await wait(40)
    assert.equal(sent.length, count)
    for (const delivery of sent) {
      assert.ok(ratingBatch.safeParse(delivery).success)
      for (const it of delivery.ratings) {
        const rating = ratingContract.parse(it)
        assert.match(rating.counterCode!, /^DEMO/)
        assert.ok(rating.occurredAt <= delivery.sentAt)
      }
    }
  })

  it('keeps what could not be sent and delivers it with the next, once', async () => {
    const attempts: string[][] = []
    const errors: unknown[] = []
    const trickle = startTrickle({
      citizens, clock: Date.now, everyMs: 10, onError: (error) => errors.push(error),
      send: async ({ ratings }) => {
        attempts.push(ratings.map(({ id }) => id))
        if (attempts.length <= 2) throw new Error('away')
      },
    })
    await wait(120)
    await trickle.stop()
    assert.equal(errors.length, 2)
    assert.deepEqual(attempts[2]!.slice(0, 1), attempts[0])
    const delivered = attempts.slice(2).flat()
    assert.equal(new Set(delivered).size, delivered.length)
  })
})
