import assert from 'node:assert/strict'
import fc from 'fast-check'
import { addDecimals, fraction, roundHalfUp, toFraction } from '../../../analytics/statistics/round-half-up.ts'

describe('rounding half up', () => {
  it('goes up at the half where binary numbers would go down', () => {
    assert.deepEqual([roundHalfUp(fraction(1005, 1000), 2), roundHalfUp(fraction(1, 8), 2), roundHalfUp(fraction(8825, 1000), 2)], [1.01, 0.13, 8.83])
  })

  it('is never more than half a unit away, and never below it', () => {
    fc.assert(fc.property(fc.bigInt(0n, 10n ** 12n), fc.bigInt(1n, 10n ** 9n), fc.integer({ min: 0, max: 4 }), (numerator, denominator, decimals) => {
      const scale = 10n ** BigInt(decimals)
      const rounded = BigInt(Math.round(roundHalfUp({ numerator, denominator }, decimals) * Number(scale)))
      const twice = 2n * (rounded * denominator - numerator * scale)
      assert.ok(twice <= denominator && twice > -denominator)
    }), { seed: 766 })
  })

  it('takes decimals as they are written', () => {
    assert.deepEqual(toFraction(78.38), { numerator: 7838n, denominator: 100n })
    assert.deepEqual(toFraction(1e-7), { numerator: 1n, denominator: 10_000_000n })
    assert.throws(() => toFraction(-1), RangeError)
  })

  it('adds decimals without dust', () => {
    assert.equal(addDecimals([5.05, 0.75, 0.45], 2), 6.25)
  })
})
