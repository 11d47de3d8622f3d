import { z } from 'zod'
import { code } from './codes.ts'

const share = z.number().nullable()

/**
 * `GET /api/v1/indicators/counter-satisfaction/estimate?period=&unit=`: the satisfaction of all completed transactions, estimated from those
 * who rated, beside the raw share of `raw`. Shares lie in 0–1. `transactions` are dossiers resolved in the period, `responseRate` is ratings
 * ÷ transactions, `covered` the part of the transactions in cells with ratings. `sensitivity` is where the value could lie if one opinion
 * answered `factor` times as readily as the other. Everything is null, with a `reason`, where too few answered or nothing was completed.
 */
export const satisfactionEstimate = z.object({
  indicator: z.string(), unit: code, unitName: z.object({ vi: z.string(), en: z.string() }), period: z.string(), demo: z.boolean(), computedAt: z.string(),
  raw: z.object({ value: share, lower: share, upper: share, sampleSize: z.number().nullable() }),
  value: share, lower: share, upper: share, designEffect: z.number().nullable(), effectiveSample: z.number().nullable(),
  transactions: z.number().nullable(), responseRate: z.number().nullable(), covered: share,
  label: z.enum(['not-representative', 'low', 'more-ratings-than-transactions']).nullable(),
  sensitivity: z.object({ factor: z.number(), lower: z.number(), upper: z.number() }).nullable(),
  reason: z.enum(['no-data', 'sample-too-small', 'no-transactions']).nullable(),
})
export type SatisfactionEstimate = z.infer<typeof satisfactionEstimate>
