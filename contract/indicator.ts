import { z } from 'zod'
import { code } from './codes.ts'
import { origin } from './figure-setting.ts'

export const level = z.enum(['country', 'province', 'agency', 'commune', 'centre', 'counter', 'official', 'procedure', 'sector'])
export type Level = z.infer<typeof level>
export const bucket = z.enum(['hour', 'day', 'week', 'month'])
export type Bucket = z.infer<typeof bucket>
/** `weekday-hour` is `1-08` for Mondays from 8 to 9. */
export const segment = z.enum(['channel', 'scale', 'language', 'weekday-hour'])
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
  /** How the value comes about: a ratio of sums, the mean of points, the middle of observed values, or (`index`) the mean of the shares of several questions. */
  kind: z.enum(['ratio', 'mean', 'median', 'index']),
  /** What the value is given in: a share in 0–1, points in 0–100, so many of 1,000, whole days, or those in favour less those against in −100 … 100. */
  unit: z.enum(['share', 'points', 'per-1000', 'days', 'net-points']),
  countedUnit: bilingual,
  direction: z.enum(['higher-is-better', 'lower-is-better']),
  minimumSample: z.int(),
  interval: z.string(),
  zeroDenominator: z.enum(['null', 'zero', 'full']),
})
export type IndicatorDefinition = z.infer<typeof indicatorDefinition>

/**
 * `provisional` may still change; `revised`: an edition after the first final one has changed what was published of the month, or looked at it once more.
 * `low-response` and `not-representative`: under 20 and under 5 of 100 who were served have answered. `incomplete`: more than a tenth of
 * what belongs here could not be classified. `set-aside`: more than one of a hundred facts could not be counted.
 */
export const quality = z.enum(['provisional', 'revised', 'small-sample', 'low-response', 'not-representative', 'incomplete', 'set-aside'])
export type Quality = z.infer<typeof quality>
/** `withheld` is of published months: under the minimum sample, or hidden so that such a count cannot be found by subtraction; which of the two is not told. */
export const missingReason = z.enum(['no-data', 'sample-too-small', 'no-right', 'withheld'])
export type MissingReason = z.infer<typeof missingReason>

/**
 * The one row shape of every indicator value, in the unit of its definition. `value` is null with a `reason` where the sample or
 * the right to see it is missing; counts are withheld (null) from readers without that right. `coverage` (0–1) is the share of what
 * belongs here that could be counted (of surveys: of those invited who answered), `setAside` (0–1) the share of facts that are stored and not counted; null where neither is known.
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
  setAside: z.number().nullable(),
  quality: z.array(quality),
  reason: missingReason.nullable(),
  computedAt: z.string(),
  /** Of surveys the version of the questionnaire from which the series of comparable versions runs: where it changes, a series breaks. */
  definitionVersion: z.int(),
  /** Whether we counted it or another system (`source`) reported it. */
  origin,
  source: z.string().nullable(),
})
export type IndicatorValue = z.infer<typeof indicatorValue>

export const indicatorValues = z.object({ indicator: z.string(), demo: z.boolean(), rows: z.array(indicatorValue) })
export type IndicatorValues = z.infer<typeof indicatorValues>

/** `GET /api/v1/values`: several indicators at once, in the order asked for. `notCounted` says which cannot be broken down like that, and why. */
export const severalValues = z.object({
  demo: z.boolean(),
  values: z.array(z.object({ indicator: z.string(), rows: z.array(indicatorValue) })),
  notCounted: z.array(z.object({ indicator: z.string(), parameter: z.string(), rule: z.string() })),
})
export type SeveralValues = z.infer<typeof severalValues>

/** A worked example: small invented facts in words, and what the same path that computes real values makes of them. */
export const workedExample = z.object({
  facts: bilingual, numerator: z.number().nullable(), denominator: z.number(), sampleSize: z.number(), value: z.number(), lower: z.number().nullable(), upper: z.number().nullable(),
})
export type WorkedExample = z.infer<typeof workedExample>

/** A definition as it is told to the public. */
export const describedIndicator = indicatorDefinition.extend({ example: workedExample.optional() })
export type DescribedIndicator = z.infer<typeof describedIndicator>

export const indicatorList = z.object({ rows: z.array(describedIndicator) })
