import assert from 'node:assert/strict'
import fc from 'fast-check'
import { wilson } from '../../../analytics/statistics/wilson.ts'

describe('Wilson interval', () => {
  // Reference values: SciPy 1.17.1.
  const REFERENCE: [number, number, number, number][] = [
    [0, 3, 0, 0.561497], [2, 3, 0.20766, 0.938508], [3, 3, 0.438503, 1], [8, 10, 0.490162, 0.943318], [45, 50, 0.786398, 0.956524],
    [70, 100, 0.604151, 0.781051], [81, 100, 0.722212, 0.874852], [90, 100, 0.825634, 0.944771], [0, 20, 0, 0.161125],
    [2700, 3000, 0.888748, 0.910229], [5, 5, 0.565518, 1], [76, 83, 0.836005, 0.958547], [4111, 4215, 0.970192, 0.979594],
  ]
  for (const [k, n, lower, upper] of REFERENCE) {
    it(`gives ${lower}–${upper} for ${k} of ${n}`, () => {
      const interval = wilson(k, n)
      assert.ok(interval)
      assert.ok(Math.abs(interval.lower - lower) < 1e-6 && Math.abs(interval.upper - upper) < 1e-6, JSON.stringify(interval))
    })
  }

  it('has nothing to say about no observations', () => assert.equal(wilson(0, 0), null))

  it('ends at exactly 0 where nobody is satisfied, and at 1 where everybody is', () => {
    for (let n = 1; n <= 200; n += 1) assert.deepEqual([wilson(0, n)?.lower, wilson(n, n)?.upper], [0, 1], String(n))
  })

  it('always lies in 0–1 and contains the share', () => {
    fc.assert(fc.property(fc.nat(100_000), fc.integer({ min: 1, max: 100_000 }), (k, n) => {
      const interval = wilson(Math.min(k, n), n)
      const share = Math.min(k, n) / n
      assert.ok(interval && interval.lower >= 0 && interval.upper <= 1)
      assert.ok(interval.lower <= share + 1e-12 && interval.upper >= share - 1e-12)
    }))
  })
})
