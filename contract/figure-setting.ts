import { z } from 'zod'
import { day } from './codes.ts'

/** Where a figure comes from: another system has reported it, or we have counted it from the facts. */
export const origin = z.enum(['reported', 'counted'])
export type Origin = z.infer<typeof origin>

/** Which figure stands where both are known; what holds while nothing was settled. */
export const DEFAULT_ORIGIN: Origin = 'reported'

const FIRST_RULE = 'the first day of a month'
/** `PUT /api/v1/figure-settings`: what holds from a month on, until the next row. The same month again replaces its row. */
export const figureSettingChange = z.strictObject({
  key: z.literal('origin-preference'),
  value: origin,
  validFrom: day.refine((it) => it.endsWith('-01'), { error: FIRST_RULE, params: { rule: FIRST_RULE } }),
})
export type FigureSettingChange = z.infer<typeof figureSettingChange>

/** One stretch of a setting, `validTo` not included; `validFrom` null is what holds before anything was settled. */
export const figureSetting = z.object({
  key: z.literal('origin-preference'), value: origin, validFrom: day.nullable(), validTo: day.nullable(),
  changedBy: z.string().nullable(), changedByName: z.string().nullable(), changedAt: z.string().nullable(),
})
export type FigureSetting = z.infer<typeof figureSetting>
/** The oldest stretch first. */
export const figureSettings = z.object({ rows: z.array(figureSetting) })
