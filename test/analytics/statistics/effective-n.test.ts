import assert from 'node:assert/strict'
import fc from 'fast-check'
import { meanOfLevels, toEffectiveN } from '../../../analytics/statistics/effective-n.ts'
import { wilson } from '../../../analytics/statistics/wilson.ts'

const close = (actual: number | undefined, expected: number, within: number) => assert.ok(actual !== undefined && Math.abs(actual - expected) <= within, `${actual} is not ${expected}`)
const counts = (levels: number) => fc.array(fc.nat(400), { minLength: levels, maxLength: levels }).filter((it) => it.some((count) => count > 0))

describe('the mean of levels', () => {
  // Counts from the lowest level up; mean in points, effective number, interval in points, as the method prints them.
  const REFERENCE: [counts: number[], mean: number, effectiveN: number, lower: number, upper: number][] = [
    [[3, 3, 6, 28, 60], 84.75, 228.001, 79.51, 88.84],
    [[0, 0, 0, 1, 9], 97.5, 39, 86.92, 99.57],
    [[1, 0, 0, 0, 4], 80, 5, 37.55, 96.38],
    [[4, 5, 41], 87, 62.905, 76.53, 93.21],
  ]
  for (const [levels, mean, effectiveN, lower, upper] of REFERENCE) {
    it(`of ${levels.join(', ')} is ${mean} [${lower}, ${upper}] from ${effectiveN} effective answers`, () => {
      const result = meanOfLevels(levels)
      close(result?.mean, mean / 100, 1e-12)
      close(result?.effectiveN, effectiveN, 5e-4)
      close(result?.lower, lower / 100, 5e-5)
      close(result?.upper, upper / 100, 5e-5)
    })
  }

  it('has the printed sample variance', () => close(meanOfLevels([3, 3, 6, 28, 60])?.variance, 0.056685606, 5e-10))

  it('is Wilson’s own interval for yes or no, but for the n − 1 of the variance', () => {
    fc.assert(fc.property(fc.integer({ min: 2, max: 5_000 }), fc.nat(5_000), (n, some) => {
      const k = some % (n + 1)
      const [ours, plain] = [meanOfLevels([n - k, k]), wilson(k, n)]
      assert.ok(ours && plain && ours.effectiveN === n)
      assert.ok(Math.abs(ours.lower - plain.lower) < 1e-12 && Math.abs(ours.upper - plain.upper) < 1e-12)
    }), { seed: 12 })
  })

  it('lies within 0–1 and in its interval, and rises when somebody answers a level higher', () => {
    fc.assert(fc.property(counts(5), fc.nat(3), (levels, at) => {
      const before = meanOfLevels(levels)
      assert.ok(before && before.lower >= 0 && before.upper <= 1 && before.lower <= before.mean + 1e-12 && before.upper >= before.mean - 1e-12)
      if (levels[at] === 0) return
      const after = meanOfLevels(levels.map((it, level) => it - Number(level === at) + Number(level === at + 1)))
      assert.ok(after && after.mean > before.mean)
    }), { seed: 13 })
  })

  it('is as certain as n to 8n answers, and less by the design effect', () => {
    fc.assert(fc.property(counts(5), fc.double({ min: 1, max: 9, noNaN: true }), (levels, designEffect) => {
      const [plain, clustered] = [meanOfLevels(levels), meanOfLevels(levels, designEffect)]
      assert.ok(plain && clustered && plain.effectiveN >= plain.n && plain.effectiveN <= 8 * plain.n)
      assert.ok(Math.abs(clustered.effectiveN * designEffect - plain.effectiveN) < 1e-6)
      assert.ok(clustered.upper - clustered.lower >= plain.upper - plain.lower - 1e-12)
    }), { seed: 14 })
  })

  it('claims nothing from answers that are all equal, or from one', () => {
    assert.deepEqual([toEffectiveN(7, 1, 0), meanOfLevels([0, 0, 0, 0, 1])?.effectiveN, meanOfLevels([0, 0, 0, 0, 0])], [7, 1, null])
  })

  it('refuses what is no count', () => {
    for (const wrong of [[5], [1, -1], [0.5, 2], [1, Number.NaN]]) assert.throws(() => meanOfLevels(wrong), RangeError)
  })
})
