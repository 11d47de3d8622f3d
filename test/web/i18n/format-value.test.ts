import assert from 'node:assert/strict'
import { formatDifference, formatRange, formatValue } from '../../../contract/words/format-value.ts'

const plain = (text: string) => text.replaceAll('\u00a0', ' ')
const about = (value: number, lower: number, upper: number, sampleSize: number | null = 500) => ({ value, lower, upper, sampleSize })

describe('values in the unit of their definition', () => {
  it('are percent, points, cases in a thousand and days, in the numbers of each language', () => {
    const said = (['share', 'points', 'per-1000', 'days'] as const).map((unit) => [formatValue('vi', unit, unit === 'share' ? 0.824 : unit === 'days' ? 3 : 12.34, 500), formatValue('en', unit, unit === 'share' ? 0.824 : unit === 'days' ? 1 : 12.34, 500)].map(plain))
    assert.deepEqual(said, [['82,4%', '82.4%'], ['12,3 điểm', '12.3 points'], ['12,3 trên 1.000 lượt', '12.3 per 1,000 ratings'], ['3 ngày', '1 day']])
  })

  it('have no decimals where the sample is too small for them, and days none at all', () => {
    assert.deepEqual([formatValue('vi', 'share', 0.824, 40), formatValue('vi', 'points', 82.4, 40), formatValue('vi', 'days', 12, 4000), formatValue('vi', 'days', 12.5, 40)].map(plain), ['82%', '82 điểm', '12 ngày', '12,5 ngày'])
  })

  it('have their interval in the same numbers, with one decimal more where both ends would be equal', () => {
    assert.equal(formatRange('vi', 'share', about(0.784, 0.782, 0.786)), '78,2 đến 78,6')
    assert.equal(formatRange('vi', 'share', about(0.784, 0.78401, 0.78439), 'chart'), '78,40–78,44')
    assert.equal(formatRange('en', 'days', about(3, 2, 4)), '2 to 4')
  })

  it('differ by points where they are shares or points, and by their own unit otherwise', () => {
    const said = [formatDifference('vi', 'share', -0.019, 500), formatDifference('vi', 'points', 1.9, 500), formatDifference('vi', 'per-1000', -3.1, 500), formatDifference('en', 'days', 2, 500)]
    assert.deepEqual(said.map(plain), ['1,9 điểm', '1,9 điểm', '3,1 trên 1.000 lượt', '2 days'])
  })
})
