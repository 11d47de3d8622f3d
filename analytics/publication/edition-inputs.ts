import { z } from 'zod'
import type { EditionInputs } from '../../contract/edition.ts'
import type { DayRange } from '../../contract/period.ts'
import type { Clock } from '../../platform/clock.ts'
import { defineQuery } from '../../platform/warehouse/define-query.ts'
import type { DirtyDays, RollupKind } from '../../platform/warehouse/dirty-days.ts'
import type { Warehouse } from '../../platform/warehouse/warehouse.ts'
import { refreshRollups } from '../rollups/refresh-rollups.ts'

const KINDS: readonly RollupKind[] = ['ratings', 'dossiers', 'offers', 'surveys', 'rating-units', 'dossier-units', 'offer-units', 'survey-units']

/** How many cells of a month wait for recomputation: days of centres, and whole days of the sums by unit. */
export async function countPending(dirtyDays: DirtyDays, period: string): Promise<number> {
  const marked = await Promise.all(KINDS.map((kind) => dirtyDays.take(kind, Number.MAX_SAFE_INTEGER)))
  return marked.flat().filter((it) => it.day.startsWith(period)).length
}

const ROUNDS = 20

/** Recomputes until no day of the month is marked: then every fact of it that is stored is counted. Throws while facts come faster than that. */
export async function countFacts(deps: { warehouse: Warehouse; dirtyDays: DirtyDays; clock: Clock }, period: string): Promise<void> {
  for (let round = 0; round < ROUNDS; round += 1) {
    await refreshRollups(deps)
    if ((await countPending(deps.dirtyDays, period)) === 0) return
  }
  throw new Error(`Facts of ${period} come faster than they are counted.`)
}

type Days = { from: string; to: string; period: string }
const text = z.object({ mark: z.string() }).transform((it) => it.mark)
/** All that figures are computed from, each as one number that any change of it changes. */
const MARKED: readonly string[] = [
  ...['rating_daily', 'dossier_daily', 'offer_daily', 'survey_daily', 'rating_units', 'dossier_units', 'offer_units', 'survey_units'].map((rollup) => `SELECT count() AS rows, sum(cityHash64(* EXCEPT (version, is_deleted))) AS content
    FROM ${rollup} FINAL WHERE is_deleted = 0 AND day >= toDate({from:String}) AND day < toDate({to:String})`),
  `SELECT count() AS rows, sum(cityHash64(code, ancestor_code, ancestor_kind, greatest(valid_from, toDate32({from:String})), least(valid_to, toDate32({to:String})))) AS content
    FROM unit_ancestry WHERE valid_from < toDate32({to:String}) AND valid_to > toDate32({from:String})`,
  `SELECT count() AS rows, sum(cityHash64(toJSONString(tuple(* EXCEPT (version))))) AS content FROM petition_facts FINAL
    WHERE (received_on >= toDate({from:String}) AND received_on < toDate({to:String})) OR (counted_on >= toDate({from:String}) AND counted_on < toDate({to:String}))`,
  `SELECT count() AS rows, sum(cityHash64(*)) AS content FROM fact_places WHERE valid_from < toDate32({to:String})`,
  // A hash of nothing known would be nothing known: counts or values may be null here.
  `SELECT count() AS rows, sum(cityHash64(toJSONString(tuple(*)))) AS content FROM reported_measures_current WHERE period = {period:String}`,
]

/** What a month's figures would be computed from now. Two that are equal give the same figures. */
export async function readInputMark(warehouse: Warehouse, period: string, days: DayRange): Promise<string> {
  const marks: string[] = []
  for (const sql of MARKED) {
    const query = defineQuery<Days, string>({ name: 'edition-input-mark', lane: 'job', row: text, sql: `SELECT concat(toString(rows), ':', toString(content)) AS mark FROM (${sql})` })
    marks.push(...await warehouse.select(query, { ...days, period }))
  }
  return marks.join(' ')
}

const inDays = (instant: string) =>
  `(${instant} >= toDateTime64({from:String}, 3, 'Asia/Ho_Chi_Minh') AND ${instant} < toDateTime64({to:String}, 3, 'Asia/Ho_Chi_Minh'))`
const countRow = z.object({ count: z.coerce.number(), last_ms: z.coerce.number() })
  .transform(({ count, last_ms: lastMs }) => ({ count, last: count === 0 ? null : new Date(lastMs).toISOString() }))
const counted = (name: string, sql: string) => defineQuery<Days & { late: boolean }, z.infer<typeof countRow>>({ name, lane: 'job', row: countRow, sql })

const ratings = counted('edition-ratings', `
  SELECT (SELECT sum(ratings) FROM rating_daily FINAL WHERE is_deleted = 0 AND day >= toDate({from:String}) AND day < toDate({to:String})) AS count,
    toUnixTimestamp64Milli(max(received_at)) AS last_ms FROM ratings WHERE ${inDays('corrected_at')} AND ({late:Bool} OR NOT has(flags, 'late-after-publication'))`)
