import { z } from 'zod'
import { code, day, storableText } from './codes.ts'
import { indicatorDefinition, indicatorValue } from './indicator.ts'

const bilingual = z.object({ vi: z.string(), en: z.string() })
const count = z.int().min(0)

/** The rules by which a rating is odd, in the order of their bits. */
export const qualityRules = ['double', 'outsideHours', 'burst', 'periodic', 'run', 'ratio', 'closing'] as const
export const qualityRule = z.enum(qualityRules)
export type QualityRuleName = z.infer<typeof qualityRule>

/** An index of ratings, of all and of the validated ones: the share and the mean, each on five levels and on three. */
const besideEachOther = z.object({ id: z.string(), name: bilingual, measuredIn: indicatorDefinition.shape.unit, all: indicatorValue, validated: indicatorValue })

/**
 * `GET /api/v1/rating-quality?unit=&period=2026-10`: the indices of ratings, of all and of the validated ones side by side (those on a scale that was
 * rated on; the share on five levels always, and first), and how many were left out by which rule (a rating may break several). `differs`: any by more
 * than a point, or more than one of twenty ratings was left out.
 */
export const ratingQuality = z.object({
  unit: code, period: z.string(), indices: z.array(besideEachOther).min(1), excluded: count, byRule: z.record(qualityRule, count), differs: z.boolean(), demo: z.boolean(),
})
export type RatingQuality = z.infer<typeof ratingQuality>

/** What somebody decided about a device's day. */
const decided = z.object({ decision: z.enum(['restore', 'exclude']), reason: z.string(), by: z.string().nullable(), at: z.string() })
/** The odd ratings of one device on one day. */
export const oddDay = z.object({
  day, counter: z.object({ code, name: bilingual }), sender: z.string(), odd: count, excluded: count, rules: z.array(qualityRule), decision: decided.nullable(),
})
export type OddDay = z.infer<typeof oddDay>
/** `GET /api/v1/odd-days?unit=&from=&to=`: the newest first; days half open, the last 30 without them. At most 500. */
export const oddDays = z.object({ rows: z.array(oddDay), from: day, to: day, may: z.object({ decide: z.boolean() }), demo: z.boolean() })
export type OddDays = z.infer<typeof oddDays>

/** `GET /api/v1/odd-days/:counter/:day?sender=`: every rating of the device that day, and what a decision would do to the month of its centre. */
export const oddDayDetail = z.object({
  row: oddDay, taps: z.array(z.object({ at: z.string(), scale: count, score: count, rules: z.array(qualityRule), excluded: z.boolean() })),
  effect: z.object({ period: z.string(), indices: z.array(besideEachOther.extend({ ifRestored: indicatorValue, ifExcluded: indicatorValue })).min(1) }),
  may: z.object({ decide: z.boolean() }),
})
export type OddDayDetail = z.infer<typeof oddDayDetail>

/** `POST /api/v1/odd-days/decisions`. */
export const newQualityDecision = z.strictObject({ counter: code, sender: z.string().min(1).max(200), day, decision: z.enum(['restore', 'exclude']), reason: storableText.trim().min(10).max(500) })
export type NewQualityDecision = z.infer<typeof newQualityDecision>
