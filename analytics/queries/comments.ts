import { z } from 'zod'
import { COMMENT_SCORE_FROM, type Sentiment } from '../../contract/comment.ts'
import { defineQuery } from '../../platform/warehouse/define-query.ts'
import type { Warehouse } from '../../platform/warehouse/warehouse.ts'

/**
 * Which comments: of these counters (null: all), on days `[from, to)`, given before `before` (milliseconds UTC), of a procedure, of a
 * sentiment. Scores are known on days on which the counter had ratings enough.
 */
export interface CommentSearch { counters: readonly string[] | null; from: string; to: string; before: number; procedure: string | null; sentiment: Sentiment | null }
/** Where a comment stands in the list. `key` is made from sender and id and does not lead back: the id of a rating tells its very moment. */
export interface CommentPlace { day: string; hour: number; key: string }
export interface FoundComment extends CommentPlace {
  counterCode: string; procedureCode: string; language: string; comment: string; scale: number; score: number | null
}

const HOUR_MS = 3_600_000
/** The beginning of the hour: what was said in it is listed when it is over, so that nobody who stands at the counter is told from others. */
export const startOfHour = (epochMs: number): number => Math.floor(epochMs / HOUR_MS) * HOUR_MS

const IS: Record<Sentiment, string> = { satisfied: 'score > intDiv(scale + 1, 2)', neutral: 'score = intDiv(scale + 1, 2)', dissatisfied: 'score < intDiv(scale + 1, 2)' }

/** The same in code, of a score that is known. */
export const toSentiment = (score: number, scale: number): Sentiment => {
  const middle = Math.trunc((scale + 1) / 2)
  return score > middle ? 'satisfied' : score === middle ? 'neutral' : 'dissatisfied'
}

const midnight = (name: string) => `toDateTime64({${name}:String}, 3, 'Asia/Ho_Chi_Minh')`

/** Text of our own; what comes from outside is bound. */
function toSource({ counters, procedure, before }: CommentSearch): string {
  const atCounters = counters === null ? '1' : 'counter_code IN {counters:Array(String)}'
  return `
    (SELECT toDate(corrected_at, 'Asia/Ho_Chi_Minh') AS given_on, toHour(corrected_at, 'Asia/Ho_Chi_Minh') AS given_in, lower(hex(sipHash128(sender, id))) AS given_key,
       counter_code, procedure_code, language, comment, scale, score
     FROM ratings_current
     WHERE comment != '' AND corrected_at >= ${midnight('from')} AND corrected_at < least(${midnight('to')}, fromUnixTimestamp64Milli(${Math.trunc(before)}, 'Asia/Ho_Chi_Minh'))
       AND ${atCounters}${procedure === null ? '' : ' AND procedure_code = {procedure:String}'}) AS given
    LEFT JOIN (SELECT counter_code, day, sum(ratings) AS rated FROM rating_daily FINAL
      WHERE is_deleted = 0 AND day >= toDate({from:String}) AND day < toDate({to:String}) AND ${atCounters} GROUP BY counter_code, day) AS counted
      ON counted.counter_code = given.counter_code AND counted.day = given.given_on`
}

const toParameters = ({ counters, from, to, procedure }: CommentSearch) =>
  ({ from, to, ...(counters === null ? {} : { counters }), ...(procedure === null ? {} : { procedure }) })
/** A filter by sentiment must not tell a score that is withheld. */
const toCondition = ({ sentiment }: CommentSearch) => (sentiment === null ? '1' : `rated >= ${COMMENT_SCORE_FROM} AND ${IS[sentiment]}`)

const row = z.object({
  day: z.string(), hour: z.number(), key: z.string(), counter_code: z.string(), procedure_code: z.string(), language: z.string(), comment: z.string(),
  scale: z.number(), score: z.number().nullable(),
}).transform(({ counter_code: counterCode, procedure_code: procedureCode, ...it }): FoundComment => ({ ...it, counterCode, procedureCode }))

/** Up to `limit` comments behind a place in the list, the newest hour first; within an hour in no order of time. */
export async function selectComments(warehouse: Warehouse, search: CommentSearch, { after, limit }: { after: CommentPlace | null; limit: number }): Promise<FoundComment[]> {
  const isBehind = after === null ? '1' : '(given_on, given_in, given_key) < (toDate({afterDay:String}), {afterHour:UInt8}, {afterKey:String})'
  const query = defineQuery<Record<string, unknown>, FoundComment>({
    name: 'comments', row,
    sql: `SELECT toString(given.given_on) AS day, given.given_in AS hour, given.given_key AS key, given.counter_code AS counter_code, procedure_code, language, comment,
            scale, if(rated >= ${COMMENT_SCORE_FROM}, toNullable(score), NULL) AS score
          FROM ${toSource(search)} WHERE ${isBehind} AND ${toCondition(search).replaceAll('score', 'given.score')}
          ORDER BY given_on DESC, given_in DESC, given_key DESC LIMIT ${Math.trunc(limit)}`,
  })
  return await warehouse.select(query, { ...toParameters(search), ...(after === null ? {} : { afterDay: after.day, afterHour: after.hour, afterKey: after.key }) })
}

/** How many there are, whatever their sentiment. */
export async function countComments(warehouse: Warehouse, search: CommentSearch): Promise<number> {
  const query = defineQuery<Record<string, unknown>, number>({
    name: 'comments-count', row: z.object({ count: z.coerce.number() }).transform((it) => it.count), sql: `SELECT count() AS count FROM ${toSource(search)}`,
  })
  return (await warehouse.select(query, toParameters(search)))[0] ?? 0
}

/** The counter at which a comment was given; null when there is no such comment before `before`. */
export async function findCommentCounter(warehouse: Warehouse, { day, key, before }: { day: string; key: string; before: number }): Promise<string | null> {
  const query = defineQuery<{ day: string; key: string }, string>({
    name: 'comment-counter', row: z.object({ counter_code: z.string() }).transform((it) => it.counter_code),
    sql: `SELECT counter_code FROM ratings_current WHERE comment != '' AND corrected_at >= ${midnight('day')} AND corrected_at < ${midnight('day')} + INTERVAL 1 DAY
            AND corrected_at < fromUnixTimestamp64Milli(${Math.trunc(before)}, 'Asia/Ho_Chi_Minh') AND lower(hex(sipHash128(sender, id))) = {key:String} LIMIT 1`,
  })
  return (await warehouse.select(query, { day, key }))[0] ?? null
}
