import { z } from 'zod'
import { code, day } from './codes.ts'

export const unitKind = z.enum(['country', 'province', 'agency', 'commune', 'centre'])
export type UnitKind = z.infer<typeof unitKind>

/** One stretch of a unit's history; `validTo` null means until further notice, ranges are half open. */
export const unit = z.object({
  code, parentCode: code.nullable(), kind: unitKind,
  nameVi: z.string(), nameEn: z.string(), validFrom: day, validTo: day.nullable(),
})
export type Unit = z.infer<typeof unit>

export const counter = z.object({
  code, centreCode: code, nameVi: z.string(), nameEn: z.string(), validFrom: day, validTo: day.nullable(),
})
export type Counter = z.infer<typeof counter>

/** Lists are paged: pass `cursor` back as `?cursor=`; null at the end. */
export const page = <T extends z.ZodType>(row: T) => z.object({ rows: z.array(row), cursor: z.string().nullable() })
export const unitPage = page(unit)
export const counterPage = page(counter)

/** A unit with those above it, the country first: a page's breadcrumbs. */
export const unitPath = z.object({ unit, ancestors: z.array(unit) })
export type UnitPath = z.infer<typeof unitPath>
