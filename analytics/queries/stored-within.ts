import { z } from 'zod'
import type { Level } from '../../contract/indicator.ts'
import { defineQuery } from '../../platform/warehouse/define-query.ts'
import type { Lane, Warehouse } from '../../platform/warehouse/warehouse.ts'

/** Centres under whose code facts of a unit were ever stored. */
export interface StoredWithin {
  centres: readonly string[]
  /** Whether all that was stored there in these days lay in the unit, so that no fact need be placed. */
  isAll: boolean
  /** Whether the unit was of the level asked for in all these days: then all of that is its own. */
  isOfLevel: boolean
}
/** A code from one day until another (half open). */
interface Span { code: string; since: string; until: string }
export interface PlaceSpan extends Span { place: string; isOpen: boolean }
/** A unit that lay in the one asked for, or is it. */
export interface WithinSpan extends Span { kind: string }

/** Beyond that, lists in the text cost more than what they save. */
const MOST_CENTRES = 200

const centres = defineQuery<{ parent: string }, string>({
  name: 'stored-centres',
  sql: `SELECT DISTINCT centre_code FROM stored_centres WHERE code IN (
          SELECT code FROM fact_places WHERE place_code IN (SELECT code FROM unit_ancestry WHERE ancestor_code = {parent:String})) LIMIT ${MOST_CENTRES + 1}`,
  row: z.object({ centre_code: z.string() }).transform((it) => it.centre_code),
})
const places = defineQuery<{ centres: readonly string[] }, PlaceSpan>({
  name: 'places-of-centres',
  sql: `SELECT code, toString(valid_from) AS since, toString(leadInFrame(valid_from, 1, toDate32('2299-12-31')) OVER (PARTITION BY code ORDER BY valid_from ROWS BETWEEN CURRENT ROW AND 1 FOLLOWING)) AS until,
          place_code AS place, is_open = 1 AS isOpen
        FROM fact_places WHERE code IN (SELECT code FROM stored_centres WHERE centre_code IN {centres:Array(String)})`,
  row: z.object({ code: z.string(), since: z.string(), until: z.string(), place: z.string(), isOpen: z.coerce.boolean() }),
})
const within = defineQuery<{ parent: string }, WithinSpan>({
  name: 'units-within',
  sql: `SELECT code, toString(valid_from) AS since, toString(valid_to) AS until,
          if(code = ancestor_code, toString(ancestor_kind), '') AS kind FROM unit_ancestry WHERE ancestor_code = {parent:String}`,
  row: z.object({ code: z.string(), since: z.string(), until: z.string(), kind: z.string() }),
})

/** Where facts of a unit are stored; null where they are spread too widely for that to be of use. */
export async function readStoredWithin(warehouse: Warehouse, asked: { parent: string; level: Level; from: string; to: string }, lane: Lane): Promise<StoredWithin | null> {
  const { parent } = asked
  const found = await warehouse.select({ ...centres, lane }, { parent })
  if (found.length > MOST_CENTRES) return null
  const [placeSpans, withinSpans] = await Promise.all([warehouse.select({ ...places, lane }, { centres: found }), warehouse.select({ ...within, lane }, { parent })])
  return {
    centres: found, isAll: isAllWithin(found, placeSpans, withinSpans, asked),
    isOfLevel: withinSpans.some((it) => it.code === parent && it.kind === asked.level && covers(it, asked)),
  }
}

const covers = ({ since, until }: Span, days: { from: string; to: string }) => since <= days.from && until >= days.to

/**
 * Whether every fact that was stored under these centres in these days (half open) lay in the unit, whatever else it carries: each centre was open
 * and in it on every day, and no counter that has facts there was open elsewhere. Facts then lie at their counter, or else at their centre.
 */
export function isAllWithin(stored: readonly string[], places: readonly PlaceSpan[], within: readonly WithinSpan[], days: { from: string; to: string }): boolean {
  const isWithin = (place: string) => within.some((it) => it.code === place && covers(it, days))
  const known = new Map<string, boolean>()
  const liesWithin = ({ place }: PlaceSpan): boolean => {
    const found = known.get(place) ?? isWithin(place)
    known.set(place, found)
    return found
  }
  const isCentreWithin = (code: string) => places.some((it) => it.code === code && it.isOpen && covers(it, days) && liesWithin(it))
  // A unit lies where it is itself; what lies at another code's is a counter.
  const isAway = (it: PlaceSpan) => it.isOpen && it.code !== it.place && it.since < days.to && it.until > days.from && !liesWithin(it)
  return stored.every(isCentreWithin) && !places.some(isAway)
}
