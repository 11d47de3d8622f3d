import assert from 'node:assert/strict'
import fc from 'fast-check'
import { judgeSilence, toThresholds, toUsualRatio } from '../../../registry/devices/silence.ts'

const NOTHING = { servings: 0, ratings: 0 }
const levelOf = (servings: number, ratio: number, counter = NOTHING) => judgeSilence({ servings, ratio, counter })?.level ?? null

describe('the silence of a tablet', () => {
  it('is held against 0.3 ratings a serving where nothing is known, and against the counter’s own habit where much is', () => {
    assert.equal(toUsualRatio(NOTHING, NOTHING), 0.3)
    assert.ok(Math.abs(toUsualRatio({ servings: 3_000, ratings: 1_500 }, NOTHING) - 0.5) < 0.01)
    const centre = { servings: 5_000, ratings: 500 }
    const known = toUsualRatio({ servings: 30, ratings: 15 }, centre)
    assert.ok(known > 0.1 && known < 0.5, 'thirty servings weigh as much as the centre')
  })

  it('is worth attention from three expected ratings on and an alarm from five', () => {
    assert.deepEqual([levelOf(9, 0.3), levelOf(10, 0.3), levelOf(16, 0.3), levelOf(17, 0.3)], [null, 'attention', 'attention', 'alarm'])
  })

  it('says nothing of a counter that nobody ever rates', () => {
    const counter = { servings: 600, ratings: 0 }
    assert.equal(levelOf(60, toUsualRatio(counter, { servings: 600, ratings: 0 }), counter), null)
  })

  it('accuses a healthy tablet on fewer than one day in a hundred, however busy its counter is', () => {
    fc.assert(fc.property(fc.integer({ min: 20, max: 20_000 }), (ratings) => {
      const perDay = ratings / 20
      // Each rating of a day begins a pause; its chance to outlast the threshold is e^−λ.
      assert.ok(perDay * Math.exp(-toThresholds({ servings: 1_000, ratings }).alarm) <= 0.01)
    }))
  })
})
