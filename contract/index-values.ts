import { z } from 'zod'
import { code } from './codes.ts'
import { origin } from './figure-setting.ts'

/** The figure that does not stand where a metric is both reported and counted; a value alone is a share in percent, or points. */
export const figureBeside = z.object({ numerator: z.number().nullable(), denominator: z.number().nullable(), value: z.number().nullable(), origin, source: z.string() })

/** One part of a composite: its share (0–1) or the points given for it, and what they are worth. `score` null: not scored, see `note`. */
export const indexPart = z.object({
  metric: z.string(), numerator: z.int().nullable(), denominator: z.int().nullable(), ratio: z.number().nullable(),
  score: z.number().nullable(), max: z.number(), origin: origin.nullable(), source: z.string().nullable(), beside: figureBeside.nullable(),
  note: z.enum(['not-reported', 'nothing-to-count', 'full-marks-when-nothing', 'capped', 'information-only', 'points-given']).nullable(),
})
export type IndexPart = z.infer<typeof indexPart>

export const indexGroup = z.object({ id: z.string(), score: z.number().nullable(), max: z.number(), parts: z.array(indexPart), note: z.enum(['points-given', 'not-reported']).nullable() })
export type IndexGroup = z.infer<typeof indexGroup>

export const grade = z.enum(['excellent', 'good', 'fair', 'average', 'weak'])

/** `GET /api/v1/indices/:id/values?period=&unit=`. `total` adds the groups that have points; `grade` only where all of them have. */
export const indexValues = z.object({
  index: z.string(), schemeVersion: z.int(), unit: code, unitName: z.object({ vi: z.string(), en: z.string() }), period: z.string(), demo: z.boolean(),
  total: z.number().nullable(), grade: grade.nullable(), groupsScored: z.int(), computedAt: z.string(), groups: z.array(indexGroup),
})
export type IndexValues = z.infer<typeof indexValues>

const scoreRange = z.object({ lower: z.number(), upper: z.number() })

/** One part of a composite of shares: a share in 0–1 with its interval. `value` null: not known, see `note`. Weights count within the group. */
export const compositePart = z.object({
  indicator: z.string(), weight: z.number(), value: z.number().nullable(), lower: z.number().nullable(), upper: z.number().nullable(), sampleSize: z.number().nullable(),
  origin: origin.nullable(), source: z.string().nullable(), definitionVersion: z.int().nullable(),
  note: z.enum(['not-available', 'no-data', 'sample-too-small', 'not-a-share']).nullable(),
})
export type CompositePart = z.infer<typeof compositePart>

/** Scores, bounds and intervals lie in 0–100, `coverage` (the part of the weight that is known) in 0–1. */
export const compositeGroup = z.object({
  id: z.string(), weight: z.number(), score: z.number().nullable(), coverage: z.number(), bounds: scoreRange, withheld: z.literal('too-little-known').nullable(),
  parts: z.array(compositePart),
})
export type CompositeGroup = z.infer<typeof compositeGroup>

export const withheldReason = z.enum(['no-progress', 'no-satisfaction', 'too-little-known'])
export type WithheldReason = z.infer<typeof withheldReason>

/**
 * `GET /api/v1/indices/service-quality/values?period=&unit=`. `total` is null with a reason in `withheld` where too little is known;
 * `bounds` say what it could be if everything were known, `interval` what chance alone leaves open.
 */
export const compositeValues = z.object({
  index: z.string(), schemeVersion: z.int(), unit: code, unitName: z.object({ vi: z.string(), en: z.string() }), period: z.string(), demo: z.boolean(),
  total: z.number().nullable(), coverage: z.number(), bounds: scoreRange, interval: scoreRange.nullable(), withheld: withheldReason.nullable(),
  computedAt: z.string(), groups: z.array(compositeGroup),
})
export type CompositeValues = z.infer<typeof compositeValues>

/**
 * One unit of `GET /api/v1/indices/:id/values?period=&level=&parent=`: its total without its parts. `bounds` say what the total would be were
 * the rest known, at worst and at best; `coverage` (0–1) is the part of the weight, or of the points, that is known. `interval` is chance
 * alone, which points do not have. `grade` is of points where all is known, `withheld` of shares where too little is.
 */
export const indexLevelRow = z.object({
  unit: code, unitName: z.object({ vi: z.string(), en: z.string() }), total: z.number().nullable(), coverage: z.number(), bounds: scoreRange, interval: scoreRange.nullable(),
  grade: grade.nullable(), withheld: withheldReason.nullable(), groups: z.array(z.object({ id: z.string(), score: z.number().nullable(), max: z.number() })),
})
export type IndexLevelRow = z.infer<typeof indexLevelRow>
/** Units of which nothing is known are left out. */
export const indexLevel = z.object({ index: z.string(), schemeVersion: z.int(), period: z.string(), level: z.string(), demo: z.boolean(), computedAt: z.string(), rows: z.array(indexLevelRow) })
export type IndexLevel = z.infer<typeof indexLevel>

/**
 * `GET /api/v1/indices`: every version of every composite. Those of points have `grades` and, for each group, the metric of its points;
 * those of shares have none, and say how much has to be known and which groups have to be.
 */
const indexSchemeGroup = z.object({ id: z.string(), max: z.number(), scoreMetric: z.string().nullable(), parts: z.array(z.record(z.string(), z.unknown())) })
const indexScheme = z.object({
  id: z.string(), version: z.int(), effectiveFrom: z.string(), source: z.string(),
  groups: z.array(indexSchemeGroup),
  grades: z.array(z.object({ from: z.number(), grade })),
  minimumCoverage: z.number().optional(), requiredGroups: z.array(z.string()).optional(),
})
export const indexSchemes = z.object({ rows: z.array(indexScheme) })
export type IndexSchemes = z.infer<typeof indexSchemes>

const bilingual = z.object({ vi: z.string(), en: z.string() })
/** The same as it is told to the public; `unread` says where the law's text was not to be had, and what was gone by instead. */
export const describedIndex = indexScheme.extend({
  groups: z.array(indexSchemeGroup.extend({ name: bilingual })), name: bilingual, meaning: bilingual, caution: bilingual, unread: z.array(bilingual),
})
export type DescribedIndex = z.infer<typeof describedIndex>
export const describedIndices = z.object({ rows: z.array(describedIndex) })
