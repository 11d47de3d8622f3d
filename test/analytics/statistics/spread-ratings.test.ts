import assert from 'node:assert/strict'
import fc from 'fast-check'
import { spreadRatings, type RatingGroup, type Work } from '../../../analytics/statistics/spread-ratings.ts'

const group = (counter: string, field: string, channel: string, ratings: number, satisfied = ratings): RatingGroup => ({ counter, field, channel, satisfied, ratings })
const work = (counter: string, field: string, channel: string, transactions: number): Work => ({ counter, field, channel, transactions })
const ratingsOf = (groups: RatingGroup[], of: Work[]) => spreadRatings(groups, of).cells.map((it) => it.ratings)

describe('ratings laid on the work they speak of', () => {
  const OF_Q1 = [work('Q1', 'land', 'direct', 30), work('Q1', 'land', 'online', 10), work('Q1', 'civil', 'direct', 60)]

  it('go to the cell they name', () => assert.deepEqual(ratingsOf([group('Q1', 'land', 'online', 8)], OF_Q1), [0, 8, 0]))
  it('go to all channels of their field where they name none, by the transactions of each', () => assert.deepEqual(ratingsOf([group('Q1', 'land', '', 8)], OF_Q1), [6, 2, 0]))
  it('go to their whole counter where they name nothing, or what was not completed there', () => {
    assert.deepEqual(ratingsOf([group('Q1', '', '', 10)], OF_Q1), [3, 1, 6])
    assert.deepEqual(ratingsOf([group('Q1', 'transport', '', 10)], OF_Q1), [3, 1, 6])
    assert.deepEqual(ratingsOf([group('Q1', 'civil', 'online', 10)], OF_Q1), [0, 0, 10])
  })
  it('go to the work whose counter nobody named, where their own counter completed nothing', () => {
    assert.deepEqual(ratingsOf([group('Q2', 'land', '', 4)], [...OF_Q1, work('', 'land', 'direct', 5), work('', 'civil', 'direct', 5)]), [0, 0, 0, 4, 0])
  })
  it('are unplaced where there is no work they could speak of', () => {
    const { cells, unplaced } = spreadRatings([group('Q2', 'land', '', 4), group('Q1', '', '', 5)], OF_Q1)
    assert.deepEqual([unplaced, cells.reduce((sum, it) => sum + it.ratings, 0)], [4, 5])
    assert.equal(spreadRatings([group('Q1', '', '', 5)], [work('Q1', 'land', 'direct', 0)]).unplaced, 5)
  })
  it('are neither lost nor doubled, and no cell has more satisfied than ratings', () => {
    const name = fc.constantFrom('', 'a', 'b', 'c')
    const groups = fc.array(fc.tuple(name, name, name, fc.nat(50), fc.nat(50)).map(([counter, field, channel, n, k]) => group(counter, field, channel, n, Math.min(n, k))), { maxLength: 20 })
    const works = fc.array(fc.tuple(name, name, name, fc.nat(90)).map(([counter, field, channel, transactions]) => work(counter, field, channel, transactions)), { maxLength: 20 })
    fc.assert(fc.property(groups, works, (given, done) => {
      const { cells, unplaced } = spreadRatings(given, done)
      const sum = cells.reduce((total, it) => total + it.ratings, unplaced)
      assert.ok(Math.abs(sum - given.reduce((total, it) => total + it.ratings, 0)) < 1e-6)
      assert.ok(cells.every((it) => it.satisfied <= it.ratings + 1e-9))
    }), { seed: 4 })
  })
})
