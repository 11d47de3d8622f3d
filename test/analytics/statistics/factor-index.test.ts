import assert from 'node:assert/strict'
import { correlationsOf, findDrivers, lmgShares } from '../../../analytics/statistics/drivers.ts'
import { toFactorIndex, type ItemPattern } from '../../../analytics/statistics/factor-index.ts'

const near = (actual: number | undefined, expected: number, tolerance = 1e-6) => assert.ok(actual !== undefined && Math.abs(actual - expected) < tolerance, `${actual} is not ${expected}`)
/** Two items that are answered independently of who else answered, as counts alone are given. */
const patternsOf = (items: [satisfied: number, n: number][], people: number): ItemPattern[] =>
  Array.from({ length: people }, (_, person) => ({ satisfied: items.map(([satisfied, n]) => (person < n ? person < satisfied : null)), times: 1 }))

describe('the index of a factor', () => {
  it('is the mean of its items’ shares, which is not the share of all answers (statistics.md 1.3)', () => {
    near(toFactorIndex(patternsOf([[84, 98], [80, 90]], 98), 2)?.value, 0.873016)
    near(toFactorIndex(patternsOf([[85, 100], [65, 95]], 100), 2)?.value, 0.767105)
  })

  it('has, of one item, Wilson’s interval', () => {
    const overall = toFactorIndex(patternsOf([[85, 100]], 100), 1)
    near(overall?.lower, 0.7672, 5e-5)
    near(overall?.upper, 0.9069, 5e-5)
  })

  it('is as certain as its people are many, not its answers: items that everybody answers alike add nothing', () => {
    const alike = toFactorIndex([{ satisfied: [true, true, true], times: 80 }, { satisfied: [false, false, false], times: 20 }], 3)
    const apart = toFactorIndex([{ satisfied: [true, true, false], times: 27 }, { satisfied: [true, false, true], times: 27 }, { satisfied: [false, true, true], times: 26 }, { satisfied: [true, true, true], times: 20 }], 3)
    near(alike?.effectiveN, 100, 1e-9)
    assert.ok(apart && alike && apart.upper - apart.lower < alike.upper - alike.lower)
  })

  it('leaves out what was not answered, and is nothing where nobody answered', () => {
    near(toFactorIndex([{ satisfied: [true, null], times: 9 }, { satisfied: [false, null], times: 1 }], 2)?.value, 0.9)
    assert.equal(toFactorIndex([{ satisfied: [null, null], times: 5 }], 2), null)
  })
})

describe('what goes along with satisfaction', () => {
  it('has the shares of R² of the reference (statistics.md 6)', () => {
    const R = [[1, .62, .55, .70, .66, .48], [.62, 1, .58, .54, .50, .41], [.55, .58, 1, .47, .52, .44], [.70, .54, .47, 1, .63, .45], [.66, .50, .52, .63, 1, .47], [.48, .41, .44, .45, .47, 1]]
    const { r2, shares } = lmgShares(R)
    near(r2, 0.63164149, 1e-8)
    for (const [index, expected] of [0.13180980, 0.08565695, 0.19701547, 0.15491303, 0.06224624].entries()) near(shares[index], expected, 1e-8)
  })

  it('is said from 200 complete answers on, the same each time, and never where the intervals overlap', () => {
    const rows = Array.from({ length: 240 }, (_, i) => [(i % 5) + ((i * 7) % 3) / 3, i % 5, Math.floor(i / 5) % 5])
    assert.equal(findDrivers(rows.slice(0, 199)), null)
    const [first, again] = [findDrivers(rows, { resamples: 50 }), findDrivers(rows, { resamples: 50 })]
    assert.deepEqual(first, again)
    assert.ok(first?.distinguishable && (first.shares[0]?.share ?? 0) > (first.shares[1]?.share ?? 1))
    assert.equal(findDrivers(rows.map((_, i) => [(i * 7) % 11, i % 5, Math.floor(i / 5) % 5]), { resamples: 50 })?.distinguishable, false)
  })

  it('takes a column without any spread for one that says nothing', () => assert.deepEqual(correlationsOf([[1, 2], [1, 3]]), [[1, 0], [0, 1]]))
})
