import { z } from 'zod'
import type { Official, Shift } from '../../contract/official.ts'
import type { RecordSession } from '../../platform/record/record.ts'
import type { Places } from '../places.ts'
import { toSearchText } from '../search-text.ts'
import { readOfficials, toDayStart } from './plan-officials.ts'

const instant = z.date().transform((it) => it.toISOString())
/** A row of the record as it is told. */
export const toWireShift = z
  .object({ id: z.string(), official_code: z.string(), counter_code: z.string().nullable(), valid_from: instant, valid_to: instant.nullable() })
  .transform((row): Shift => ({ id: row.id, officialCode: row.official_code, counterCode: row.counter_code, validFrom: row.valid_from, validTo: row.valid_to }))

const listedRow = z
  .object({
    code: z.string(), name: z.string().nullable(), unit_code: z.string().nullable(), left_on: z.string().nullable(), name_detached_at: instant.nullable(),
    id: z.string().nullable(), counter_code: z.string().nullable(), valid_from: instant.nullable(), valid_to: instant.nullable(),
  })
  .transform((row): Official => ({
    code: row.code, name: row.name, unitCode: row.unit_code, leftOn: row.left_on, nameDetachedAt: row.name_detached_at,
    shift: row.id === null || row.valid_from === null ? null
      : { id: row.id, officialCode: row.code, counterCode: row.counter_code, validFrom: row.valid_from, validTo: row.valid_to },
  }))

export interface OfficialSearch {
  /** Everybody who belongs to these units or has ever sat at these counters; null is everybody. */
  within: { unitCodes: readonly string[]; counterCodes: readonly string[] } | null
  query?: string | undefined
  /** One code only. */
  code?: string | undefined
  /** Who sits at one of these counters in the stretch, or belongs to this unit. */
  at?: { counterCodes: readonly string[]; unitCode: string | null } | undefined
  /** The stretch of time that is asked about: shifts that have a part of it count. */
  from: Date
  to: Date
  /** Only those who have a shift in it. */
  onlyServing: boolean
  mayReadNames: boolean
  after: string
  limit: number
}

/** A word as LIKE takes it: what it means there has no meaning here. */
const toPattern = (word: string) => `%${word.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`

/** Officials in the order of their codes, each with the shift they have in the stretch that is asked about. */
export async function listOfficials(session: RecordSession, search: OfficialSearch): Promise<Official[]> {
  const words = toSearchText(search.query ?? '').split(/\s+/).filter(Boolean).map(toPattern)
  const found = z.array(listedRow).parse(await session.query(
    `SELECT official.code, CASE WHEN $8::boolean THEN name END AS name, unit_code, left_on, name_detached_at,
       serving.id, serving.counter_code, serving.valid_from, serving.valid_to
     FROM official LEFT JOIN LATERAL (
       SELECT id, counter_code, valid_from, valid_to FROM official_shift
       WHERE official_code = official.code AND removed_at IS NULL AND valid_from < $2 AND (valid_to IS NULL OR valid_to > $1)
         AND ($5::text[] IS NULL OR $6::text IS NOT NULL OR counter_code = ANY($5))
       ORDER BY valid_from DESC LIMIT 1
     ) AS serving ON true
     WHERE official.code COLLATE "C" > $9
       AND ($3::text[] IS NULL OR unit_code = ANY($3) OR EXISTS (
         SELECT FROM official_shift WHERE official_code = official.code AND removed_at IS NULL AND counter_code = ANY($4)))
       AND ($5::text[] IS NULL OR serving.counter_code = ANY($5) OR unit_code = $6)
       AND (NOT $7::boolean OR serving.counter_code IS NOT NULL)
       AND ($10::text[] IS NULL OR (SELECT bool_and(lower(official.code) LIKE word OR ($8 AND coalesce(name_search LIKE word, false))) FROM unnest($10::text[]) AS word))
       AND ($12::text IS NULL OR official.code = $12)
     ORDER BY official.code COLLATE "C" LIMIT $11`,
    [
      search.from, search.to, search.within?.unitCodes ?? null, search.within?.counterCodes ?? null, search.at?.counterCodes ?? null, search.at?.unitCode ?? null,
      search.onlyServing, search.mayReadNames, search.after, words.length > 0 ? words : null, search.limit, search.code ?? null,
    ],
  ))
  return found
}

