import assert from 'node:assert/strict'
import fc from 'fast-check'
import { netPromoterScore } from '../../../analytics/statistics/net-promoter.ts'

const rounded = (value: number | undefined, decimals: number) => Number(value?.toFixed(decimals))
const eleven = (answers: Record<number, number>) => Array.from({ length: 11 }, (_, answer) => answers[answer] ?? 0)

describe('the net promoter score', () => {
  it('of 55 promoters, 30 passives and 15 detractors is 40 with its printed error and interval', () => {
    const result = netPromoterScore(eleven({ 10: 40, 9: 15, 8: 20, 7: 10, 6: 5, 3: 5, 0: 5 }))
    assert.deepEqual([rounded(result?.score, 2), rounded(result?.standardError, 3), rounded(result?.lower, 2), rounded(result?.upper, 2)], [40, 7.348, 24.7, 53.36])
    assert.deepEqual([result?.promoters, result?.passives, result?.detractors], [55, 30, 15])
  })

  it('lies in −100 … 100 and in its interval', () => {
    fc.assert(fc.property(fc.array(fc.nat(300), { minLength: 11, maxLength: 11 }), (answers) => {
      const result = netPromoterScore(answers)
      if (result === null) return
      assert.ok(result.lower >= -100 && result.upper <= 100 && result.lower <= result.score + 1e-9 && result.score <= result.upper + 1e-9)
      assert.ok(result.effectiveN >= result.n)
    }), { seed: 55 })
  })

  it('is made of eleven answers only: a scale of five faces is another question', () => {
    assert.throws(() => netPromoterScore([1, 2, 3, 4, 5]), RangeError)
    assert.equal(netPromoterScore(eleven({})), null)
  })
})
