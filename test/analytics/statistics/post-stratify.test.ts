import assert from 'node:assert/strict'
import fc from 'fast-check'
import { combineChannels, postStratify, toFieldMeans, type Stratum } from '../../../analytics/statistics/post-stratify.ts'

const cell = (field: string, transactions: number, ratings: number, satisfied: number): Stratum => ({ field, transactions, ratings, satisfied })
const rounded = (value: number | undefined, decimals: number) => Number(value?.toFixed(decimals))

/** Two centres of one province; the means of its two fields come from both. */
const A = [cell('hotich', 1200, 300, 288), cell('datdai', 900, 60, 45), cell('datdai', 400, 8, 6), cell('hotich', 500, 200, 190)]
const B = [cell('hotich', 700, 70, 68), cell('datdai', 300, 120, 96)]

const anyCell = fc.record({ field: fc.constantFrom('a', 'b', 'c'), transactions: fc.nat(2_000), ratings: fc.nat(300), satisfied: fc.nat(300) })
  .map((it): Stratum => ({ ...it, satisfied: Math.min(it.satisfied, it.ratings) }))
const anyCells = fc.array(anyCell, { minLength: 1, maxLength: 12 })
const estimate = (cells: readonly Stratum[]) => {
  const means = toFieldMeans(cells)
  return means && postStratify(cells, means)
}

describe('post-stratification', () => {
  const means = toFieldMeans([...A, ...B])
  assert.ok(means)

  it('gives the printed estimate of centre A, where the busiest counters are the most praised', () => {
    const result = postStratify(A, means)
    assert.equal(rounded(100 * (529 / 568), 3), 93.134)
    assert.deepEqual([rounded(100 * (result?.value ?? 0), 3), rounded(result?.designEffect, 4), rounded(result?.effectiveSample, 2)], [87.283, 2.496, 227.56])
    assert.deepEqual([result?.lower, result?.upper].map((it) => rounded(100 * (it ?? 0), 2)), [82.33, 91])
  })

  it('gives the printed estimate of centre B', () => {
    const result = postStratify(B, means)
    assert.deepEqual([rounded(100 * (result?.value ?? 0), 3), rounded(result?.designEffect, 4)], [91.712, 1.4725])
  })

  it('combines channels that stand by themselves as printed, where pooling would say 88.70 %', () => {
    const result = combineChannels([{ transactions: 1800, ratings: 400, satisfied: 360 }, { transactions: 1200, ratings: 60, satisfied: 48 }])
    assert.deepEqual([rounded(result?.value, 4), rounded(result?.standardError, 5), rounded(result?.effectiveSample, 2)], [0.86, 0.02253, 237.16])
    assert.deepEqual([result?.lower, result?.upper].map((it) => rounded(it, 4)), [0.8101, 0.8984])
    assert.equal(combineChannels([{ transactions: 10, ratings: 5, satisfied: 4 }, { transactions: 1, ratings: 0, satisfied: 0 }]), null)
  })

  it('takes the field’s mean for a cell nobody rated, and says how much of the work is covered', () => {
    const result = postStratify([...A, cell('datdai', 1000, 0, 0)], means)
    assert.ok(result)
    const datdai = means.byField.get('datdai') ?? 0
    assert.ok(Math.abs(result.value - (3000 * 0.87283 + 1000 * datdai) / 4000) < 1e-5)
    assert.equal(result.covered, 0.75)
    assert.ok(result.effectiveSample < 227.56)
  })

  it('does not let the first few ratings of a field decide: up to 20 they are filled with the mean of all', () => {
    const few = toFieldMeans([cell('known', 0, 100, 90), cell('new', 0, 5, 0), cell('unheard', 10, 0, 0)])
    assert.ok(few)
    assert.equal(few.overall, 90 / 105)
    assert.ok(Math.abs((few.byField.get('new') ?? 0) - (15 * few.overall) / 20) < 1e-12)
    assert.equal(few.byField.get('unheard'), few.overall)
    assert.equal(toFieldMeans([cell('a', 5, 0, 0)]), null)
  })

  it('has nothing to say without transactions or without ratings of them', () => {
    assert.equal(postStratify([cell('hotich', 0, 30, 20)], means), null)
    assert.equal(postStratify([cell('hotich', 10, 0, 0), cell('datdai', 0, 30, 20)], means), null)
  })

  it('lies in 0–1 and in its interval, with fewer effective ratings than there are', () => {
    fc.assert(fc.property(anyCells, (cells) => {
      const result = estimate(cells)
      if (!result) return
      assert.ok(result.lower >= 0 && result.upper <= 1 && result.lower <= result.value + 1e-12 && result.value <= result.upper + 1e-12)
      assert.ok(result.designEffect >= 1 && result.effectiveSample <= result.ratings + 1e-9 && result.covered > 0 && result.covered <= 1)
    }), { seed: 20 })
  })

  it('does not depend on the order of cells', () => {
    fc.assert(fc.property(anyCells, (cells) => {
      const [one, other] = [estimate(cells), estimate(cells.toReversed())]
      assert.ok(Math.abs((one?.value ?? 0) - (other?.value ?? 0)) < 1e-12 && Math.abs((one?.designEffect ?? 0) - (other?.designEffect ?? 0)) < 1e-9)
    }), { seed: 21 })
  })

  it('rises when a dissatisfied answer becomes a satisfied one', () => {
    fc.assert(fc.property(anyCells, fc.nat(11), (cells, at) => {
      const chosen = cells[at % cells.length]
      if (!chosen || chosen.satisfied >= chosen.ratings || chosen.transactions === 0) return
      const [before, after] = [estimate(cells), estimate(cells.map((it) => (it === chosen ? { ...it, satisfied: it.satisfied + 1 } : it)))]
      assert.ok(before && after && after.value > before.value)
    }), { seed: 22 })
  })

  it('has no design effect where every cell is rated in proportion to its work', () => {
    const result = estimate([cell('a', 400, 40, 30), cell('b', 800, 80, 70), cell('a', 100, 10, 9)])
    assert.ok(Math.abs((result?.designEffect ?? 0) - 1) < 1e-12)
  })
})