/** Every shift of an official, the latest first; at these counters only, unless null. */
export const listShifts = async (session: RecordSession, code: string, counterCodes: readonly string[] | null): Promise<Shift[]> =>
  z.array(toWireShift).parse(await session.query(
    `SELECT id, official_code, counter_code, valid_from, valid_to FROM official_shift
     WHERE official_code = $1 AND removed_at IS NULL AND ($2::text[] IS NULL OR counter_code = ANY($2)) ORDER BY valid_from DESC`,
    [code, counterCodes],
  ))

/** The names of these officials, where they have one. */
export const namesOf = async (session: RecordSession, codes: readonly string[]): Promise<Map<string, string>> =>
  new Map(z.array(z.object({ code: z.string(), name: z.string() })).parse(
    await session.query('SELECT code, name FROM official WHERE code = ANY($1::text[]) AND name IS NOT NULL', [codes]),
  ).map((it) => [it.code, it.name]))

const servedRow = z.object({ counter_code: z.string(), valid_from: z.date() })

/** The centre an official last served at in the days `[from, to)`; where no shift says so, the centre they belong to. Null where there is none. */
export async function centreServedIn(
  session: RecordSession, { code, from, to, places }: { code: string; from: string; to: string; places: Pick<Places, 'counterAt' | 'unitKind'> },
): Promise<string | null> {
  const [start, end] = [new Date(toDayStart(from)), new Date(toDayStart(to))]
  const [last] = z.array(servedRow).parse(await session.query(
    `SELECT counter_code, valid_from FROM official_shift
     WHERE official_code = $1 AND removed_at IS NULL AND counter_code IS NOT NULL AND valid_from < $3 AND (valid_to IS NULL OR valid_to > $2)
     ORDER BY valid_from DESC LIMIT 1`,
    [code, start, end],
  ))
  const served = last && places.counterAt(last.counter_code, Math.max(last.valid_from.getTime(), start.getTime()))
  if (served) return served.centreCode
  const home = (await readOfficials(session, [code])).get(code)?.unitCode ?? null
  return home !== null && places.unitKind(home) === 'centre' ? home : null
}

/** A stretch in which somebody had a counter, in milliseconds UTC; half open, `to` null while it lasts. */
export interface ServedSpan { from: number; to: number | null }
const servedSpan = z.object({ valid_from: z.date(), valid_to: z.date().nullable() }).transform((it): ServedSpan => ({ from: it.valid_from.getTime(), to: it.valid_to?.getTime() ?? null }))

/** When somebody had a counter, whoever it was, before a day; in the order of time. */
export const listServed = async (session: RecordSession, { counter, to }: { counter: string; to: string }): Promise<ServedSpan[]> =>
  z.array(servedSpan).parse(await session.query(
    'SELECT valid_from, valid_to FROM official_shift WHERE counter_code = $1 AND removed_at IS NULL AND valid_from < $2 ORDER BY valid_from', [counter, new Date(toDayStart(to))],
  ))

const hadRow = z.object({ counter_code: z.string(), since: z.date(), until: z.date().nullable() })

/**
 * The counters an official has had in the stretch (milliseconds UTC), each from when on and until when (null while they have it); where they sat
 * last comes first.
 */
export const countersOf = async (session: RecordSession, { code, from, to }: { code: string; from: number; to: number }): Promise<{ counter: string; since: number; until: number | null }[]> =>
  z.array(hadRow).parse(await session.query(
    `SELECT counter_code, min(valid_from) AS since, CASE WHEN bool_or(valid_to IS NULL) THEN NULL ELSE max(valid_to) END AS until FROM official_shift
     WHERE official_code = $1 AND removed_at IS NULL AND counter_code IS NOT NULL AND valid_from <= $3 AND (valid_to IS NULL OR valid_to > $2)
     GROUP BY counter_code ORDER BY max(valid_from) DESC, counter_code`,
    [code, new Date(from), new Date(to)],
  )).map((it) => ({ counter: it.counter_code, since: it.since.getTime(), until: it.until?.getTime() ?? null }))
