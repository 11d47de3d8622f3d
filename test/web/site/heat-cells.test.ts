import assert from 'node:assert/strict'
import type { IndicatorValue } from '../../../contract/indicator.ts'
import { leastSatisfied, toHeatGrid, toHeatStep } from '../../../web/site/figures/heat-cells.ts'

const row = (segment: string, numerator: number, denominator: number, half = 0.02) => {
  const value = denominator < 10 ? null : numerator / denominator
  return { segment, numerator, denominator, sampleSize: denominator, value, lower: value === null ? null : value - half, upper: value === null ? null : value + half } as IndicatorValue
}

describe('the hours of the week', () => {
  it('stand from the first to the last hour with ratings, Saturdays only where there are some', () => {
    const grid = toHeatGrid([row('1-08', 90, 100), row('6-10', 20, 20)])
    assert.deepEqual([grid.weekdays, grid.hours, grid.cells.length], [[1, 2, 3, 4, 5, 6], [8, 9, 10], 18])
  })

  it('have a colour from ten ratings on, darker where fewer are satisfied', () => {
    const { cells } = toHeatGrid([row('1-08', 9, 9), row('2-08', 10, 10), row('3-08', 7, 10)])
    assert.deepEqual(cells.map(({ step }) => step), [null, 0, 5, null, null])
    assert.deepEqual([1, 0.97, 0.96, 0.93, 0.86, 0.8, 0.79].map(toHeatStep), [0, 0, 1, 2, 3, 4, 5])
  })

  it('name the hour that is surely below the week, and none where chance would do', () => {
    assert.equal(leastSatisfied(toHeatGrid([row('1-08', 95, 100), row('1-09', 60, 100), row('2-08', 96, 100)]))?.hour, 9)
    assert.equal(leastSatisfied(toHeatGrid([row('1-08', 95, 100), row('1-09', 94, 100)])), null)
  })
})
