import { servedRatings } from '../dimensions/served-ratings.ts'
import type { DailyRollup } from './rollup.ts'

/** Ratings by day and hour, counter, procedure, official (whoever served, by the shifts), channel, language, scale and score. */
export const RATING_DAILY: DailyRollup = {
  kind: 'ratings',
  table: 'rating_daily',
  version: 2,
  dimensions: ['day', 'centre_code', 'counter_code', 'hour', 'procedure_code', 'official_code', 'channel', 'language', 'scale', 'score'],
  measures: ['ratings'],
  histograms: [],
  cellsPerStatement: 32_000,
  freshCells: ({ from, to, isDirty, isDirtyCentre }) => `
    SELECT toDate(corrected_at, 'Asia/Ho_Chi_Minh') AS day, centre_code, counter_code, toHour(corrected_at, 'Asia/Ho_Chi_Minh') AS hour,
      procedure_code, official_code, channel, language, scale, score, toUInt8(1) AS fresh_ratings
    FROM ${servedRatings(`corrected_at >= toDateTime64('${from}', 3, 'Asia/Ho_Chi_Minh') AND corrected_at < toDateTime64('${to}', 3, 'Asia/Ho_Chi_Minh') + INTERVAL 1 DAY
      AND ${isDirtyCentre} AND ${isDirty("toDate(corrected_at, 'Asia/Ho_Chi_Minh')")}`)}`,
}
