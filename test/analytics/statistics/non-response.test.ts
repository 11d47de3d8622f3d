import assert from 'node:assert/strict'
import fc from 'fast-check'
import { sensitivityBand, toResponseLabel } from '../../../analytics/statistics/non-response.ts'

describe('what those who did not answer could change', () => {
  for (const [factor, lower, upper] of [[1.25, 81.93, 87.63], [1.5, 79.07, 89.47], [2, 73.91, 91.89]] as const) {
    it(`moves 85 % to ${lower}–${upper} where one opinion answers ${factor} times as readily`, () => {
      const band = sensitivityBand(0.85, factor)
      assert.deepEqual([band.lower, band.upper].map((it) => Number((100 * it).toFixed(2))), [lower, upper])
    })
  }

  it('stays in 0–1, contains the share, and widens with the factor', () => {
    fc.assert(fc.property(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 1, max: 5, noNaN: true }), fc.double({ min: 0, max: 5, noNaN: true }), (share, factor, more) => {
      const [narrow, wide] = [sensitivityBand(share, factor), sensitivityBand(share, factor + more)]
      assert.ok(narrow.lower >= 0 && narrow.upper <= 1 && narrow.lower <= share + 1e-12 && share <= narrow.upper + 1e-12)
      assert.ok(wide.lower <= narrow.lower + 1e-12 && narrow.upper <= wide.upper + 1e-12)
    }), { seed: 85 })
  })

  it('is said in a word: under 5 % not representative, under 20 % low, over 100 % not the same people', () => {
    assert.deepEqual([0, 0.0499, 0.05, 0.1999, 0.2, 1, 1.01].map(toResponseLabel),
      ['not-representative', 'not-representative', 'low', 'low', null, null, 'more-ratings-than-transactions'])
  })

  it('refuses what is no share', () => {
    assert.throws(() => sensitivityBand(1.2, 2), RangeError)
    assert.throws(() => sensitivityBand(0.5, 0.5), RangeError)
  })
})
