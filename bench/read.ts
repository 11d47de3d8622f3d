import { argument, median, milliseconds, printTable, quantile, times } from './measuring.ts'
import { fillRatings, openCountry, VIETNAM } from './warehouse/country.ts'
import { askAll } from './warehouse/dashboard.ts'
import { duelWithPostgres } from './warehouse/rival-postgres.ts'
import { mergeMonthsAtRest, sumDay, sumEverything } from './warehouse/sum-everything.ts'

/**
 * How long a page waits for its figures when the country has rated for a year: every question of the dashboards, each of another unit each
 * time. And the same engine against PostgreSQL, rows against rows with indexes, sums against sums.
 */
const ROWS = argument('rows', 100_000_000, 1_000_000)
const RIVAL_ROWS = argument('rival-rows', 10_000_000, 100_000)
const REPEATS = argument('runs', 30, 3)

const country = await openCountry(VIETNAM)
try {
  await fillRatings(country, { from: '2025-09-01', days: 365, rows: ROWS })
  process.stdout.write(`${ROWS / 1e6} million ratings are in; sums: ${(await sumEverything(country)).toFixed(0)} s\n`)
  process.stdout.write(`months at rest merged: ${(await mergeMonthsAtRest(country)).toFixed(0)} s\n`)
  for (const state of ['a month after its end', 'while its last month runs']) {
    if (state !== 'a month after its end') await sumDay(country, '2026-08-31')
    const took = await askAll(country, REPEATS)
    printTable(`Reading at ${ROWS / 1e6} million ratings, ${state}: median and p95 of ${REPEATS}`, [
      ...[...took].map(([name, all]): [string, string] => [name, `${milliseconds(median(all))}  ${milliseconds(quantile(all, 0.95))}`]),
      ['all together, p95', milliseconds(quantile([...took.values()].flat(), 0.95)), '< 100 ms'],
    ])
  }
  const duels = await duelWithPostgres(country, { oneOf: Math.max(1, Math.round(ROWS / RIVAL_ROWS)), port: 54_329 })
  printTable(`ClickHouse and PostgreSQL at ${RIVAL_ROWS / 1e6} million ratings`, duels.map(({ name, clickhouse, postgres }) =>
    [name, `${milliseconds(clickhouse)}  ${milliseconds(postgres)}  ${times(postgres / clickhouse)}`]))
} finally {
  await country.close()
}
process.exit(0)
