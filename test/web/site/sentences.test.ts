import assert from 'node:assert/strict'
import { judge } from '../../../web/site/figures/comparison.ts'
import { toUnitFinding } from '../../../contract/words/findings.ts'
import { toComparisonSentence, toTrendFinding } from '../../../web/site/figures/sentences.ts'

const plain = (text: string | null) => text?.replaceAll('\u00a0', ' ')
const estimate = (value: number, half: number) => ({ value, lower: value - half, upper: value + half, sampleSize: 500 })
const DAYS = { unit: 'days', direction: 'lower-is-better' } as const
const SHARE = { unit: 'share', direction: 'higher-is-better' } as const

describe('sentences about figures', () => {
  it('say of a median in days how many days it has changed, and whether that is better', () => {
    assert.equal(plain(toComparisonSentence('vi', DAYS, estimate(3, 0.5), estimate(6, 0.5), '2026-07')), 'Thấp hơn tháng 7/2026 là 3 ngày, chắc chắn. Như vậy là tốt hơn.')
    assert.equal(plain(toComparisonSentence('en', DAYS, estimate(6, 0.5), estimate(3, 0.5), '2026-07')), 'Higher than July 2026 by 3 days, surely. That is worse.')
  })

  it('say of a share what they always said', () => {
    assert.equal(plain(toComparisonSentence('vi', SHARE, estimate(0.9, 0.01), estimate(0.85, 0.01), '2026-Q2')), 'Cao hơn quý II/2026 là 5,0 điểm, chắc chắn.')
    assert.equal(plain(toComparisonSentence('vi', SHARE, estimate(0.9, 0.05), estimate(0.89, 0.05), '2026-Q2')), 'Chưa phân biệt được với quý II/2026.')
  })

  it('say of a trend of dissatisfied that its fall is better', () => {
    const points = [{ period: '2026-06', estimate: estimate(40, 3) }, { period: '2026-08', estimate: estimate(20, 3) }]
    assert.equal(plain(toTrendFinding('vi', { unit: 'per-1000', direction: 'lower-is-better' }, points)), 'Từ tháng 6/2026 đến tháng 8/2026: giảm 20,0 trên 1.000 lượt, chắc chắn. Như vậy là tốt hơn')
  })

  it('name a unit’s figure in its own unit', () => {
    const definition = { name: { vi: 'Số ngày giải quyết trung vị', en: 'Median handling days' }, ...DAYS } as Parameters<typeof toUnitFinding>[2]
    assert.equal(plain(toUnitFinding('vi', 'Trung tâm Huế', definition, '2026-08', estimate(3, 1))), 'Trung tâm Huế: số ngày giải quyết trung vị 3 ngày')
  })

  it('judge by the direction of the indicator', () => {
    assert.deepEqual([judge('higher', 'higher-is-better'), judge('higher', 'lower-is-better'), judge('lower', 'lower-is-better'), judge('cannot-tell', 'lower-is-better')], ['better', 'worse', 'better', 'cannot-tell'])
  })
})
