import { z } from 'zod'
import { code, day } from './codes.ts'

export const unitKind = z.enum(['country', 'province', 'agency', 'commune', 'centre'])
export type UnitKind = z.infer<typeof unitKind>

/**
 * One stretch of a unit's history; `validTo` null means until further notice, ranges are half open. From `validTo` on what is still
 * sent or stored under the code counts for `successorCode`.
 */
export const unit = z.object({
  code, parentCode: code.nullable(), kind: unitKind,
  nameVi: z.string(), nameEn: z.string(), validFrom: day, validTo: day.nullable(), successorCode: code.nullable(),
})
export type Unit = z.infer<typeof unit>

export const counter = z.object({
  code, centreCode: code, nameVi: z.string(), nameEn: z.string(), validFrom: day, validTo: day.nullable(),
})
export type Counter = z.infer<typeof counter>

/** `POST /api/v1/units`: a unit from a day on. Names are shown as they are written; `nameEn` is the Vietnamese one where it is left out. */
const name = z.string().trim().min(1).max(300)
export const newUnit = z.strictObject({ code, parentCode: code.nullish(), kind: unitKind, nameVi: name, nameEn: name.optional(), validFrom: day, validTo: day.nullish() })
/** `PATCH /api/v1/units/:code`: from `validFrom` on what is given changes and the rest stays; the first day of a stretch corrects it. */
export const unitChange = z.strictObject({ validFrom: day, parentCode: code.optional(), kind: unitKind.optional(), nameVi: name.optional(), nameEn: name.optional(), validTo: day.nullish() })
export const newCounter = z.strictObject({ code, centreCode: code, nameVi: name, nameEn: name.optional(), validFrom: day, validTo: day.nullish() })
export const counterChange = z.strictObject({ validFrom: day, centreCode: code.optional(), nameVi: name.optional(), nameEn: name.optional(), validTo: day.nullish() })
/** `GET /api/v1/units/:code/history`, `…/counters/:code/history`: every stretch, the oldest first. */
export const unitHistory = z.object({ rows: z.array(unit) })
export const counterHistory = z.object({ rows: z.array(counter) })

/** Lists are paged: pass `cursor` back as `?cursor=`; null at the end. */
export const page = <T extends z.ZodType>(row: T) => z.object({ rows: z.array(row), cursor: z.string().nullable() })
export const unitPage = page(unit)
export const counterPage = page(counter)

/** A unit with those above it, the country first: a page's breadcrumbs. */
export const unitPath = z.object({ unit, ancestors: z.array(unit) })
export type UnitPath = z.infer<typeof unitPath>
