import { z } from 'zod'
import { code, day, storableText } from './codes.ts'
import { page } from './unit.ts'

/** How much of a procedure can be done online: toàn trình, một phần, or not at all. */
export const onlineLevel = z.enum(['full', 'partial', 'none'])
export type OnlineLevel = z.infer<typeof onlineLevel>

/**
 * One stretch of a procedure's history (half open; `validTo` null until further notice). Codes are opaque; those of the national
 * catalogue look like `1.001234`. The time limit is in hours or in working days, or there is none; the fee in đồng.
 */
export const procedure = z.object({
  code, nameVi: z.string(), sectorCode: code, sectorName: z.string(), limitHours: z.int().nullable(), limitWorkingDays: z.int().nullable(),
  fee: z.int().nullable(), onlineLevel: onlineLevel.nullable(), validFrom: day, validTo: day.nullable(),
})
export type Procedure = z.infer<typeof procedure>
export const procedurePage = page(procedure)
/** `GET /api/v1/procedures/:code/history`: every stretch, the oldest first. */
export const procedureHistory = z.object({ rows: z.array(procedure) })

export const LONGEST_PROCEDURE_NAME = 600
const name = storableText.trim().min(1).max(LONGEST_PROCEDURE_NAME)
/** No limit of a law is longer; more is a number in a wrong column. */
export const limitHours = z.int().min(0).max(4_000)
export const limitWorkingDays = z.int().min(0).max(500)
/** What a column of 32 bits holds; the highest fees are far below. */
export const fee = z.int().min(0).max(2_000_000_000)

/** Rules between the fields of one procedure, for a whole one and for a change of one. */
export const ONE_LIMIT_RULE = 'a limit in hours or in working days, not both'
export const hasOneLimit = (it: { limitHours?: number | null | undefined; limitWorkingDays?: number | null | undefined }) =>
  (it.limitHours ?? null) === null || (it.limitWorkingDays ?? null) === null
const oneLimit = { path: ['limitHours'], error: ONE_LIMIT_RULE, params: { rule: ONE_LIMIT_RULE } }

const fields = { nameVi: name, sectorCode: code, sectorName: name, limitHours: limitHours.nullish(), limitWorkingDays: limitWorkingDays.nullish(), fee: fee.nullish(), onlineLevel: onlineLevel.nullish() }

/** `POST /api/v1/procedures`: a procedure from a day on. */
export const newProcedure = z.strictObject({ code, ...fields, validFrom: day, validTo: day.nullish() }).refine(hasOneLimit, oneLimit)
/** `PATCH /api/v1/procedures/:code`: from `validFrom` on what is given changes and the rest stays; the first day of a stretch corrects it. */
export const procedureChange = z.strictObject({
  validFrom: day, ...fields, nameVi: name.optional(), sectorCode: code.optional(), sectorName: name.optional(), validTo: day.nullish(),
}).refine(hasOneLimit, oneLimit)
export type ProcedureChange = z.infer<typeof procedureChange>

/** `GET /api/v1/procedures`: those of a day, today when left out. */
export const procedureFilters = { query: z.string().trim().max(100).optional(), sector: code.optional(), onlineLevel: onlineLevel.optional(), on: day.optional() }

/** A sector with how many procedures it has today. */
export const sector = z.object({ code, nameVi: z.string(), procedures: z.int() })
export type Sector = z.infer<typeof sector>
export const sectorList = z.object({ rows: z.array(sector) })
