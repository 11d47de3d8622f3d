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

/** `GET /api/v1/indices`: every version of every composite. */
export const indexSchemes = z.object({
  rows: z.array(z.object({
    id: z.string(), version: z.int(), effectiveFrom: z.string(), source: z.string(),
    groups: z.array(z.object({ id: z.string(), max: z.number(), scoreMetric: z.string(), parts: z.array(z.record(z.string(), z.unknown())) })),
    grades: z.array(z.object({ from: z.number(), grade })),
  })),
})
