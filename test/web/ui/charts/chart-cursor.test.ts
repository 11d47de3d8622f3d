import assert from 'node:assert/strict'
import { toNearest, toNearestAlong, toStep } from '../../../../web/ui/charts/chart-cursor.ts'

describe('the reading cursor of a chart', () => {
  it('goes left and right along columns, up and down along rows, and either way from point to point', () => {
    assert.deepEqual([toStep('columns', 'ArrowRight', 2, 5), toStep('columns', 'ArrowDown', 2, 5)], [3, null])
    assert.deepEqual([toStep('rows', 'ArrowDown', 2, 5), toStep('rows', 'ArrowRight', 2, 5)], [3, null])
    assert.deepEqual([toStep('points', 'ArrowDown', 2, 5), toStep('points', 'ArrowLeft', 2, 5)], [3, 1])
  })

  it('begins at an end and stays within', () => {
    assert.deepEqual([toStep('rows', 'ArrowDown', null, 5), toStep('rows', 'ArrowUp', null, 5)], [0, 4])
    assert.deepEqual([toStep('rows', 'ArrowDown', 4, 5), toStep('rows', 'Home', 3, 5), toStep('rows', 'End', 0, 5)], [4, 0, 4])
    assert.equal(toStep('rows', 'ArrowDown', null, 0), null)
  })

  it('takes the nearest point to a pointer, and none far away', () => {
    assert.equal(toNearest([[0, 0], [30, 40], [32, 40]], [31.5, 40], 22), 2)
    assert.equal(toNearest([[0, 0]], [100, 100], 22), null)
    assert.equal(toNearest([], [0, 0], 22), null)
  })
})

describe('a pointer over a row of places', () => {
  it('finds the nearest one, and none beyond half a step from the ends', () => {
    const places = [100, 200, 300]
    assert.deepEqual([90, 149, 151, 349, 351, 49].map((at) => toNearestAlong(places, at)), [0, 0, 1, 2, null, null])
    assert.equal(toNearestAlong([120], 700), 0)
    assert.equal(toNearestAlong([], 10), null)
  })
})
