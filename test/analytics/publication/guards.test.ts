import assert from 'node:assert/strict'
import type { Figure } from '../../../analytics/publication/figure-table.ts'
import { checkMeansOfMeans } from '../../../analytics/publication/guards/check-aggregates.ts'
import { checkRankings } from '../../../analytics/publication/guards/check-rankings.ts'
import { indicators } from '../../../analytics/indicators/registry.ts'
import { wilson } from '../../../analytics/statistics/wilson.ts'
import type { IndicatorValue } from '../../../contract/indicator.ts'

const definitions = indicators.map((it) => it.definition)
const figure = (unit: string, name: string, level: Figure['level'], ancestors: string[], numerator: number, denominator: number, more: Partial<IndicatorValue> = {}): Figure => {
  const { lower, upper } = wilson(numerator, denominator) ?? { lower: null, upper: null }
  return {
    indicator: 'on-time-due', level, province: level === 'centre' ? ancestors[0] ?? '' : '', ancestors: [...ancestors, unit], hidden: '', held: null, squares: null, histogram: null,
    value: {
      unit, unitName: { vi: name, en: name }, period: '2025-03', segment: null, numerator, denominator, value: numerator / denominator, lower, upper,
      sampleSize: denominator, coverage: null, setAside: null, quality: [], reason: null, computedAt: '2025-05-15T02:00:00.000Z', definitionVersion: 1, origin: 'counted', source: null, ...more,
    },
  }
}
const CENTRES = [figure('A', 'Trung tâm An', 'centre', ['46'], 90, 100), figure('B', 'Trung tâm Bình', 'centre', ['46'], 500, 1_000)]
const RATIO = 590 / 1_100
const alone = (value: number) => figure('46', 'Thành phố Huế', 'province', [], 0, 1, { value, numerator: null, denominator: null, sampleSize: null, lower: null, upper: null, origin: 'reported', source: 'national-portal' })
const told = (findings: { id: string; severity: string; examples: string[] }[]) => findings.map((it) => `${it.severity} ${it.id}`)

describe('the guard against means of means', () => {
  it('refuses a figure that is the mean of those below and not the ratio of their sums', () => {
    assert.deepEqual(told(checkMeansOfMeans([figure('46', 'Thành phố Huế', 'province', [], 590, 1_100, { value: 0.7 }), ...CENTRES], definitions)), ['refuse mean-of-means'])
    const reported = checkMeansOfMeans([alone(0.7), figure('A', 'Trung tâm An', 'centre', ['46'], 903, 1_000), figure('B', 'Trung tâm Bình', 'centre', ['46'], 4_970, 10_000)], definitions)
    assert.deepEqual(told(reported), ['warn mean-of-means-rounded'])
    assert.deepEqual(told(checkMeansOfMeans([alone(0.7123), figure('A', 'Trung tâm An', 'centre', ['46'], 9_246, 10_000), ...CENTRES.slice(1)], definitions)), ['refuse mean-of-means'])
  })

  it('finds nothing where it is the ratio of sums, where both are the same, or where not all below are known', () => {
    assert.deepEqual(checkMeansOfMeans([figure('46', 'Thành phố Huế', 'province', [], 590, 1_100), ...CENTRES], definitions), [])
    assert.deepEqual(checkMeansOfMeans([alone(Number(RATIO.toFixed(3))), ...CENTRES], definitions), [])
    assert.deepEqual(checkMeansOfMeans([figure('46', 'Thành phố Huế', 'province', [], 140, 200), figure('A', 'An', 'centre', ['46'], 90, 100), figure('B', 'Bình', 'centre', ['46'], 50, 100)], definitions), [])
    assert.deepEqual(checkMeansOfMeans([alone(0.7), CENTRES[0] ?? alone(0), figure('C', 'Chín', 'centre', ['46'], 0, 1, { value: 0.5, numerator: null, denominator: null })], definitions), [])
  })
})

describe('the guard against ranks', () => {
  const PLACES = [figure('46', 'Thành phố Huế', 'province', [], 880, 1_000), figure('48', 'Thành phố Đà Nẵng', 'province', [], 890, 1_000), figure('04', 'Tỉnh Cao Bằng', 'province', [], 300, 1_000)]
  const check = (text: string) => checkRankings([{ where: 'reason', text }], PLACES, definitions)

  it('warns of a sentence that ranks a place whose interval overlaps another’s, and names both', () => {
    const [finding] = check('Sửa số hồ sơ về muộn. Thành phố Đà Nẵng đứng đầu cả nước về đúng hạn.')
    assert.equal(finding?.severity, 'warn')
    assert.match(finding?.examples[0] ?? '', /^reason: “Thành phố Đà Nẵng đứng đầu cả nước về đúng hạn”: Thành phố Đà Nẵng ~ Thành phố Huế \(on-time-due\)$/)
    for (const text of ['Thành phố Huế xếp thứ hai', 'Thành phố Đà Nẵng is the best of all', 'Thành phố Huế ranks above Thành phố Đà Nẵng', 'Thành phố Đà Nẵng tốt nhất, rồi tới Thành phố Huế']) assert.equal(check(text).length, 1, text)
  })

  it('lets a sentence be that intervals bear out, that ranks nobody by name, or that says not to rank', () => {
    for (const text of ['Tỉnh Cao Bằng thấp nhất cả nước', 'Nơi đứng đầu chưa thể biết', 'Không dùng số liệu này để xếp hạng Thành phố Huế', 'Do not use these figures to rank Thành phố Huế', 'Thành phố Huế gửi bổ sung dữ liệu của cấp cao hơn', 'Đổi hạng mục của Thành phố Huế']) {
      assert.deepEqual(check(text), [], text)
    }
  })
})
