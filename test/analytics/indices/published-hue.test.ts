import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { reconcileMeasure } from '../../../analytics/indices/reconcile-measure.ts'
import { reconcileSet, type ReportedFigure } from '../../../analytics/indices/reconcile-set.ts'
import { earlyShare } from '../../../analytics/indicators/early-share.ts'
import type { Indicator } from '../../../analytics/indicators/indicator.ts'
import { onTimeResolved } from '../../../analytics/indicators/on-time-resolved.ts'
import { onTimeWorkload } from '../../../analytics/indicators/on-time-workload.ts'
import { toValue } from '../../../analytics/indicators/to-value.ts'
import { addDecimals, fraction, multiply, roundHalfUp, toFraction } from '../../../analytics/statistics/round-half-up.ts'

type Row = Record<string, string>
const read = (name: string): Row[] => parse(readFileSync(new URL(`./published/${name}.csv`, import.meta.url)), { columns: true })
const number = (row: Row, column: string) => Number(row[column])

/**
 * The resolution table on the portal of Thừa Thiên Huế (domain.md T7), by the level of online service, and its sum. All rows: received is
 * processed and open. Levels 1–2: a share that is published without its decimal (40). Level 3: shares that round up (70.25) and down (7.005).
 * Level 4: small counts, and three dossiers alone in no class. In none are the classes the whole: who divides by processed and who divides
 * by classified dossiers differ by up to three points. The sum (no shares were published) is what the three levels add up to.
 */
const table = read('hue_resolution_table')
const levels = table.filter((it) => it['percent_before'] !== '')
const sum = table.find((it) => it['percent_before'] === '') ?? {}
const CLASSES = { DOSSIERS_EARLY: 'before', DOSSIERS_ON_TIME: 'on_time', DOSSIERS_LATE: 'late' } as const

const toFigures = (row: Row, unitCode = 'H57'): ReportedFigure[] => {
  const figure = (metric: string, numerator: number, denominator: number): ReportedFigure => ({ unitCode, metric, source: 'portal', numerator, denominator })
  return [
    figure('DOSSIERS_PROCESSED', number(row, 'processed'), number(row, 'received')), figure('DOSSIERS_OPEN', number(row, 'open'), number(row, 'received')),
    ...Object.entries(CLASSES).map(([metric, column]) => figure(metric, number(row, column), number(row, 'processed'))),
  ]
}
const valueOf = (indicator: Indicator, numerator: number, denominator: number, coverage: number | null = null) => toValue(
  indicator, { unit: 'H57', bucket: '', segment: '', numerator, denominator, sampleSize: denominator, coverage },
  { period: '', unitName: { vi: '', en: '' }, segment: null, computedAt: '', provisional: false, maySeeSmallCounts: false },
)
const close = (share: number | null | undefined, percent: number) => assert.ok(Math.abs(100 * (share ?? Number.NaN) - percent) < 5.1e-5, `${share} is not ${percent} %`)

