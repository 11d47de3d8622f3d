import { z } from 'zod'
import { code } from './codes.ts'
import { indicatorValue } from './indicator.ts'

/** Months only: figures of overlapping periods could be subtracted from each other. Without one it is the present month. */
export const ownResultsQuery = z.strictObject({ period: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, { error: 'a month as 2026-08' }).optional() })

/** How many more ratings must come before a figure changes, and below how many there is none. */
export const OWN_RESULTS_STEP = 10

/**
 * `GET /api/v1/own-results?period=2026-08`: one's own satisfaction at the counter, over the first ratings of the month in whole tens. It
 * changes only when at least ten ratings are different. Below ten there is no value, and the reason. Reasons are named from ten ratings on.
 */
export const ownResults = z.object({
  officialCode: code, period: z.string(), demo: z.boolean(),
  own: indicatorValue,
  /** When what is shown was taken; null while there is nothing to show. */
  takenAt: z.string().nullable(),
  reasons: z.array(z.object({ reason: z.string(), ratings: z.int() })),
  /** The centre one last served at in that month, by the rules for published figures, over days that are past. */
  centre: indicatorValue.nullable(),
  step: z.int(),
})
export type OwnResults = z.infer<typeof ownResults>
