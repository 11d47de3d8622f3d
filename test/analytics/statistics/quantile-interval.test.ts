import assert from 'node:assert/strict'
import fc from 'fast-check'
import { quantileOfHistogram, type HistogramBar } from '../../../analytics/statistics/quantile-interval.ts'

const upTo = (n: number): HistogramBar[] => Array.from({ length: n }, (_, index) => [index + 1, 1])
const bars = fc.array(fc.tuple(fc.nat(400), fc.integer({ min: 1, max: 60 })), { minLength: 1, maxLength: 30 })

describe('a quantile of a histogram', () => {
  it('takes an observed value: the middle one, or the lower of two', () => {
    const medianOf = (n: number) => quantileOfHistogram(upTo(n))?.value
    assert.deepEqual([medianOf(1), medianOf(2), medianOf(7), medianOf(8)], [1, 1, 4, 4])
    assert.equal(quantileOfHistogram([[3, 1], [10, 4], [21, 2]])?.value, 10)
    assert.deepEqual([quantileOfHistogram(upTo(10), 0.9)?.value, quantileOfHistogram(upTo(10), 0.95)?.value], [9, 10])
  })

  // Ranks of the usual tables of the sign test's interval for a median, and what they cover.
  for (const [n, lower, upper, coverage] of [[6, 1, 6, 0.96875], [10, 2, 9, 0.978516], [20, 6, 15, 0.958611], [25, 8, 18, 0.956715], [100, 40, 61, 0.9648]] as const) {
    it(`has its median of ${n} between the observations ${lower} and ${upper}`, () => {
      const result = quantileOfHistogram(upTo(n))
      assert.deepEqual([result?.lower, result?.upper], [lower, upper])
      assert.ok(Math.abs((result?.coverage ?? 0) - coverage) < 1e-6, String(result?.coverage))
    })
  }

  it('has no interval below six observations, and only one end near the edge', () => {
    assert.deepEqual([quantileOfHistogram(upTo(5))?.lower, quantileOfHistogram(upTo(5))?.coverage], [null, null])
    const high = quantileOfHistogram(upTo(20), 0.9)
    assert.deepEqual([high?.lower, high?.upper], [15, null])
  })

  it('agrees with the normal approximation for two million observations', () => {
    const result = quantileOfHistogram(upTo(1_000).map(([value]) => [value, 2_000]))
    assert.deepEqual([result?.value, result?.lower, result?.upper], [500, 500, 501])
  })

  it('does not depend on the order of its bars, contains its value, and covers at least 95 %', () => {
    fc.assert(fc.property(bars, (some) => {
      const [result, turned] = [quantileOfHistogram(some), quantileOfHistogram(some.toReversed())]
      assert.ok(result)
      assert.deepEqual(result, turned)
      assert.ok((result.lower ?? result.value) <= result.value && result.value <= (result.upper ?? result.value))
      assert.ok(result.coverage === null || (result.coverage >= 0.95 && result.coverage <= 1))
    }), { seed: 50 })
  })

  it('says nothing of nothing, and refuses what is no histogram or no level', () => {
    assert.equal(quantileOfHistogram([]), null)
    assert.throws(() => quantileOfHistogram([[1, -2]]), RangeError)
    assert.throws(() => quantileOfHistogram([[1, 2]], 1), RangeError)
  })
})
