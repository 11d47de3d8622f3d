import assert from 'node:assert/strict'
import fc from 'fast-check'
import { compareShares } from '../../../analytics/statistics/newcombe.ts'
import { postStratify, toFieldMeans, type Stratum } from '../../../analytics/statistics/post-stratify.ts'
import { standardise } from '../../../analytics/statistics/standardise.ts'
import { trimWeights } from '../../../analytics/statistics/trim-weights.ts'

describe('two shares in the same mix', () => {
  it('are those of the fields, weighted alike; where the mix was the whole difference none is left', () => {
    const fields = [{ weight: 300, first: { k: 90, n: 100 }, second: { k: 9, n: 10 } }, { weight: 100, first: { k: 5, n: 10 }, second: { k: 50, n: 100 } }]
    const same = standardise(fields)
    assert.deepEqual([same?.first, same?.second, same?.difference, same?.fields, same?.covered], [0.8, 0.8, 0, 2, 1])
    assert.ok((compareShares({ k: 95, n: 110 }, { k: 59, n: 110 })?.lower ?? 0) > 0.2)
  })

  it('are Newcombe’s with one field, and nothing where no field is common', () => {
    const one = standardise([{ weight: 7, first: { k: 90, n: 100 }, second: { k: 70, n: 100 } }, { weight: 3, first: { k: 1, n: 1 }, second: { k: 0, n: 0 } }])
    assert.deepEqual([one?.difference, one?.lower, one?.upper].map((it) => Number(it?.toFixed(5))), [0.2, 0.09, 0.30579])
    assert.equal(one?.covered, 0.7)
    assert.equal(standardise([{ weight: 1, first: { k: 1, n: 1 }, second: { k: 0, n: 0 } }]), null)
  })
})

describe('trimmed weights', () => {
  const cell = (field: string, transactions: number, ratings: number, satisfied: number): Stratum => ({ field, transactions, ratings, satisfied })

  it('let no answer speak for more than five times the average, and the rest be told by its field', () => {
    const { strata, trimmed, movedShare } = trimWeights([cell('a', 900, 90, 81), cell('b', 1_000, 1, 0), cell('b', 100, 9, 9)])
    // 2,000 dossiers, 100 answers: 20 each, 100 at the most.
    assert.deepEqual(strata, [cell('a', 900, 90, 81), cell('b', 100, 1, 0), cell('b', 900, 0, 0), cell('b', 100, 9, 9)])
    assert.deepEqual([trimmed, movedShare], [1, 0.45])
  })

  it('lose no transaction and no answer, and leave the estimate within its interval', () => {
    const anyCell = fc.record({ field: fc.constantFrom('a', 'b'), transactions: fc.nat(3_000), ratings: fc.nat(60), satisfied: fc.nat(60) }).map((it): Stratum => ({ ...it, satisfied: Math.min(it.satisfied, it.ratings) }))
    fc.assert(fc.property(fc.array(anyCell, { minLength: 1, maxLength: 8 }), (cells) => {
      const { strata } = trimWeights(cells)
      const sum = (all: readonly Stratum[], of: (it: Stratum) => number) => all.reduce((total, it) => total + of(it), 0)
      assert.ok(Math.abs(sum(strata, (it) => it.transactions) - sum(cells, (it) => it.transactions)) < 1e-6)
      assert.equal(sum(strata, (it) => it.ratings), sum(cells, (it) => it.ratings))
      const means = toFieldMeans(cells)
      const estimate = means && postStratify(strata, means)
      assert.ok(!estimate || (estimate.lower <= estimate.value + 1e-12 && estimate.value <= estimate.upper + 1e-12))
    }))
  })
})
