import { z } from 'zod'
import { toHanoiDay } from '../../contract/period.ts'
import type { Warehouse } from '../../platform/warehouse/warehouse.ts'
import type { JudgedSign } from '../../registry/devices/health-book.ts'
import type { Silence } from '../../registry/devices/judge-health.ts'
import { judgeSilence, SERVING_STEP_MS, toThresholds, toUsualRatio, USUAL_DAYS, type Usual } from '../../registry/devices/silence.ts'
import type { IsOpenAt } from '../../registry/opening-hours/open-spans.ts'

const DAY_MS = 24 * 3_600_000
/** What closed longer ago is held against nobody any more. */
const LOOK_BACK_MS = 7 * DAY_MS
/** A pause that is shorter is nothing. */
const SHORTEST_SILENCE_MS = 15 * 60_000
const USUAL_KEPT_MS = 3_600_000

/** Our own numbers stand in the text, because parameters would make pages wait for the job; codes from outside are bound. */
const toMoment = (epochMs: number) => `fromUnixTimestamp64Milli(${Math.floor(epochMs)})`
const STEP_SECONDS = SERVING_STEP_MS / 1000

/** Ends of dossiers at counters since an instant: finished, or returned where the source gives only that (as in dossier-daily). */
const endsSince = (from: number) => `
  SELECT counter_code, agency_code, code, assumeNotNull(finished_at) AS ended_at FROM dossiers
    WHERE finished_at >= ${toMoment(from)} AND status IN (9, 10) AND counter_code != ''
  UNION ALL
  SELECT counter_code, agency_code, code, assumeNotNull(returned_at) AS ended_at FROM dossiers
    WHERE returned_at >= ${toMoment(from)} AND finished_at IS NULL AND status IN (9, 10) AND counter_code != ''`

const usualRow = z.object({ counter_code: z.string(), servings: z.coerce.number(), ratings: z.coerce.number() })

/**
 * Servings and ratings at tablets of each counter over the 28 days before today: a silence of today must not become a habit. States of
 * one dossier fall into the same serving.
 */
const readUsual = async (warehouse: Warehouse, now: number): Promise<Map<string, Usual>> => {
  const to = Date.parse(`${toHanoiDay(now)}T00:00:00+07:00`)
  const from = to - USUAL_DAYS * DAY_MS
  const rows = await warehouse.select({
    name: 'usual-servings', lane: 'job', row: usualRow,
    sql: `SELECT counter_code, toString(sum(servings)) AS servings, toString(sum(ratings)) AS ratings FROM (
            SELECT counter_code, uniqExact(intDiv(toUnixTimestamp(ended_at), ${STEP_SECONDS})) AS servings, toUInt64(0) AS ratings
              FROM (${endsSince(from)}) WHERE ended_at < ${toMoment(to)} GROUP BY counter_code
            UNION ALL
            SELECT counter_code, toUInt64(0), count() FROM ratings_current
              WHERE corrected_at >= ${toMoment(from)} AND corrected_at < ${toMoment(to)} AND startsWith(sender, 'device:') GROUP BY counter_code
          ) GROUP BY counter_code`,
  }, {})
  return new Map(rows.map((it) => [it.counter_code, { servings: it.servings, ratings: it.ratings }]))
}

interface Asked { sign: JudgedSign; since: number; ratio: number; usual: Usual }
interface Step { at: number; dossiers: number }
const stepRow = z.object({ counter_code: z.string(), at: z.coerce.number(), dossiers: z.coerce.number() })

/** The steps since an instant in which each of these counters closed dossiers; counters that closed too few for a doubt are left out. */
const readSteps = async (warehouse: Warehouse, asked: readonly Asked[]): Promise<Map<string, Step[]>> => {
  const sinceOf = new Map<string, { since: number; needed: number }>()
  for (const { sign, since, ratio, usual } of asked) {
    const needed = Math.ceil(toThresholds(usual).attention / ratio)
    const known = sinceOf.get(sign.counterCode)
    sinceOf.set(sign.counterCode, { since: Math.min(since, known?.since ?? since), needed: Math.min(needed, known?.needed ?? needed) })
  }
  const counters = [...sinceOf]
  const rows = await warehouse.select({
    name: 'servings-since', lane: 'job', row: stepRow,
    sql: `SELECT counter_code, toString(step.1 * ${STEP_SECONDS}) AS at, toString(step.2) AS dossiers FROM (
            SELECT counter_code, groupArray((step, dossiers)) AS steps, any(needed) AS needed FROM (
              SELECT counter_code, intDiv(toUnixTimestamp(ended_at), ${STEP_SECONDS}) AS step, uniqExact(agency_code, code) AS dossiers, any(asked.needed) AS needed
              FROM (${endsSince(Math.min(...asked.map((it) => it.since)))}) AS ends
              INNER JOIN (SELECT it.1 AS counter_code, it.2 AS since, it.3 AS needed
                FROM (SELECT arrayJoin(arrayZip({counters:Array(String)}, {since:Array(UInt64)}, {needed:Array(UInt32)})) AS it)) AS asked USING (counter_code)
              WHERE toUnixTimestamp64Milli(ended_at) > asked.since
              GROUP BY counter_code, step
            ) GROUP BY counter_code HAVING length(steps) >= needed
          ) ARRAY JOIN steps AS step ORDER BY counter_code, step.1`,
  }, { counters: counters.map(([code]) => code), since: counters.map(([, it]) => Math.floor(it.since)), needed: counters.map(([, it]) => it.needed) })
  const steps = new Map<string, Step[]>()
  for (const { counter_code: code, at, dossiers } of rows) {
    const known = steps.get(code)
    if (known) known.push({ at: at * 1000, dossiers })
    else steps.set(code, [{ at: at * 1000, dossiers }])
  }
  return steps
}

