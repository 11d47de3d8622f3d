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
  let counter: { code: string; province: number; centre: number; number: number } | undefined
  for (let index = 0; index < all.length; index += 1) {
    const cell = all[index] as RatingCell
    const isCounted = Number.isInteger(cell.week) && cell.n >= 0 && cell.dissatisfied >= 0 && cell.dissatisfied <= cell.n && cell.week <= lastWeek
    if (!isCounted) throw new RangeError(`cells[${index}] breaks a rule: whole weeks up to ${lastWeek}, 0 <= dissatisfied <= n; it is ${JSON.stringify(cell)}`)
    // Cells of a counter mostly come one after another.
    if (counter?.code !== cell.counter) counter = counters.get(cell.counter)
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
  }
  return { provinces: provinces.names, counters: [...counters.values()], centres: centres.size, weeks, cells, fields: fields.size }
}

/**
 * Observed and expected dissatisfied of every counter in periods of `weeksPerPeriod` weeks, the latest first (statistics.md §2.1): the
 * expected are what the province's ratings of the same field and period would make of the counter's own mix, E = Σ nₑpₑ, and the
 * information V = Σ nₑpₑ(1 − pₑ). A province's cell with too few ratings gives way to the country's, and that to the country's of all time.
 */
export function sumUp(world: World, weeksPerPeriod: number, { benchmarkRatings }: Method): Sums & { periods: number } {
  const { counters, weeks, cells, fields } = world
  const periods = Math.ceil(weeks / weeksPerPeriod)
  const shares = shareOut(world, { weeksPerPeriod, periods }, benchmarkRatings)
  const provinceOf = Int32Array.from(counters, (it) => it.province)
  const size = counters.length * periods
  const sums: Sums = { n: new Float64Array(size), observed: new Float64Array(size), expected: new Float64Array(size), information: new Float64Array(size) }
  for (let index = 0; index < cells.n.length; index += 1) {
    const [counter, n] = [cells.counter[index] as number, cells.n[index] as number]
    const period = Math.floor((cells.weeksAgo[index] as number) / weeksPerPeriod)
    const share = shares[((provinceOf[counter] as number) * periods + period) * fields + (cells.field[index] as number)] as number
    const at = counter * periods + period
    sums.n[at]! += n
    sums.observed[at]! += cells.dissatisfied[index] as number
    sums.expected[at]! += n * share
    sums.information[at]! += n * share * (1 - share)
  }
  return { ...sums, periods }
}

/** The dissatisfied share that a counter is held against, by province, period and field in this order. */
function shareOut({ provinces, counters, cells, fields }: World, { weeksPerPeriod, periods }: { weeksPerPeriod: number; periods: number }, least: number): Float64Array {
  const toCounts = (size: number) => ({ n: new Float64Array(size), dissatisfied: new Float64Array(size) })
  const [ofProvince, ofCountry, ofAllTime] = [toCounts(provinces.length * periods * fields), toCounts(periods * fields), toCounts(fields)]
  const provinceOf = Int32Array.from(counters, (it) => it.province)
  for (let index = 0; index < cells.n.length; index += 1) {
    const period = Math.floor((cells.weeksAgo[index] as number) / weeksPerPeriod)
    const at = ((provinceOf[cells.counter[index] as number] as number) * periods + period) * fields + (cells.field[index] as number)
    ofProvince.n[at]! += cells.n[index] as number
    ofProvince.dissatisfied[at]! += cells.dissatisfied[index] as number
  }
  const addUp = (from: typeof ofProvince, to: typeof ofProvince) => from.n.forEach((n, at) => {
    to.n[at % to.n.length]! += n
    to.dissatisfied[at % to.n.length]! += from.dissatisfied[at] as number
  })
  addUp(ofProvince, ofCountry)
  addUp(ofCountry, ofAllTime)
  const shareOf = ({ n, dissatisfied }: typeof ofProvince, at: number, enough: number): number | null =>
    ((n[at] as number) >= enough ? (dissatisfied[at] as number) / (n[at] as number) : null)
  return ofProvince.n.map((_, at) => shareOf(ofProvince, at, least) ?? shareOf(ofCountry, at % ofCountry.n.length, least) ?? shareOf(ofAllTime, at % fields, 1) ?? 0)
}
