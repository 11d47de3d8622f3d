import assert from 'node:assert/strict'
import { TAIL_95, TAIL_998, toFunnelLimits, toSteps } from '../../../../web/ui/charts/funnel-limits.ts'

const near = (actual: number, expected: number, within: number) => assert.ok(Math.abs(actual - expected) <= within, `${actual} is not within ${within} of ${expected}`)

describe('the limits of a funnel', () => {
  it('are the interpolated binomial quantiles: of ten cases at one half, 0.1324 and 0.8676', () => {
    // P(X ≤ 1) = 11/1024, P(X ≤ 2) = 56/1024: (2 − (56/1024 − 0.025) / (45/1024)) / 10.
    const { lower, upper } = toFunnelLimits(10, 0.5, TAIL_95)
    near(lower, 0.132444, 1e-6)
    near(upper, 1 - 0.132444, 1e-6)
  })

  it('turn around with good and bad', () => {
    const [good, bad] = [toFunnelLimits(73, 0.94, TAIL_998), toFunnelLimits(73, 0.06, TAIL_998)]
    near(good.lower, 1 - bad.upper, 1e-12)
    near(good.upper, 1 - bad.lower, 1e-12)
  })

  it('hold the expected share, stay in 0–1, and close in as cases grow', () => {
    let before = { lower: -1, upper: 2 }
    for (const n of [10, 40, 160, 640, 2_000, 20_000, 100_000]) {
      const { lower, upper } = toFunnelLimits(n, 0.97, TAIL_998)
      assert.ok(lower >= Math.max(0, before.lower) && lower < 0.97 && upper > 0.97 && upper <= Math.min(1, before.upper), `n = ${n}: ${lower} to ${upper}`)
      before = { lower, upper }
    }
  })

  it('pass without a step from adding up to the expansion, also near all', () => {
    for (const share of [0.5, 0.8, 0.97]) for (const tail of [TAIL_95, TAIL_998]) {
      const [exact, expanded] = [toFunnelLimits(2_000, share, tail), toFunnelLimits(2_001, share, tail)]
      near(exact.lower, expanded.lower, 3e-5)
      near(exact.upper, expanded.upper, 3e-5)
    }
  })

  it('know no chance where all or none are expected', () => {
    assert.deepEqual(toFunnelLimits(50, 1, TAIL_95), { lower: 1, upper: 1 })
  })

  it('refuse what is no count, no share or no limit', () => {
    assert.throws(() => toFunnelLimits(0, 0.5, TAIL_95), /positive whole number/)
    assert.throws(() => toFunnelLimits(10, 1.2, TAIL_95), /a share lies in 0–1/)
    assert.throws(() => toFunnelLimits(10, 0.5, 0.05), /limits are drawn at/)
  })

  it('are computed at steps that include both ends once', () => {
    const steps = toSteps(10, 1_000, 5)
    assert.deepEqual(steps, [10, 32, 100, 316, 1_000])
  })
})
