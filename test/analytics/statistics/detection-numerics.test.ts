import assert from 'node:assert/strict'
import fc from 'fast-check'
import { adjustByBenjaminiHochberg } from '../../../analytics/statistics/benjamini-hochberg.ts'
import { betaBinomialMidP } from '../../../analytics/statistics/beta-binomial.ts'
import { betweenVariance, winsorisedMeanSquare } from '../../../analytics/statistics/between-variance.ts'
import { logGamma, normalCdf, normalQuantile } from '../../../analytics/statistics/special-functions.ts'

const isNear = (value: number, reference: number, relative = 1e-9) =>
  assert.ok(Math.abs(value - reference) <= relative * Math.abs(reference), `${value} is not ${reference}`)

describe('the numerics of detection', () => {
  it('have the normal distribution of SciPy, far tails included', () => {
    isNear(normalCdf(1.959963984540054), 0.975, 1e-14)
    isNear(normalCdf(-8), 6.220960574e-16)
    isNear(normalCdf(-3.09), 0.0010007825, 1e-7)
    isNear(normalQuantile(0.975), 1.959963984540054, 1e-13)
    isNear(normalQuantile(1e-10), -6.361340902404056, 1e-12)
  })

  it('have a quantile that undoes the distribution', () => {
    fc.assert(fc.property(fc.double({ min: 1e-12, max: 1 - 1e-12, noNaN: true }), (p) => isNear(normalCdf(normalQuantile(p)), p, 1e-10)))
  })

  it('have ln Γ by its factorials and its recurrence, across the seam to Stirling’s series', () => {
    isNear(logGamma(11), Math.log(3_628_800), 1e-14)
    isNear(logGamma(0.5), Math.log(Math.sqrt(Math.PI)), 1e-14)
    fc.assert(fc.property(fc.double({ min: 0.01, max: 5_000, noNaN: true }), (x) => assert.ok(Math.abs(logGamma(x + 1) - logGamma(x) - Math.log(x)) < 1e-10 * Math.max(1, logGamma(x + 1)))))
  })

  it('have the exact tails of the beta-binomial', () => {
    isNear(betaBinomialMidP(8, 30, 3, 27), 0.0344836086)
    isNear(betaBinomialMidP(0, 10, 2, 20), 0.7741935484)
    isNear(betaBinomialMidP(400, 3000, 10, 90), 0.1380971719)
    isNear(betaBinomialMidP(25, 40, 0.3675 * 30, 0.6325 * 30), 0.0158732001, 1e-8)
    isNear(betaBinomialMidP(36, 40, 0.3675 * 30, 0.6325 * 30), 1.0110895e-6, 1e-7)
  })

  it('have tails that fall as the count rises, and that mirror each other', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 300 }), fc.double({ min: 0.2, max: 50, noNaN: true }), fc.double({ min: 0.2, max: 50, noNaN: true }), fc.nat(), (n, a, b, seed) => {
      const k = seed % n
      assert.ok(betaBinomialMidP(k, n, a, b) >= betaBinomialMidP(k + 1, n, a, b) - 1e-12)
      assert.ok(Math.abs(betaBinomialMidP(k, n, a, b) + betaBinomialMidP(n - k, n, b, a) - 1) < 1e-9)
    }))
  })

  it('adjust the fifteen p-values of Benjamini and Hochberg as they did', () => {
    const p = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528, 0.759, 1]
    const adjusted = adjustByBenjaminiHochberg(p)
    assert.deepEqual(adjusted.slice(0, 10).map((it) => Number(it.toFixed(6))), [0.0015, 0.003, 0.0095, 0.035625, 0.0603, 0.063857, 0.063857, 0.0645, 0.0765, 0.486])
    assert.equal(adjusted.filter((it) => it <= 0.05).length, 4)
  })

  it('expect of winsorised normal scores what integration gives', () => {
    isNear(winsorisedMeanSquare(0.1), 0.6786545589528744, 1e-14)
    isNear(winsorisedMeanSquare(0.05), 0.8312682811)
    isNear(winsorisedMeanSquare(0.2), 0.4120867267)
  })

  it('find no spread where there is none, and say nothing of fewer than ten', () => {
    assert.equal(betweenVariance(Array.from({ length: 40 }, (_, i) => (i % 2 ? 0.1 : -0.1)), Array.from({ length: 40 }, () => 1)), 0)
    assert.equal(betweenVariance([9, -9, 9], [1, 1, 1]), 0)
  })
})
