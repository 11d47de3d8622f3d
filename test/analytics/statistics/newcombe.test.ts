import assert from 'node:assert/strict'
import fc from 'fast-check'
import { compareShares } from '../../../analytics/statistics/newcombe.ts'

const rounded = (value: number | undefined, decimals: number) => Number(value?.toFixed(decimals))
const share = fc.tuple(fc.nat(3_000), fc.integer({ min: 1, max: 3_000 })).map(([k, n]) => ({ k: Math.min(k, n), n }))

describe('the difference of two shares', () => {
  it('has Newcombe’s interval', () => {
    const [first, second] = [compareShares({ k: 90, n: 100 }, { k: 70, n: 100 }), compareShares({ k: 56, n: 70 }, { k: 48, n: 80 })]
    assert.deepEqual([first?.difference, first?.lower, first?.upper].map((it) => rounded(it, 5)), [0.2, 0.09, 0.30579])
    assert.deepEqual([second?.lower, second?.upper].map((it) => rounded(it, 5)), [0.05243, 0.33387])
  })

  it('lies in −1 … 1, contains the difference, and turns round with its two sides', () => {
    fc.assert(fc.property(share, share, (one, other) => {
      const [there, back] = [compareShares(one, other), compareShares(other, one)]
      assert.ok(there && back && there.lower >= -1 && there.upper <= 1)
      assert.ok(there.lower <= there.difference && there.difference <= there.upper)
      assert.ok(Math.abs(there.lower + back.upper) < 1e-12 && Math.abs(there.upper + back.lower) < 1e-12)
    }), { seed: 98 })
  })

  it('says nothing where one side was not observed', () => assert.equal(compareShares({ k: 0, n: 0 }, { k: 3, n: 4 }), null))
})