const lastRow = z.object({ sender: z.string(), last: z.coerce.number() })

/** When the last stored rating of each of these tablets was given: one that sends no signs of life may still send ratings. */
const readLastRatings = async (warehouse: Warehouse, deviceIds: readonly string[], from: number): Promise<Map<string, number>> => {
  const senders = deviceIds.filter((it) => /^[\w-]+$/.test(it)).map((it) => `'device:${it}'`).join(',')
  const rows = await warehouse.select({
    name: 'last-ratings', lane: 'job', row: lastRow,
    sql: `SELECT sender, toString(toUnixTimestamp64Milli(max(corrected_at))) AS last FROM ratings
          WHERE corrected_at >= ${toMoment(from)} AND sender IN (${senders || `''`}) GROUP BY sender`,
  }, {})
  return new Map(rows.map((it) => [it.sender.slice('device:'.length), it.last]))
}

export interface SilenceContext { now: number; isOpenAt: IsOpenAt; centreOf(counterCode: string): string | null }

/**
 * Which tablets are silent while their counters serve people: how many dossiers the counter closed in its opening hours since the
 * tablet's last rating, and how many ratings that would usually have brought (registry/devices/silence.ts). Only tablets whose counter
 * is open now are looked at.
 */
export function createFindSilences(warehouse: Warehouse) {
  let usual: { at: number; counters: Map<string, Usual>; centres: Map<string, Usual> } | null = null

  const usualAt = async ({ now, centreOf }: SilenceContext) => {
    if (usual && Math.abs(now - usual.at) < USUAL_KEPT_MS) return usual
    const [counters, centres] = [await readUsual(warehouse, now), new Map<string, Usual>()]
    for (const [counterCode, { servings, ratings }] of counters) {
      const centre = centreOf(counterCode) ?? ''
      const sum = centres.get(centre) ?? { servings: 0, ratings: 0 }
      centres.set(centre, { servings: sum.servings + servings, ratings: sum.ratings + ratings })
    }
    return (usual = { at: now, counters, centres })
  }

  return async (signs: readonly JudgedSign[], context: SilenceContext): Promise<Map<string, Silence>> => {
    const { now, isOpenAt, centreOf } = context
    const { counters, centres } = await usualAt(context)
    const nothing: Usual = { servings: 0, ratings: 0 }
    const asked = signs.flatMap((sign): Asked[] => {
      const since = Math.max(sign.lastTapAt ?? sign.enrolledAt, sign.placedAt, now - LOOK_BACK_MS)
      if (now - since < SHORTEST_SILENCE_MS || !isOpenAt(sign.counterCode, now)) return []
      const own = counters.get(sign.counterCode) ?? nothing
      return [{ sign, since, usual: own, ratio: toUsualRatio(own, centres.get(centreOf(sign.counterCode) ?? '') ?? nothing) }]
    })
    if (asked.length === 0) return new Map()
    const steps = await readSteps(warehouse, asked)
    const judge = ({ sign, since, ratio, usual: counter }: Asked): Silence | null => {
      const open = (steps.get(sign.counterCode) ?? []).filter(({ at }) => at + SERVING_STEP_MS > since && isOpenAt(sign.counterCode, at))
      const verdict = judgeSilence({ servings: open.length, ratio, counter })
      return verdict && { ...verdict, since, dossiers: open.reduce((sum, it) => sum + it.dossiers, 0) }
    }
    const doubted = asked.filter((it) => judge(it) !== null)
    const last = await readLastRatings(warehouse, doubted.map((it) => it.sign.deviceId), now - LOOK_BACK_MS)
    return new Map(doubted.flatMap((it) => {
      const silence = judge({ ...it, since: Math.max(it.since, last.get(it.sign.deviceId) ?? 0) })
      return silence ? [[it.sign.deviceId, silence] as const] : []
    }))
  }
}
export type FindSilences = ReturnType<typeof createFindSilences>
