import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { meanOfLevels } from '../../../analytics/statistics/effective-n.ts'
import { wilson } from '../../../analytics/statistics/wilson.ts'

type Row = Record<string, string>
/** Counts that practices of the NHS have published of the friends and family test (source in each row), and what follows from them. */
const rows: Row[] = parse(readFileSync(new URL('./published/nhs_friends_and_family.csv', import.meta.url)), { columns: true })

const close = (actual: number | undefined, expected: string | undefined) => assert.ok(Math.abs((actual ?? Number.NaN) - Number(expected)) < 5.1e-5, `${actual} is not ${expected}`)
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
  }

  it('are twelve', () => assert.equal(rows.length, 12))
})
