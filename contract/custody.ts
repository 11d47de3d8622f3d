import { z } from 'zod'
import { code, day, instant } from './codes.ts'

const count = z.int().min(0)

/** Ranges of sequence numbers, both ends included. */
export const sequenceRanges = z.array(z.tuple([z.int(), z.int()]))

/** `GET /api/v1/custody?centre=&day=`; without `day` it is yesterday, without `centre` every centre the asker may see. */
export const custodyQuery = z.strictObject({ centre: code.optional(), day: day.optional() })

/** What a sender's day amounts to: captured = stored + set aside + refused + missing. */
const balance = {
  captured: count,
  stored: count,
  /** by reason: kept raw, not counted */
  setAside: z.record(z.string(), count),
  refused: count,
  missing: count,
  /** of `missing`, what has been so for more than 24 hours: an alarm */
  missingOver24h: count,
}

/** One tablet's day. The day is that of the tap; a number that has not come belongs to the day of the next one that has. */
export const custodyRow = z.object({
  deviceId: z.string(),
  serial: z.string().nullable(),
  counterCode: z.string(),
  centreCode: z.string(),
  day,
  ...balance,
  missingRanges: sequenceRanges,
  missingSince: instant.nullable(),
  computedAt: instant,
})
export type CustodyRow = z.infer<typeof custodyRow>

/** What came with a mark, of tablets and systems alike: `conflicts` = an id sent again with other content (the first counts). */
const marks = z.object({ conflicts: count, lateAfterPublication: count, clockCorrected: count })

export const custodyAnswer = z.object({
  day,
  totals: z.object({ ...balance, ...marks.shape }),
  rows: z.array(custodyRow),
  /** null as long as the night's reconciliation has not looked at that day */
  computedAt: instant.nullable(),
})
export type CustodyAnswer = z.infer<typeof custodyAnswer>
