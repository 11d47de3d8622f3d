import assert from 'node:assert/strict'
import { toPublic, type Figure } from '../../../analytics/publication/figure-table.ts'
import { attackEdition, protectEdition } from '../../../analytics/publication/protect-edition.ts'
import type { IndicatorValue } from '../../../contract/indicator.ts'

/** Mean points of ratings that are all 4 of 5, in a unit within others. */
const figure = (unit: string, level: Figure['level'], ancestors: string[], count: number, more: Partial<IndicatorValue> = {}): Figure => ({
  indicator: 'counter-satisfaction-mean', level, province: '', ancestors, hidden: '', held: null, squares: count * 5625, histogram: null,
  value: {
    unit, unitName: { vi: unit, en: unit }, period: '2025-03', segment: null, numerator: count * 75, denominator: count, value: count < 10 ? null : 75, lower: null, upper: null, sampleSize: count,
    coverage: 0.5, setAside: null, quality: [], reason: count < 10 ? 'sample-too-small' : null, computedAt: '2025-05-15T02:00:00.000Z', definitionVersion: 1, origin: 'counted', source: null, ...more,
  },
})
const edition = (counts: readonly number[]): Figure[] => {
  const total = counts.reduce((sum, it) => sum + it, 0)
  return [figure('P', 'province', ['P'], total), ...counts.map((it, index) => figure(`C${index}`, 'centre', ['P', `C${index}`], it))]
}
const shownOf = (figures: readonly Figure[]) => figures.map((it) => `${it.value.unit} ${toPublic(it).denominator ?? toPublic(it).reason}`)

describe('what everybody sees of an edition', () => {
  it('leaves out what is small and one that would give it away, without telling which is which', () => {
    const figures = protectEdition(edition([4, 30, 60]), [])
    assert.deepEqual(shownOf(figures), ['P 94', 'C0 withheld', 'C1 withheld', 'C2 60'])
    const [small, other] = figures.slice(1).map((it) => JSON.stringify({ ...toPublic(it), unit: '', unitName: '' }))
    assert.equal(small, other)
    assert.deepEqual(attackEdition(figures, []), [])
  })

  it('keeps the figure that a revision moves by a few, with the sums it was computed from', () => {
    const first = protectEdition(edition([40, 50, 60]), [])
    const revised = protectEdition(edition([44, 50, 90]), first)
    assert.deepEqual(shownOf(revised)[1], 'C0 40')
    assert.deepEqual([revised[1]?.value.denominator, revised[1]?.squares], [44, 40 * 5625])
    assert.deepEqual(attackEdition(revised, first), [])
  })

  it('hides the coverage that would tell a withheld count of dossiers', () => {
    const resolved = (unit: string, level: Figure['level'], ancestors: string[], count: number): Figure => ({ ...figure(unit, level, ancestors, count), indicator: 'result-digitisation' })
    const dossiers = [resolved('P', 'province', ['P'], 94), resolved('C0', 'centre', ['P', 'C0'], 4), resolved('C1', 'centre', ['P', 'C1'], 30), resolved('C2', 'centre', ['P', 'C2'], 60)]
    const figures = protectEdition([...edition([40, 50, 60]), ...dossiers], [])
    assert.deepEqual(figures.slice(0, 4).map((it) => toPublic(it).coverage), [0.5, null, null, 0.5])
  })
})
