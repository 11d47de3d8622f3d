import type { Method } from './method.ts'

/**
 * Ratings of a counter in a week and a field. The field is what makes ratings comparable: sector × channel × scale. `week` counts whole
 * weeks from any beginning; `dissatisfied` are levels 1–2 of 5 (1 of 3).
 */
export interface RatingCell { province: string; centre: string; counter: string; field: string; week: number; n: number; dissatisfied: number }

/** What was observed and expected of counters, each array by counter (times the number of periods, period by period within a counter). */
export interface Sums { n: Float64Array; observed: Float64Array; expected: Float64Array; information: Float64Array }

/** Cells set up for counting: counters by number, and for every cell its place. Weeks count back from the last, which is 0. */
export interface World {
  provinces: readonly string[]
  counters: readonly { code: string; province: number; centre: number }[]
  centres: number
  weeks: number
  cells: { counter: Int32Array; field: Int32Array; weeksAgo: Int32Array; n: Float64Array; dissatisfied: Float64Array }
  fields: number
}

class Numbering {
  readonly #numbers = new Map<string, number>()
  of(name: string): number {
    const known = this.#numbers.get(name)
    if (known !== undefined) return known
    this.#numbers.set(name, this.#numbers.size)
    return this.#numbers.size - 1
  }
  get size() { return this.#numbers.size }
  get names() { return [...this.#numbers.keys()] }
}

/** Throws a RangeError that names the cell where a count is none, or more are dissatisfied than have rated. */
export function toWorld(all: readonly RatingCell[], lastWeek = all.reduce((last, it) => Math.max(last, it.week), -Infinity)): World {
  const [provinces, centres, fields] = [new Numbering(), new Numbering(), new Numbering()]
  const counters = new Map<string, { code: string; province: number; centre: number; number: number }>()
  const cells: World['cells'] = {
    counter: new Int32Array(all.length), field: new Int32Array(all.length), weeksAgo: new Int32Array(all.length), n: new Float64Array(all.length), dissatisfied: new Float64Array(all.length),
  }
  let weeks = 0
  all.forEach((cell, index) => {
    const isCounted = Number.isInteger(cell.week) && cell.n >= 0 && cell.dissatisfied >= 0 && cell.dissatisfied <= cell.n && cell.week <= lastWeek
    if (!isCounted) throw new RangeError(`cells[${index}] breaks a rule: whole weeks up to ${lastWeek}, 0 <= dissatisfied <= n; it is ${JSON.stringify(cell)}`)
    let counter = counters.get(cell.counter)
    if (!counter) {
      counter = { code: cell.counter, province: provinces.of(cell.province), centre: centres.of(`${cell.province}\n${cell.centre}`), number: counters.size }
      counters.set(cell.counter, counter)
    }
    const weeksAgo = lastWeek - cell.week
    weeks = Math.max(weeks, weeksAgo + 1)
    cells.counter[index] = counter.number
    cells.field[index] = fields.of(cell.field)
    cells.weeksAgo[index] = weeksAgo
    cells.n[index] = cell.n
    cells.dissatisfied[index] = cell.dissatisfied
  })
  return { provinces: provinces.names, counters: [...counters.values()], centres: centres.size, weeks, cells, fields: fields.size }
}

/**
 * Observed and expected dissatisfied of every counter in periods of `weeksPerPeriod` weeks, the latest first (statistics.md §2.1): the
 * expected are what the province's ratings of the same field and period would make of the counter's own mix, E = Σ nₑpₑ, and the
 * information V = Σ nₑpₑ(1 − pₑ). A province's cell with too few ratings gives way to the country's, and that to the country's of all time.
 */
export function sumUp({ provinces, counters, weeks, cells, fields }: World, weeksPerPeriod: number, { benchmarkRatings }: Method): Sums & { periods: number } {
  const periods = Math.ceil(weeks / weeksPerPeriod)
  const periodOf = (index: number) => Math.floor((cells.weeksAgo[index] as number) / weeksPerPeriod)
  const [ofProvince, ofCountry, ofAllTime] = [provinces.length * fields * periods, fields * periods, fields].map((size) => ({ n: new Float64Array(size), dissatisfied: new Float64Array(size) })) as [Shares, Shares, Shares]
  const provinceOf = (index: number) => counters[cells.counter[index] as number]?.province ?? 0
  const places = (index: number): [number, number, number] => {
    const field = cells.field[index] as number
    const inCountry = periodOf(index) * fields + field
    return [provinceOf(index) * fields * periods + inCountry, inCountry, field]
  }
  for (let index = 0; index < cells.n.length; index += 1) {
    const [one, two, three] = places(index)
    for (const [shares, at] of [[ofProvince, one], [ofCountry, two], [ofAllTime, three]] as const) {
      shares.n[at]! += cells.n[index] as number
      shares.dissatisfied[at]! += cells.dissatisfied[index] as number
    }
  }
  const size = counters.length * periods
  const sums: Sums = { n: new Float64Array(size), observed: new Float64Array(size), expected: new Float64Array(size), information: new Float64Array(size) }
  for (let index = 0; index < cells.n.length; index += 1) {
    const n = cells.n[index] as number
    if (n === 0) continue
    const [one, two, three] = places(index)
    const share = shareOf(ofProvince, one, benchmarkRatings) ?? shareOf(ofCountry, two, benchmarkRatings) ?? shareOf(ofAllTime, three, 1) ?? 0
    const at = (cells.counter[index] as number) * periods + periodOf(index)
    sums.n[at]! += n
    sums.observed[at]! += cells.dissatisfied[index] as number
    sums.expected[at]! += n * share
    sums.information[at]! += n * share * (1 - share)
  }
  return { ...sums, periods }
}

interface Shares { n: Float64Array; dissatisfied: Float64Array }
const shareOf = ({ n, dissatisfied }: Shares, at: number, least: number): number | null =>
  ((n[at] as number) >= least ? (dissatisfied[at] as number) / (n[at] as number) : null)
