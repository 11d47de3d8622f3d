import { z } from 'zod'
import { defineQuery } from '../../platform/warehouse/define-query.ts'
import type { DailyKind, DirtyDay } from '../../platform/warehouse/dirty-days.ts'
import type { Warehouse } from '../../platform/warehouse/warehouse.ts'
import { PRESENT_TREE } from '../dimensions/tree-tables.ts'
import type { Rollup } from '../indicators/indicator.ts'
import { placedFacts } from './placed-facts.ts'

/** A cell of a rollup that is recomputed as one. */
export interface RollupCell extends DirtyDay { kind: DailyKind }
/** Days half open, all of one month; `today` bounds what is still open; null is the whole country. */
export interface CellRange { from: string; to: string; today: string; unitCode: string | null }

const DAYS = 'day >= toDate({from:String}) AND day < toDate({to:String})'
const hanoiDay = (column: string) => `toDate(${column}, 'Asia/Ho_Chi_Minh')`
const midnight = (name: string) => `toDateTime64({${name}:String}, 3, 'Asia/Ho_Chi_Minh')`

/** What was counted is counted afresh too, so that a cell whose facts have gone is emptied. */
const RATINGS = `(
  SELECT DISTINCT ${hanoiDay('corrected_at')} AS day, centre_code, counter_code FROM ratings
  WHERE corrected_at >= ${midnight('from')} AND corrected_at < ${midnight('to')}
  UNION DISTINCT SELECT day, centre_code, counter_code FROM rating_daily WHERE ${DAYS})`

/** Dossiers and ratings that are counted afresh mark their offers by themselves. */
const OFFERS = `(
  SELECT DISTINCT ${hanoiDay('offered_at')} AS day, centre_code, counter_code FROM shown_offers
  WHERE offered_at >= ${midnight('from')} AND offered_at < ${midnight('to')}
  UNION DISTINCT SELECT day, centre_code, counter_code FROM offer_daily WHERE ${DAYS})`

const [received, due, ended, returned] = [hanoiDay('registered_at'), hanoiDay('due_at'), hanoiDay('ifNull(finished_at, returned_at)'), hanoiDay('returned_at')]
const askedAgain = `if(length(supplements) < 2, NULL, toNullable(${hanoiDay('arraySort(arrayMap(it -> it.1, supplements))[2]')}))`
const monthStart = 'toStartOfMonth(toDate({from:String}))'
/** Open at some time of a month that has begun: counted in its stocks. */
const inStock = `${received} <= toLastDayOfMonth(${monthStart}) AND ifNull(${ended} >= ${monthStart}, 1) AND ${monthStart} <= toDate({today:String})`
/**
 * Every stored state of a dossier, not only the current one: each may have been counted on its own days, which are those of
 * `toCountedDays` (contract/dossier-days.ts).
 */
const DOSSIERS = `(
  SELECT DISTINCT assumeNotNull(arrayJoin(arrayFilter(it -> ifNull(it >= toDate({from:String}) AND it < toDate({to:String}), 0), [
      toNullable(${received}), ${due}, ${due} + 1, ${ended}, ${returned}, ${askedAgain}, if(${inStock}, toNullable(${monthStart}), NULL), if(${inStock}, toNullable(toLastDayOfMonth(${monthStart})), NULL)]))) AS day,
    centre_code, counter_code, agency_code
  FROM dossiers
  UNION DISTINCT SELECT day, centre_code, counter_code, agency_code FROM dossier_daily WHERE ${DAYS})`

/** Sheets and invitations of months that begin in these days. */
const ofMonths = (month: string) => `toDate(concat(${month}, '-01'))`
const SURVEYS = `(
  SELECT ${ofMonths('month')} AS day, centre_code FROM survey_answers WHERE month >= substring({from:String}, 1, 7) AND month <= substring({to:String}, 1, 7) AND ${DAYS}
  UNION DISTINCT SELECT ${ofMonths('month')} AS day, centre_code FROM survey_invited WHERE ${DAYS}
  UNION DISTINCT SELECT day, centre_code FROM survey_daily WHERE ${DAYS})`

/**
 * Facts of a subtree lie in it on their day, or were stored with a centre of it, or are an agency's of it. Days on which a unit lay there are not asked
 * for: a cell too many changes nothing.
 */
