import { z } from 'zod'
import { FINDING_RATINGS_FROM, type CounterFinding } from '../../contract/finding.ts'
import type { FindingBackground } from '../../contract/finding-background.ts'
import { toHanoiDay } from '../../contract/period.ts'
import type { Clock } from '../../platform/clock.ts'
import { defineQuery } from '../../platform/warehouse/define-query.ts'
import type { Warehouse } from '../../platform/warehouse/warehouse.ts'
import type { Places } from '../../registry/places.ts'
import type { ProcedureIndex } from '../../registry/procedures/procedure-index.ts'
import { METHOD } from '../detection/method.ts'
import type { FindingEntries } from './finding-entries.ts'
import { FIELD, sectorParams } from './read-cells.ts'
import { toWeekDays } from './weeks.ts'

const YEAR_WEEKS = 52
/** Unflagged for so long, and it is believed. */
const CALM_WEEKS = 4
const MOST_SHOWN = 3
const MOST_READ = 200
/** As many ratings as the counter's own, within this factor. */
const VOLUME_FACTOR = 2

interface Improved { counter: string; worstWeek: string; worst: { n: number; observed: number; expected: number }; now: { n: number; observed: number; expected: number } }
const count = z.coerce.number()
const improved = defineQuery<{ [name: string]: unknown; method: number; province: string; weekEnd: string; from: string; calmFrom: string }, Improved>({
  name: 'counters-that-improved',
  sql: `SELECT counter, toString(worst.1) AS worst_week, worst.2 AS worst_n, worst.3 AS worst_observed, worst.4 AS worst_expected, now.1 AS now_n, now.2 AS now_observed, now.3 AS now_expected FROM
          (SELECT toString(counter_code) AS counter, maxIf(week_end, level OR change) AS flagged_until, max(week_end) AS last,
             argMaxIf((week_end, n, observed, expected), observed / expected, (level OR change) AND expected > 0) AS worst, argMax((n, observed, expected), week_end) AS now
           FROM counter_findings FINAL WHERE method = {method:UInt16} AND province_code = {province:String} AND week_end >= {from:Date} AND week_end <= {weekEnd:Date}
           GROUP BY counter HAVING countIf((level OR change) AND expected > 0) > 0)
        WHERE flagged_until < {calmFrom:Date} AND last = {weekEnd:Date} AND now.1 >= ${FINDING_RATINGS_FROM} AND now.3 > 0 AND now.2 / now.3 < worst.3 / worst.4
        ORDER BY flagged_until DESC, counter LIMIT ${MOST_READ}`,
  row: z.object({ counter: z.string(), worst_week: z.string(), worst_n: count, worst_observed: count, worst_expected: count, now_n: count, now_observed: count, now_expected: count })
    .transform((it): Improved => ({
      counter: it.counter, worstWeek: it.worst_week, worst: { n: it.worst_n, observed: it.worst_observed, expected: it.worst_expected }, now: { n: it.now_n, observed: it.now_observed, expected: it.now_expected },
    })),
})

const works = defineQuery<{ [name: string]: unknown; counters: readonly string[]; from: string; to: string; procedures: string[]; sectors: string[] }, { counter: string; field: string; ratings: number }>({
  name: 'main-fields',
  sql: `SELECT counter, argMax(field, of_field) AS main, sum(of_field) AS rated FROM
          (SELECT toString(counter_code) AS counter, ${FIELD} AS field, sum(ratings) AS of_field FROM rating_daily FINAL
            WHERE is_deleted = 0 AND counter_code IN {counters:Array(String)} AND day >= {from:Date} AND day < {to:Date} GROUP BY counter, field) GROUP BY counter`,
  row: z.object({ counter: z.string(), main: z.string(), rated: count }).transform((it) => ({ counter: it.counter, field: it.main, ratings: it.rated })),
})

interface ImprovedDeps { warehouse: Warehouse; places: Pick<Places, 'nameOf' | 'centreOf'>; procedures: ProcedureIndex; entries: Pick<FindingEntries, 'causesSince'>; clock: Clock }

/**
 * Counters of other centres of the province that do the same work as this one and are better than they were; those that were flagged last come first,
 * three at most. `mayName` says of which counters the reader may know the name and the unshared words.
 */
export async function readImproved(
  { warehouse, places, procedures, entries, clock }: ImprovedDeps, finding: CounterFinding, { province, mayName }: { province: string; mayName: (counter: string) => boolean },
): Promise<FindingBackground['improved']> {
  const { counter: { code: own }, weekEnd } = finding
  const year = toWeekDays(weekEnd, YEAR_WEEKS)
  const found = (await warehouse.select(improved, { method: METHOD.version, province, weekEnd, from: year.from, calmFrom: toWeekDays(weekEnd, CALM_WEEKS).from }))
    .filter((it) => places.centreOf(it.counter) !== places.centreOf(own))
  if (found.length === 0) return []
  const work = new Map((await warehouse.select(works, { counters: [own, ...found.map((it) => it.counter)], ...year, ...sectorParams(procedures, toHanoiDay(clock())) })).map((it) => [it.counter, it]))
  const isAlike = (counter: string) => {
    const [mine, theirs] = [work.get(own), work.get(counter)]
    return mine !== undefined && theirs !== undefined && mine.field === theirs.field && theirs.ratings <= VOLUME_FACTOR * mine.ratings && mine.ratings <= VOLUME_FACTOR * theirs.ratings
  }
  const shown = found.filter((it) => isAlike(it.counter)).slice(0, MOST_SHOWN)
  const causes = await entries.causesSince(shown.map((it) => it.counter), year.from)
  const named = (code: string) => ({ code, name: places.nameOf(code) ?? { vi: code, en: code } })
  return shown.map(({ counter, worstWeek, worst, now }) => {
    const [isNamed, centre, written] = [mayName(counter), places.centreOf(counter), causes.get(counter)]
    const told = written && (isNamed || written.shared) ? written : null
    return {
      counter: isNamed ? named(counter) : null, centre: isNamed && centre !== null ? named(centre) : null,
      worst: { ...worst, weekEnd: worstWeek }, now, cause: told?.cause ?? null, words: told?.words ?? null,
    }
  })
}