describe('the figures that Thừa Thiên Huế has published', () => {
  it('have shares of what was processed, rounded half up to one decimal', () => {
    for (const row of levels) {
      for (const column of Object.values(CLASSES)) {
        assert.equal(roundHalfUp(fraction(100 * number(row, column), number(row, 'processed')), 1), number(row, `percent_${column}`), `level ${row['level']}, ${column}`)
      }
    }
    assert.equal(levels.length, 3)
  })

  it('are taken with their shares as they were rounded, and are told by one tenth more', () => {
    for (const row of levels) {
      for (const column of Object.values(CLASSES)) {
        const [numerator, denominator, value] = [number(row, column), number(row, 'processed'), number(row, `percent_${column}`)]
        assert.deepEqual(reconcileMeasure({ numerator, denominator, value }), [])
        assert.deepEqual(reconcileMeasure({ numerator, denominator, value: addDecimals([value, 0.1], 1) }).map((it) => it.rule), ['value-is-not-the-ratio'])
      }
    }
  })

  it('add up to what was received, but for dossiers that are in no class, whose number is told', () => {
    for (const row of table) {
      const [early, onTime, late, processed] = ['before', 'on_time', 'late', 'processed'].map((it) => number(row, it)) as [number, number, number, number]
      assert.deepEqual(reconcileSet(toFigures(row)).map((it) => `${it.rule}: ${it.detail}`), [`parts-are-not-the-whole: ${early} + ${onTime} + ${late} = ${early + onTime + late} ≠ ${processed}`], row['level'])
      assert.equal(processed - early - onTime - late, number(row, 'unclassified'))
    }
  })

  it('add up from their levels to their sum, and are told when one dossier is missing', () => {
    const below = levels.flatMap((row) => toFigures(row, row['level']))
    const units = levels.map((it) => it['level'] ?? '')
    const missed = (rows: ReportedFigure[]) => reconcileSet(rows, { units, below }).filter((it) => it.rule === 'units-are-not-the-parent').map((it) => it.metrics.join())
    assert.deepEqual(missed(toFigures(sum)), [])
    assert.deepEqual(missed(toFigures({ ...sum, late: String(number(sum, 'late') - 1) })), ['DOSSIERS_LATE'])
  })

  it('have our on-time rate over the dossiers that can be judged, marked as incomplete where more than a tenth cannot', () => {
    for (const row of table) {
      const [early, onTime, late, processed] = ['before', 'on_time', 'late', 'processed'].map((it) => number(row, it)) as [number, number, number, number]
      const classified = early + onTime + late
      const ours = valueOf(onTimeResolved, early + onTime, classified, classified / processed)
      close(ours.value, number(row, 'on_time_over_classified'))
      assert.ok((ours.lower ?? 1) < (ours.value ?? 0) && (ours.value ?? 1) < (ours.upper ?? 0))
      assert.deepEqual([ours.reason, ours.quality], [null, []], 'at most 4 of 100 are in no class')
      assert.deepEqual(valueOf(onTimeResolved, early, early, early / processed).quality, ['incomplete'], 'as it were with early ones only')
      // What a reader of the table may compute instead, and what counts as in time whatever is not late.
      close((early + onTime) / processed, number(row, 'on_time_over_processed'))
      close(valueOf(onTimeWorkload, number(row, 'received') - late, number(row, 'received')).value, number(row, 'one_minus_late_over_received'))
      assert.ok((valueOf(earlyShare, early, classified).value ?? 0) > early / processed)
    }
  })
})

/**
 * The pilot of 2015 at Huế, 363 slips: the mean of three departments and the mean of four districts are right as means of shares, while
 * the figure for all is neither the mean of the seven nor a share of 363 slips. This is why ours are sums over sums.
 */
describe('the pilot of 2015, averages of averages', () => {
  const rows = read('hue_pilot_2015')
  const percentsOf = (group: string, figure: string) => rows.filter((it) => it['group'] === group && it['figure'] === figure).map((it) => number(it, 'percent'))
  const meanOf = (percents: readonly number[], decimals: number) => {
    const tenths = percents.reduce((total, it) => total + Math.round(it * 10), 0)
    return roundHalfUp(fraction(tenths, 10 * percents.length), decimals)
  }
  const SLIPS = 363

  it('are the means of their units', () => {
    for (const group of ['departments', 'districts']) assert.deepEqual([meanOf(percentsOf(group, 'unit'), 1)], percentsOf(group, 'published'))
  })

  it('have a figure for all that no count of the slips gives, and that is told whatever count comes with it', () => {
    const [overall = 0] = percentsOf('all', 'published')
    assert.notEqual(meanOf([...percentsOf('departments', 'unit'), ...percentsOf('districts', 'unit')], 2), overall)
    for (let satisfied = 0; satisfied <= SLIPS; satisfied += 1) {
      assert.deepEqual(reconcileMeasure({ numerator: satisfied, denominator: SLIPS, value: overall }).map((it) => it.rule), ['value-is-not-the-ratio'], String(satisfied))
    }
    const told = reconcileMeasure({ numerator: 343, denominator: SLIPS, value: overall })[0]?.detail
    assert.equal(told, '94.41 ≠ 100 × 343 ÷ 363 = 94.49')
    assert.equal(roundHalfUp(multiply(toFraction(100), fraction(342, SLIPS)), 2), 94.21)
  })
})
