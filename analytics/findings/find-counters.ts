import { z } from 'zod'
import { toHanoiDay } from '../../contract/period.ts'
import type { Clock } from '../../platform/clock.ts'
import { defineQuery } from '../../platform/warehouse/define-query.ts'
import type { Warehouse } from '../../platform/warehouse/warehouse.ts'
import type { Places } from '../../registry/places.ts'
import type { ProcedureIndex } from '../../registry/procedures/procedure-index.ts'
import { detectUnderperformance, type CounterFinding, type RatingCell } from '../detection/detect-underperformance.ts'
import { METHOD } from '../detection/method.ts'
import { readCells, withoutOdd, type OddCell } from './read-cells.ts'
import { lastFullWeek, toWeekDays, toWeekEnd } from './weeks.ts'

interface FindDeps { warehouse: Warehouse; places: Places; procedures: Pick<ProcedureIndex, 'allOn'>; clock: Clock }

/** A year that is judged, and a year before it from which a counter's own level is known. */
const HISTORY_WEEKS = 96
/** So far back a finding can be told to have begun when weeks were not judged, at the first start or after a long halt. */
const CAUGHT_UP_WEEKS = 12

const COLUMNS = [
  'week_end', 'counter_code', 'method', 'province_code', 'centre_code', 'n', 'window_months', 'observed', 'expected', 'posterior_mean', 'p', 'p_adjusted', 'cusum', 'level', 'change', 'review', 'ratings', 'computed_at',
  'validated', 'validated_n', 'validated_observed', 'validated_level', 'validated_change',
] as const

const judgedWeeks = defineQuery<{ method: number; from: string }, string>({
  name: 'judged-weeks', lane: 'job',
  sql: 'SELECT DISTINCT toString(week_end) AS ended FROM counter_findings WHERE method = {method:UInt16} AND week_end >= {from:Date}',
  row: z.object({ ended: z.string() }).transform((it) => it.ended),
})

/** So many more or fewer ratings than it was made of, and a week is judged again at once; fewer wait for the morning. */
const MUCH = 0.005

const lastJudged = defineQuery<{ method: number; week_end: string }, { ratings: number; computedAt: number }>({
  name: 'last-judged', lane: 'job',
  sql: 'SELECT max(ratings) AS made_of, toUnixTimestamp64Milli(max(computed_at)) AS computed FROM counter_findings FINAL WHERE method = {method:UInt16} AND week_end = {week_end:Date} HAVING count() > 0',
  row: z.object({ made_of: z.coerce.number(), computed: z.coerce.number() }).transform((it) => ({ ratings: it.made_of, computedAt: it.computed })),
})
const ratingsUntil = defineQuery<{ from: string; to: string }, number>({
  name: 'ratings-until', lane: 'job', sql: 'SELECT sum(ratings) AS counted FROM rating_daily FINAL WHERE is_deleted = 0 AND day >= {from:Date} AND day < {to:Date}', row: z.object({ counted: z.coerce.number() }).transform((it) => it.counted),
})

/**
 * Whether the last full week is to be judged: it never was ('never judged'), much has come since, or anything has and the last time was before `since`
 * (milliseconds UTC).
 */
export async function isDue({ warehouse, clock }: Pick<FindDeps, 'warehouse' | 'clock'>, since: number): Promise<boolean | 'never judged'> {
  const weekEnd = toWeekEnd(lastFullWeek(toHanoiDay(clock())))
  const [judged] = await warehouse.select(lastJudged, { method: METHOD.version, week_end: weekEnd })
  if (!judged) return 'never judged'
  const [ratings = 0] = await warehouse.select(ratingsUntil, toWeekDays(weekEnd, HISTORY_WEEKS))
  const changed = Math.abs(ratings - judged.ratings)
  return changed > MUCH * judged.ratings || (changed > 0 && judged.computedAt < since)
}