const dossiers = counted('edition-dossiers', `
  SELECT count() AS count, toUnixTimestamp64Milli(max(received_at)) AS last_ms FROM dossiers_current
  WHERE (${['registered_at', 'due_at', 'ifNull(finished_at, returned_at)'].map((it) => `ifNull(${inDays(it)}, 0)`).join(' OR ')}) AND ({late:Bool} OR NOT has(flags, 'late-after-publication'))`)
const measures = counted('edition-measures', `
  SELECT count() AS count, toUnixTimestamp64Milli(max(received_at)) AS last_ms FROM reported_measures_current WHERE period = {period:String}`)
const setAside = defineQuery<Days, EditionInputs['setAside'][number]>({
  name: 'edition-set-aside', lane: 'job', row: z.object({ reason: z.string(), count: z.coerce.number() }),
  sql: `SELECT reason, count() AS count FROM set_aside_facts FINAL
        WHERE ${inDays("fromUnixTimestamp64Milli(JSONExtractInt(payload, 'occurredAt'))")} GROUP BY reason ORDER BY reason`,
})

/** How many facts of a month are in, the newest of each kind, and what was set aside. Ratings: those that are counted. `late`: with those that came after it was published. */
export async function readInputs(warehouse: Warehouse, period: string, days: DayRange, late = false): Promise<EditionInputs> {
  const of = async (query: typeof ratings) => (await warehouse.select(query, { ...days, period, late }))[0] ?? { count: 0, last: null }
  const [rated, handled, reported] = [await of(ratings), await of(dossiers), await of(measures)]
  return {
    ratings: rated.count, dossiers: handled.count, measures: reported.count,
    lastReceivedAt: { ratings: rated.last, dossiers: handled.last, measures: reported.last },
    setAside: await warehouse.select(setAside, { ...days, period }),
  }
}

const missingOfTablets = defineQuery<Days, number>({
  name: 'edition-missing', row: z.object({ missing: z.coerce.number() }).transform((it) => it.missing),
  sql: 'SELECT sum(missing) AS missing FROM custody_days FINAL WHERE day >= toDate({from:String}) AND day < toDate({to:String})',
})
/** Ratings of a month that tablets have numbered and that have not come, as of the last reconciliation. */
export const countMissing = async (warehouse: Warehouse, period: string, days: DayRange): Promise<number> =>
  (await warehouse.select(missingOfTablets, { ...days, period }))[0] ?? 0

const lateSince = defineQuery<Days & { since: string }, { ratings: number; dossiers: number }>({
  name: 'edition-late', row: z.object({ ratings: z.coerce.number(), dossiers: z.coerce.number() }),
  sql: `WITH parseDateTime64BestEffort({since:String}, 3, 'UTC') AS closed
        SELECT (SELECT uniqExact(sender, id) FROM ratings WHERE ${inDays('corrected_at')} AND received_at > closed) AS ratings,
          (SELECT uniqExact(code) FROM dossiers WHERE (${['registered_at', 'due_at', 'ifNull(finished_at, returned_at)'].map((it) => `ifNull(${inDays(it)}, 0)`).join(' OR ')}) AND received_at > closed) AS dossiers`,
})
const placeRow = z.object({ unit: z.string(), ratings: z.coerce.number(), dossiers: z.coerce.number(), first_ms: z.coerce.number(), last_ms: z.coerce.number() })
  .transform((it) => ({ unit: it.unit, ratings: it.ratings, dossiers: it.dossiers, firstReceivedAt: new Date(it.first_ms).toISOString(), lastReceivedAt: new Date(it.last_ms).toISOString() }))
const latePlaces = defineQuery<Days & { since: string }, z.infer<typeof placeRow>>({
  name: 'edition-late-places', row: placeRow,
  sql: `WITH parseDateTime64BestEffort({since:String}, 3, 'UTC') AS closed
        SELECT unit, sum(rated) AS ratings, sum(handled) AS dossiers, toUnixTimestamp64Milli(min(first)) AS first_ms, toUnixTimestamp64Milli(max(last)) AS last_ms FROM (
          SELECT toString(centre_code) AS unit, uniqExact(sender, id) AS rated, 0 AS handled, min(received_at) AS first, max(received_at) AS last FROM ratings
          WHERE ${inDays('corrected_at')} AND received_at > closed GROUP BY unit
          UNION ALL
          SELECT if(centre_code = '', toString(agency_code), toString(centre_code)) AS unit, 0 AS rated, uniqExact(code) AS handled, min(received_at) AS first, max(received_at) AS last FROM dossiers
          WHERE (${['registered_at', 'due_at', 'ifNull(finished_at, returned_at)'].map((it) => `ifNull(${inDays(it)}, 0)`).join(' OR ')}) AND received_at > closed GROUP BY unit)
        GROUP BY unit ORDER BY ratings + dossiers DESC, unit LIMIT 50`,
})
/** The places most of it is of, the most first. */
export const listLatePlaces = (warehouse: Warehouse, period: string, days: DayRange, since: string) => warehouse.select(latePlaces, { ...days, period, since })

/** Facts of a month that were received after it was closed (UTC): new ones and new states of old ones. */
export const countLate = async (warehouse: Warehouse, period: string, days: DayRange, since: string): Promise<{ ratings: number; dossiers: number }> =>
  (await warehouse.select(lateSince, { ...days, period, since }))[0] ?? { ratings: 0, dossiers: 0 }
