import { toFactorIndex, type ItemPattern } from '../statistics/factor-index.ts'
import { wilson, type Interval } from '../statistics/wilson.ts'
import type { Cell } from './indicator.ts'

/** What a histogram of a survey holds: the ways in which the items of a measure were answered, or the answers to a question of 0–10. */
export type SurveyAnswers = 'items' | 'recommend'

/** Keys are series · 2^32 + pattern (survey-daily.ts). */
const SERIES_SHIFT = 2 ** 32
const [FIRST_PASSIVE, FIRST_PROMOTER] = [7, 9]

/** 0 not answered, 1 not satisfied, 2 satisfied: the digits to the base of three, the first item last. */
function toPattern(code: number, times: number): ItemPattern {
  const satisfied: (boolean | null)[] = []
  for (let rest = code; rest > 0; rest = Math.floor(rest / 3)) satisfied.push(rest % 3 === 0 ? null : rest % 3 === 2)
  return { satisfied, times }
}

const sumOf = (ways: readonly (readonly [number, number])[]) => ways.reduce((sum, [, times]) => sum + times, 0)

/**
 * Counts of a cell out of the ways to answer. Of several series of versions the newest counts: what is not comparable is not added up, and `leftOut` says how
 * much that is. The histogram that stays says how often each item was answered (2i) and was satisfying (2i + 1), and no longer who answered what together.
 */
export function toSurveyCell(cell: Cell, answers: SurveyAnswers): Cell {
  const ways = cell.ways ?? cell.histogram ?? []
  const series = Math.max(0, ...ways.map(([key]) => Math.floor(key / SERIES_SHIFT)))
  const own = ways.filter(([key]) => Math.floor(key / SERIES_SHIFT) === series).map(([key, times]): [number, number] => [key % SERIES_SHIFT, times])
  const whole = { ...cell, ways, ...(series > 0 ? { series } : {}), leftOut: ways.length === 0 ? 0 : 1 - sumOf(own) / sumOf(ways) }
  return answers === 'items' ? ofItems(whole, own) : ofRecommendations(whole, own)
}

/** Satisfied answers of all answers, the people behind them, and as `squares` how many independent answers the index is worth. */
function ofItems(cell: Cell, own: readonly (readonly [number, number])[]): Cell {
  const patterns = own.map(([code, times]) => toPattern(code, times))
  const items = Math.max(0, ...patterns.map((it) => it.satisfied.length))
  const index = toFactorIndex(patterns.map((it) => ({ ...it, satisfied: Array.from({ length: items }, (_, item) => it.satisfied[item] ?? null) })), items)
  const counted = (index?.items ?? []).map((it) => it ?? { n: 0, satisfied: 0 })
  return {
    ...cell, numerator: counted.reduce((sum, it) => sum + it.satisfied, 0), denominator: counted.reduce((sum, it) => sum + it.n, 0), sampleSize: index?.n ?? 0, squares: index?.effectiveN ?? 0,
    histogram: counted.flatMap((it, item): [number, number][] => (it.n === 0 ? [] : [[2 * item, it.n], [2 * item + 1, it.satisfied]])),
  }
}

/** Points of 0 (would not recommend: 0–6), 50 (7, 8) and 100 (9, 10), and their squares. The key is the answer plus one. */
function ofRecommendations(cell: Cell, own: readonly (readonly [number, number])[]): Cell {
  const timesFrom = (least: number, most: number) => sumOf(own.filter(([key]) => key - 1 >= least && key - 1 <= most))
  const [passives, promoters, n] = [timesFrom(FIRST_PASSIVE, FIRST_PROMOTER - 1), timesFrom(FIRST_PROMOTER, 10), sumOf(own)]
  return { ...cell, numerator: 50 * passives + 100 * promoters, denominator: n, sampleSize: n, squares: 2_500 * passives + 10_000 * promoters, histogram: [] }
}

/** Two cells as one: their ways to answer are added up before anything is made of them. */
export function addUpSurveyCells(one: Cell, other: Cell, answers: SurveyAnswers): Cell {
  const ways = new Map(one.ways)
  for (const [key, times] of other.ways ?? []) ways.set(key, (ways.get(key) ?? 0) + times)
  return toSurveyCell({ ...one, ways: [...ways], coverage: null }, answers)
}

/** The mean of the items' shares (0–1) with its interval: Wilson's with the effective number of answers. Null without any answer. */
export function wilsonOfItems({ histogram = [], squares: effective = 0 }: Cell): (Interval & { value: number }) | null {
  const counts = new Map(histogram)
  const shares = histogram.filter(([key]) => key % 2 === 0).map(([key, n]) => (counts.get(key + 1) ?? 0) / n)
  const value = shares.reduce((sum, it) => sum + it, 0) / shares.length
  const interval = wilson(value * effective, effective)
  return interval && { value, ...interval }
}