/**
 * Judges the last full week, again each time it is asked because ratings come late, and those of the last weeks that were not judged yet.
 * Answers the ends of the weeks judged and how many counters were flagged in the last. Running it twice leaves the same findings.
 */
export async function findCounters(deps: FindDeps): Promise<{ weekEnds: string[]; counters: number; flagged: number }> {
  const { warehouse, clock } = deps
  const today = toHanoiDay(clock())
  const last = lastFullWeek(today)
  const recent = Array.from({ length: CAUGHT_UP_WEEKS }, (_, ago) => last - CAUGHT_UP_WEEKS + 1 + ago)
  const judged = new Set(await warehouse.select(judgedWeeks, { method: METHOD.version, from: toWeekEnd(recent[0] as number) }))
  const due = recent.filter((week) => week === last || !judged.has(toWeekEnd(week)))
  const cells = await readCells(deps, { lastWeek: last, weeks: HISTORY_WEEKS + CAUGHT_UP_WEEKS, today })
  const [ratings = 0] = await warehouse.select(ratingsUntil, toWeekDays(toWeekEnd(last), HISTORY_WEEKS))
  let [counters, flagged] = [0, 0]
  for (const week of due) {
    const known = cells.filter((it) => it.week <= week && it.week > week - HISTORY_WEEKS)
    const findings = detectUnderperformance(known, { lastWeek: week })
    const validated = week === last ? await judgeValidated(deps, known, findings, { lastWeek: last, weeks: HISTORY_WEEKS, today }) : null
    const centres = new Map(known.map((it) => [it.counter, it.centre]))
    const computedAt = new Date(clock()).toISOString()
    await warehouse.insert('counter_findings', COLUMNS, findings.map((it) => [
      toWeekEnd(week), it.counter, METHOD.version, it.province, centres.get(it.counter) ?? '', it.n, it.windowMonths, it.observed, it.expected, it.posteriorMean, it.p, it.pAdjusted, it.cusum,
      it.level ? 1 : 0, it.change ? 1 : 0, it.review ? 1 : 0, ratings, computedAt, ...toColumns(validated?.get(it.counter)),
    ]));
    [counters, flagged] = [findings.length, findings.filter((it) => it.watch).length]
  }
  return { weekEnds: due.map(toWeekEnd), counters, flagged }
}

interface Validated { n: number; observed: number; level: boolean; change: boolean }

/**
 * What the validated ratings alone would say of each counter: its counts in the window of the finding of all, and both flags. Null where no rating is odd.
 * Only of the newest week: it is what people read and answer.
 */
async function judgeValidated(deps: FindDeps, cells: readonly RatingCell[], findings: readonly CounterFinding[], span: { lastWeek: number; weeks: number; today: string }): Promise<Map<string, Validated> | null> {
  const validated = await withoutOdd(deps, cells, span)
  if (validated === null) return null
  const flags = new Map(detectUnderperformance(validated.cells, { lastWeek: span.lastWeek }).map((it) => [it.counter, it]))
  const odd = new Map<string, OddCell[]>()
  for (const it of validated.odd) odd.set(it.counter, [...odd.get(it.counter) ?? [], it])
  return new Map(findings.map(({ counter, n, observed, windowMonths }) => {
    const taken = (odd.get(counter) ?? []).filter((it) => it.week > span.lastWeek - windowMonths * METHOD.weeksPerMonth)
    const sum = (key: 'n' | 'dissatisfied') => taken.reduce((all, it) => all + it[key], 0)
    // A counter all of whose ratings are odd has none that are valid, and nothing is found of it.
    return [counter, { n: n - sum('n'), observed: observed - sum('dissatisfied'), level: flags.get(counter)?.level ?? false, change: flags.get(counter)?.change ?? false }]
  }))
}

const toColumns = (it: Validated | undefined) => [it ? 1 : 0, it?.n ?? 0, it?.observed ?? 0, it?.level ? 1 : 0, it?.change ? 1 : 0]
