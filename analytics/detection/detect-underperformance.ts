import { followChanges, type CusumPath } from './change-flags.ts'
import { findLevels, spreadOf, type LevelFinding, type Standardised } from './level-flags.ts'
import { METHOD, type Method } from './method.ts'
import { sumUp, toWorld, type RatingCell, type Sums, type World } from './rating-cells.ts'

export type { RatingCell } from './rating-cells.ts'

/** `lastWeek` is now, where the latest cell is older; `method` replaces parameters, for simulation alone. */
export interface DetectionOptions { lastWeek?: number; method?: Method }

/**
 * What is found of a counter in the last month. `observed` and `expected` are dissatisfied ratings of its window (`windowMonths`), of
 * `n`; `level`: surely more than expected of its work at its centre; `change`: surely worse than its own past. Either makes it one to
 * `watch`, and two months of the last three one to `review`. `cusum` is its sum of surprises at the end of the month (limit 6).
 */
export interface CounterFinding {
  counter: string; province: string; n: number; windowMonths: number
  level: boolean; change: boolean; watch: boolean; review: boolean
  expected: number; observed: number; posteriorMean: number; p: number; pAdjusted: number; cusum: number
}

/**
 * Which counters underperform, by ratings alone (statistics.md §2): pure, and the same for the same cells. Counters of one province are
 * judged together; nothing is concluded of a counter with fewer than ten ratings in twelve months. In the order in which counters first
 * come. Throws a RangeError for counts that are none.
 */
export function detectUnderperformance(cells: readonly RatingCell[], { lastWeek, method = METHOD }: DetectionOptions = {}): CounterFinding[] {
  if (cells.length === 0) return []
  const world = toWorld(cells, lastWeek)
  const { weeksPerMonth, review } = method
  const monthly = sumUp(world, weeksPerMonth, method)
  const weekly = sumUp(world, 1, method)
  const findings: CounterFinding[] = Array.from({ length: world.counters.length })
  for (const [province, counters] of countersByProvince(world)) {
    const longest = method.windows.at(-1) as number
    const tau2 = spreadOf(counters.map((it) => toWindow(world, monthly, it, 0, longest)), method)
    const paths = followChanges(counters, weekly, world.weeks, tau2, method)
    const months = Array.from({ length: review.months }, (_, monthsAgo) => judgeMonth(world, monthly, counters, paths, monthsAgo, method))
    counters.forEach((counter, index) => {
      const now = months[0]?.[index] as MonthFinding
      const flaggedMonths = months.filter((month) => month[index]?.level.flagged || month[index]?.change).length
      findings[counter] = {
        counter: (world.counters[counter] as World['counters'][number]).code, province: world.provinces[province] as string, n: now.window.n, windowMonths: now.window.months,
        level: now.level.flagged, change: now.change, watch: now.level.flagged || now.change, review: flaggedMonths >= review.flagged,
        expected: now.level.expected, observed: now.window.observed, posteriorMean: now.level.posteriorMean, p: now.level.p, pAdjusted: now.level.pAdjusted,
        cusum: paths[index]?.at(-1) ?? 0,
      }
    })
  }
  return findings
}

function countersByProvince({ counters, provinces }: World): [number, number[]][] {
  const found: [number, number[]][] = provinces.map((_, index) => [index, []])
  counters.forEach(({ province }, counter) => found[province]?.[1].push(counter))
  return found
}

interface Window extends Standardised { months: number }
interface MonthFinding { window: Window; level: LevelFinding; change: boolean }

/** A counter's sums over `months` months that end `monthsAgo` months ago. */
function toWindow({ counters }: World, monthly: Sums & { periods: number }, counter: number, monthsAgo: number, months: number): Window {
  const sums = { centre: counters[counter]?.centre ?? 0, months, n: 0, observed: 0, expected: 0, information: 0 }
  const first = counter * monthly.periods
  for (let at = first + monthsAgo; at < first + Math.min(monthly.periods, monthsAgo + months); at += 1) {
    sums.n += monthly.n[at] as number
    sums.observed += monthly.observed[at] as number
    sums.expected += monthly.expected[at] as number
    sums.information += monthly.information[at] as number
  }
  return sums
}

/** The shortest window that says enough, or the longest. */
function chooseWindow(world: World, monthly: Sums & { periods: number }, counter: number, monthsAgo: number, { windows, windowRatings, windowExpected }: Method): Window {
  const all = windows.map((months) => toWindow(world, monthly, counter, monthsAgo, months))
  return all.find((it) => it.n >= windowRatings && it.expected >= windowExpected) ?? (all.at(-1) as Window)
}

/** Both flags of a month, as they would have been known at its end. */
function judgeMonth(world: World, monthly: Sums & { periods: number }, counters: readonly number[], paths: readonly CusumPath[], monthsAgo: number, method: Method): MonthFinding[] {
  const windows = counters.map((it) => chooseWindow(world, monthly, it, monthsAgo, method))
  const levels = findLevels(windows, method)
  const { limit, silentWeeks, lagWeeks } = method.cusum
  return windows.map((window, index) => {
    const path = paths[index] as CusumPath
    const end = path.length - monthsAgo * method.weeksPerMonth
    const alarmed = end >= lagWeeks + silentWeeks && (path[end - 1] as number) > limit
    const isRated = monthsAgo < monthly.periods && (monthly.n[(counters[index] as number) * monthly.periods + monthsAgo] as number) > 0
    const level = levels[index] as LevelFinding
    return { window, level: { ...level, flagged: level.flagged && isRated }, change: alarmed && isRated }
  })
}
