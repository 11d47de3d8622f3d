import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { counterSatisfaction } from '../../../analytics/indicators/counter-satisfaction.ts'
import { dissatisfiedPer1000 } from '../../../analytics/indicators/dissatisfied-per-1000.ts'
import type { Indicator } from '../../../analytics/indicators/indicator.ts'
import { toValue } from '../../../analytics/indicators/to-value.ts'
import { meanOfLevels } from '../../../analytics/statistics/effective-n.ts'
import { netPromoterScore } from '../../../analytics/statistics/net-promoter.ts'
import { fraction, roundHalfUp } from '../../../analytics/statistics/round-half-up.ts'
import { wilson } from '../../../analytics/statistics/wilson.ts'

type Row = Record<string, string>
/**
 * Counts that practices of the NHS have published of the friends and family test (source in each row), and what follows from them. Baymedical:
 * large samples with “don’t know”, and one row whose whole percents were printed. Orchard: rows with a printed total. Chipping Campden: small
 * samples near 100 %, where an interval that is not Wilson’s would leave 0–100.
 */
const rows: Row[] = parse(readFileSync(new URL('./published/nhs_friends_and_family.csv', import.meta.url)), { columns: true })
/** Unit cases of the NHS’s own pipeline: shares of all answers, one of no answers, and totals of which it withholds 1 to 4. */
const cases: Row[] = parse(readFileSync(new URL('./published/nhs_pipeline_cases.csv', import.meta.url)), { columns: true })

const close = (actual: number | undefined, expected: string | undefined) => assert.ok(Math.abs((actual ?? Number.NaN) - Number(expected)) < 5.1e-5, `${actual} is not ${expected}`)
const valueOf = (indicator: Indicator, numerator: number, denominator: number, maySeeSmallCounts = false) => toValue(
  indicator, { unit: '', bucket: '', segment: '', numerator, denominator, sampleSize: denominator },
  { period: '', unitName: { vi: '', en: '' }, segment: null, computedAt: '', provisional: false, maySeeSmallCounts },
)
const countsOf = (row: Row, ...columns: string[]) => columns.map((it) => Number(row[it]))

describe('published counts of the friends and family test', () => {
  for (const row of rows) {
    it(`give their positive share with its interval, and their mean without “don’t know”: ${row['period']}, ${new URL(row['source'] ?? '').host}`, () => {
      const answers = countsOf(row, 'very_poor', 'poor', 'neither', 'good', 'very_good')
      const n = answers.reduce((sum, it) => sum + it, Number(row['dont_know']))
      const positive = (answers[3] ?? 0) + (answers[4] ?? 0)
      const interval = wilson(positive, n)
      close((100 * positive) / n, row['percent_positive'])
      close(100 * (interval?.lower ?? 0), row['positive_lower'])
      close(100 * (interval?.upper ?? 0), row['positive_upper'])
      close(100 * (meanOfLevels(answers)?.mean ?? 0), row['mean_points'])
    })

    it(`are our satisfaction, and the dissatisfied in a thousand: ${row['period']}, ${new URL(row['source'] ?? '').host}`, () => {
      const [veryPoor = 0, poor = 0, neither = 0, good = 0, veryGood = 0] = countsOf(row, 'very_poor', 'poor', 'neither', 'good', 'very_good')
      const opinions = veryPoor + poor + neither + good + veryGood
      close(100 * (valueOf(counterSatisfaction, good + veryGood, opinions).value ?? 0), row['percent_positive_of_opinions'])
      close((valueOf(dissatisfiedPer1000, poor + veryPoor, opinions + Number(row['dont_know'])).value ?? 0) / 10, row['percent_negative'])
      // “Very good” less the lowest three is printed by some as a net promoter score. It is none, and ours does not take five answers.
      close((100 * (veryGood - neither - poor - veryPoor)) / opinions, row['net_of_very_good'])
      assert.throws(() => netPromoterScore([veryPoor, poor, neither, good, veryGood]), RangeError)
    })
  }

  it('are twelve, with the totals and the whole percents that were printed with them', () => {
    const answersOf = (row: Row) => countsOf(row, 'very_good', 'good', 'neither', 'poor', 'very_poor', 'dont_know')
    const totalOf = (row: Row) => answersOf(row).reduce((sum, it) => sum + it, 0)
    const [withTotal, withPercents] = ['published_total', 'published_whole_percent'].map((column) => rows.filter((it) => it[column] !== '')) as [Row[], Row[]]
    assert.deepEqual([rows.length, withTotal.length, withPercents.length], [12, 2, 1])
    for (const row of withTotal) assert.equal(totalOf(row), Number(row['published_total']))
    // 3.55 was printed as 4 and 2.20 as 2, but 12.75 as 13 and the six then add up to 100 by chance only.
    for (const row of withPercents) assert.equal(answersOf(row).map((it) => roundHalfUp(fraction(100 * it, totalOf(row)), 0)).join(' '), row['published_whole_percent'])
  })

  it('have the shares of the NHS’s own pipeline, of no answers none', () => {
    for (const row of cases.filter((it) => it['very_good'] !== '')) {
      const [veryGood = 0, good = 0, poor = 0, veryPoor = 0, total = 0] = countsOf(row, 'very_good', 'good', 'poor', 'very_poor', 'total')
      const shares = [wilson(veryGood + good, total), valueOf(counterSatisfaction, veryGood + good, total).value, valueOf(dissatisfiedPer1000, poor + veryPoor, total).value]
      if (total === 0) assert.deepEqual(shares, [null, null, null])
      else assert.deepEqual(shares.slice(1), [Number(row['positive']), 1000 * Number(row['negative'])])
    }
  })

  it('are withheld wherever the NHS withholds them, counts and all, and up to nine answers', () => {
    for (const row of cases.filter((it) => it['nhs_withholds'] !== '' && Number(it['total']) > 0)) {
      const total = Number(row['total'])
      const shown = valueOf(counterSatisfaction, total, total)
      assert.equal(shown.value === null, total < 10, `${total} answers`)
      if (row['nhs_withholds'] === '1') assert.deepEqual([shown.value, shown.numerator, shown.denominator, shown.sampleSize, shown.reason], [null, null, null, null, 'sample-too-small'])
    }
  })
})