function within(source: string, rollup: Rollup): string {
  const codes = ['place', 'centre_code', ...(rollup === 'dossier_daily' ? ['agency_place'] : [])]
  const subtree = `(SELECT code FROM ${PRESENT_TREE.ancestry} WHERE ancestor_code = {unit:String})`
  return `(SELECT day, centre_code FROM ${placedFacts(source, rollup, PRESENT_TREE)} AS cells WHERE ${codes.map((it) => `cells.${it} IN ${subtree}`).join(' OR ')})`
}

const row = z.object({ day: z.string(), centre_code: z.string() }).transform((it): DirtyDay => ({ day: it.day, centreCode: it.centre_code }))
const cellsOf = (source: string, name: string) => defineQuery<Record<string, string>, DirtyDay>({
  name, lane: 'job', row, sql: `SELECT DISTINCT toString(cells.day) AS day, cells.centre_code AS centre_code FROM ${source} AS cells`,
})
const QUERIES = {
  offers: { country: cellsOf(OFFERS, 'offer-cells'), unit: cellsOf(within(OFFERS, 'offer_daily'), 'offer-cells-of-unit') },
  ratings: { country: cellsOf(RATINGS, 'rating-cells'), unit: cellsOf(within(RATINGS, 'rating_daily'), 'rating-cells-of-unit') },
  dossiers: { country: cellsOf(DOSSIERS, 'dossier-cells'), unit: cellsOf(within(DOSSIERS, 'dossier_daily'), 'dossier-cells-of-unit') },
  surveys: { country: cellsOf(SURVEYS, 'survey-cells'), unit: cellsOf(within(SURVEYS, 'survey_daily'), 'survey-cells-of-unit') },
}

const inOrder = (a: RollupCell, b: RollupCell) => (a.day === b.day ? a.kind.localeCompare(b.kind) || (a.centreCode < b.centreCode ? -1 : 1) : a.day < b.day ? -1 : 1)

/** Every cell that facts of these days belong to, or that holds a count of them, by day. */
export async function selectCellsInRange(warehouse: Warehouse, { unitCode, ...days }: CellRange): Promise<RollupCell[]> {
  const found: RollupCell[] = []
  for (const kind of ['ratings', 'dossiers', 'offers', 'surveys'] as const) {
    const cells = unitCode === null
      ? await warehouse.select(QUERIES[kind].country, days)
      : await warehouse.select(QUERIES[kind].unit, { ...days, unit: unitCode })
    for (const cell of cells) found.push({ kind, ...cell })
  }
  return found.sort(inOrder)
}

const DOSSIER_MOMENTS = ['registered_at', 'due_at', 'finished_at', 'returned_at']
const factDays = defineQuery<Record<string, never>, { first: string; end: string } | null>({
  name: 'fact-days', lane: 'job',
  sql: `SELECT count() AS moments, toString(${hanoiDay('min(moment)')}) AS first, toString(${hanoiDay('max(moment)')} + 2) AS end FROM (
          SELECT arrayJoin([toNullable(min(corrected_at)), max(corrected_at)]) AS moment FROM ratings HAVING count() > 0
          UNION ALL SELECT arrayJoin([${DOSSIER_MOMENTS.flatMap((it) => [`toNullable(min(${it}))`, `toNullable(max(${it}))`]).join(', ')}]) AS moment FROM dossiers HAVING count() > 0
          UNION ALL SELECT arrayJoin(arrayMap(it -> toNullable(toDateTime64(concat(it, '-01 00:00:00'), 3, 'Asia/Ho_Chi_Minh')), [min(month), max(month)])) AS moment FROM survey_answers HAVING count() > 0
        ) WHERE isNotNull(moment)`,
  row: z.object({ moments: z.coerce.number(), first: z.string().nullable(), end: z.string().nullable() })
    .transform(({ moments, first, end }) => (moments === 0 || first === null || end === null ? null : { first, end })),
})

/** The first day that has facts and the day after the last on which one can count (late the day after it was due); null while there are none. */
export const selectFactDays = async (warehouse: Warehouse) => (await warehouse.select(factDays, {}))[0] ?? null
