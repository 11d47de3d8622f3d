import { z } from 'zod'
import { code } from './codes.ts'

export const level = z.enum(['country', 'province', 'agency', 'commune', 'centre', 'counter', 'official', 'procedure', 'sector'])
export type Level = z.infer<typeof level>
export const bucket = z.enum(['hour', 'day', 'week', 'month'])
export type Bucket = z.infer<typeof bucket>
export const segment = z.enum(['channel', 'scale', 'language'])
export type Segment = z.infer<typeof segment>

const bilingual = z.object({ vi: z.string(), en: z.string() })

/** What an indicator means and where it comes from: data with an effective date, never code. */
export const indicatorDefinition = z.object({
  id: z.string(),
  version: z.int(),
  name: bilingual,
  meaning: bilingual,
  caution: bilingual,
  formula: bilingual,
  source: z.string(),
  effectiveFrom: z.string(),
  unit: z.literal('share'),
  countedUnit: bilingual,
  direction: z.enum(['higher-is-better', 'lower-is-better']),
  minimumSample: z.int(),
  interval: z.string(),
  zeroDenominator: z.enum(['null', 'zero', 'full']),
})
export type IndicatorDefinition = z.infer<typeof indicatorDefinition>

export const quality = z.enum(['provisional', 'small-sample'])
export const missingReason = z.enum(['no-data', 'sample-too-small', 'no-right'])
export type MissingReason = z.infer<typeof missingReason>

/**
 * The one row shape of every indicator value. Shares lie in 0–1. `value` is null with a `reason` where the sample or
 * the right to see it is missing; counts are withheld (null) from readers without that right.
 */
export const indicatorValue = z.object({
  unit: code,
  unitName: z.object({ vi: z.string(), en: z.string() }),
  period: z.string(),
  segment: z.string().nullable(),
  numerator: z.number().nullable(),
  denominator: z.number().nullable(),
  value: z.number().nullable(),
  lower: z.number().nullable(),
  upper: z.number().nullable(),
  sampleSize: z.number().nullable(),
  coverage: z.number().nullable(),
  quality: z.array(quality),
  reason: missingReason.nullable(),
  computedAt: z.string(),
  definitionVersion: z.int(),
})
export type IndicatorValue = z.infer<typeof indicatorValue>

export const indicatorValues = z.object({ indicator: z.string(), demo: z.boolean(), rows: z.array(indicatorValue) })
export type IndicatorValues = z.infer<typeof indicatorValues>

export const indicatorList = z.object({ rows: z.array(indicatorDefinition) })
