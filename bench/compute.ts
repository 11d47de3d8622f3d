import { argument, printTable, times } from './measuring.ts'
import { fillDossiers, fillRatings, markMonth, openCountry, PROVINCE, VIETNAM, type CountrySize } from './warehouse/country.ts'
import { computeMonth, countRaw } from './warehouse/compute-month.ts'

/**
 * How long it takes to make a month's figures anew from the facts: rollups by centre, sums by unit, and the values of every indicator on
 * every level. The ceiling is what the engine needs to count the same facts once by day and counter, with the same folding.
 */
const DIVISOR = argument('divisor', 1, 100)
const seconds = (it: number) => `${it.toFixed(1)} s`

async function measure(size: CountrySize, ratings: number, dossiers: number) {
  const country = await openCountry(size)
  try {
    await fillRatings(country, { from: '2026-08-01', days: 31, rows: Math.round(ratings / DIVISOR) })
    await fillDossiers(country, { from: '2026-07-10', days: 53, rows: Math.round(dossiers / DIVISOR) })
    await markMonth(country, 'ratings', '2026-08', 31)
    await markMonth(country, 'dossiers', '2026-08', 31)
    const ceiling = await countRaw(country, '2026-08')
    return { ceiling, ...await computeMonth(country, '2026-08') }
  } finally {
    await country.close()
  }
}

const province = await measure(PROVINCE, 1_000_000, 300_000)
const country = await measure(VIETNAM, 10_000_000, 3_000_000)
printTable('A month made anew', [
  ['one province: 1 million ratings, 300,000 dossiers', seconds(province.total), '< 5 s'],
  ['  of which rollups, sums by unit, values', [province.daily, province.units, province.values].map(seconds).join(' + ')],
  ['  ÷ counting the same facts once', times(province.total / province.ceiling)],
  ['the country: 3,321 communes, 40,000 counters, 10 million ratings, 3 million dossiers', seconds(country.total), '< 60 s'],
  ['  of which rollups, sums by unit, values', [country.daily, country.units, country.values].map(seconds).join(' + ')],
  ['  ÷ counting the same facts once', times(country.total / country.ceiling)],
])
process.exit(0)
