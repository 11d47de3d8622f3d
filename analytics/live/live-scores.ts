import { z } from 'zod'
import { LIVE_STEP, type LiveScore } from '../../contract/live.ts'
import type { Clock } from '../../platform/clock.ts'
import type { RecordStore } from '../../platform/record/record.ts'
import { defineQuery } from '../../platform/warehouse/define-query.ts'
import type { Warehouse } from '../../platform/warehouse/warehouse.ts'
import { wilson } from '../statistics/wilson.ts'
import type { LiveCounts } from './live-counts.ts'

const count = z.coerce.number()
interface Tens { counterCode: string; ratings: number; satisfied: number }

/** Of each counter's day the first ratings by (corrected_at, id), in whole tens, and how many of them were satisfied. */
const firstTens = defineQuery<{ day: string; centres: string[]; counters: string[] }, Tens>({
  name: 'live-first-tens',
  sql: `SELECT counter_code, length(firsts) AS ratings, arrayCount(it -> it.3 >= 4, firsts) AS satisfied FROM (
          SELECT counter_code, arraySort(groupArray((corrected_at, id, score))) AS given, arraySlice(given, 1, intDiv(length(given), ${LIVE_STEP}) * ${LIVE_STEP}) AS firsts
          FROM ratings_current
          WHERE corrected_at >= toDateTime64({day:String}, 3, 'Asia/Ho_Chi_Minh') AND corrected_at < toDateTime64({day:String}, 3, 'Asia/Ho_Chi_Minh') + INTERVAL 1 DAY
            AND scale = 5 AND centre_code IN {centres:Array(String)} AND counter_code IN {counters:Array(String)}
          GROUP BY counter_code
        ) WHERE ratings > 0`,
  row: z.object({ counter_code: z.string(), ratings: count, satisfied: count }).transform(({ counter_code: counterCode, ...row }) => ({ counterCode, ...row })),
})
const shownRow = z.object({ counter_code: z.string(), ratings: z.number(), satisfied: z.number() }).transform(({ counter_code: counterCode, ...row }) => ({ counterCode, ...row }))

/** Shown scores of earlier days are of no use to anybody. */
const KEEP_DAYS = 7

function toScore({ ratings, satisfied }: Tens): LiveScore {
  const interval = wilson(satisfied, ratings) ?? { lower: 0, upper: 1 }
  return { ratings, satisfied, value: satisfied / ratings, ...interval }
}

/**
 * Scores of counters of the running day that change at 10, 20, 30 … ratings only, so that two glances never tell who has just given one
 * star. What was shown is kept in the record: every process shows the same, and a rating that comes late from a tablet, which would
 * exchange one of the first ten for another, changes nothing until ten more have come.
 */
export function createLiveScores({ warehouse, record, clock }: { warehouse: Warehouse; record: RecordStore; clock: Clock }) {
  let shown = { day: '', scores: new Map<string, LiveScore>(), askedAt: new Map<string, number>() }
  const tensOf = ({ fiveLevel }: LiveCounts) => Math.floor(fiveLevel / LIVE_STEP) * LIVE_STEP

  async function show(day: string, fresh: readonly Tens[]): Promise<Tens[]> {
    const columns = [fresh.map((it) => it.counterCode), fresh.map((it) => it.ratings), fresh.map((it) => it.satisfied)]
    await record.query(
      `INSERT INTO live_score (counter_code, day, ratings, satisfied, taken_at)
       SELECT counter_code, $4::date, ratings, satisfied, $5::timestamptz FROM unnest($1::text[], $2::int[], $3::int[]) AS fresh (counter_code, ratings, satisfied)
       ON CONFLICT (counter_code, day) DO UPDATE SET ratings = excluded.ratings, satisfied = excluded.satisfied, taken_at = excluded.taken_at
       WHERE abs(excluded.ratings - live_score.ratings) >= ${LIVE_STEP}`,
      [...columns, day, new Date(clock())],
    )
    return z.array(shownRow).parse(await record.query('SELECT counter_code, ratings, satisfied FROM live_score WHERE day = $1 AND counter_code = ANY($2)', [day, columns[0]]))
  }

  async function begin(day: string): Promise<void> {
    if (shown.day === day) return
    shown = { day, scores: new Map(), askedAt: new Map() }
    await record.query('DELETE FROM live_score WHERE day < $1::date - $2::int', [day, KEEP_DAYS])
  }

  return {
    /** What may be shown now of the counters of these counts; counters that have not come to ten are not in it. */
    of: async (day: string, counts: readonly LiveCounts[]): Promise<ReadonlyMap<string, LiveScore>> => {
      await begin(day)
      const moved = counts.filter((it) => it.counterCode !== '' && tensOf(it) > 0 && shown.askedAt.get(it.counterCode) !== tensOf(it))
      if (moved.length === 0) return shown.scores
      const fresh = await warehouse.select(firstTens, {
        day, centres: [...new Set(moved.map((it) => it.centreCode))], counters: moved.map((it) => it.counterCode),
      })
      for (const it of fresh.length > 0 ? await show(day, fresh) : []) shown.scores.set(it.counterCode, toScore(it))
      for (const it of moved) shown.askedAt.set(it.counterCode, tensOf(it))
      return shown.scores
    },
  }
}
export type LiveScores = ReturnType<typeof createLiveScores>
