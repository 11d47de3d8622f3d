import type { CellRequest } from '../../analytics/queries/cell-request.ts'
import { selectIndicatorCells } from '../../analytics/queries/indicator-cells.ts'
import { findIndicator } from '../../analytics/indicators/registry.ts'
import type { Country } from './country.ts'

/** What pages ask for; `n` varies the unit. The year is the one before September 2026. */
const YEAR = { from: '2025-09-01', to: '2026-09-01', today: '2026-09-15' }
const MONTH = { from: '2026-08-01', to: '2026-09-01', today: '2026-09-15' }
const [WHOLE, NO_SPLIT] = [{ bucket: null, segment: null }, { segment: null }] as const
const pad = (n: number, digits: number) => String(n).padStart(digits, '0')
const province = (n: number) => `P${pad(n % 34, 2)}`
const centre = (n: number) => `T${pad((n * 97) % 3_321, 5)}`

export const QUESTIONS: Record<string, (n: number) => CellRequest> = {
  'the country in a month': () => ({ ...MONTH, ...WHOLE, level: 'country', parent: null }),
  'the country by months of a year': () => ({ ...YEAR, ...NO_SPLIT, bucket: 'month', level: 'country', parent: null }),
  '34 provinces in a month': () => ({ ...MONTH, ...WHOLE, level: 'province', parent: null }),
  '3,321 communes in a month': () => ({ ...MONTH, ...WHOLE, level: 'commune', parent: null }),
  'communes of a province in a month': (n) => ({ ...MONTH, ...WHOLE, level: 'commune', parent: province(n) }),
  'a province by days of a month': (n) => ({ ...MONTH, ...NO_SPLIT, bucket: 'day', level: 'province', parent: province(n) }),
  'a centre by weeks of a year': (n) => ({ ...YEAR, ...NO_SPLIT, bucket: 'week', level: 'centre', parent: centre(n) }),
  'a centre by channel in a year': (n) => ({ ...YEAR, bucket: null, segment: 'channel', level: 'centre', parent: centre(n) }),
  'counters of a centre in a month': (n) => ({ ...MONTH, ...WHOLE, level: 'counter', parent: centre(n) }),
  'procedures of a centre in a month': (n) => ({ ...MONTH, ...WHOLE, level: 'procedure', parent: centre(n) }),
  'hours of the week of a centre in a year': (n) => ({ ...YEAR, bucket: null, segment: 'weekday-hour', level: 'centre', parent: centre(n) }),
}

/** Asks every question so often, of another unit each time; milliseconds of each. */
export async function askAll({ warehouse }: Country, times: number): Promise<Map<string, number[]>> {
  const indicator = findIndicator('counter-satisfaction')
  if (!indicator) throw new Error('There is no counter-satisfaction.')
  const took = new Map<string, number[]>()
  for (const [name, toRequest] of Object.entries(QUESTIONS)) {
    took.set(name, [])
    for (let n = 0; n < times; n += 1) {
      const startedAt = performance.now()
      const cells = await selectIndicatorCells(warehouse, indicator, toRequest(n))
      took.get(name)?.push(performance.now() - startedAt)
      if (cells.length === 0) throw new Error(`${name}: nothing found`)
    }
  }
  return took
}
