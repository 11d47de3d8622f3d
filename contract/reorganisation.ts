import { z } from 'zod'
import { code, day } from './codes.ts'
import { indicatorValue } from './indicator.ts'
import { page, unitKind } from './unit.ts'

const name = z.string().trim().min(1).max(300)
const codes = z.array(code).max(2_000)
const when = { validFrom: day, /** why, and by which decision */ note: z.string().trim().max(500).optional() }
/** A place that is there already (its code alone), or one that is made: then it needs its name, kind and parent. */
const target = z.strictObject({ code, kind: unitKind.optional(), parentCode: code.optional(), nameVi: name.optional(), nameEn: name.optional() })
/** What a new place gets: units and counters that move into it. */
const part = z.strictObject({ code, nameVi: name, nameEn: name.optional(), kind: unitKind.optional(), unitCodes: codes.default([]), counterCodes: codes.default([]) })

/**
 * A change of the tree from a day on (`validFrom`, Asia/Ho_Chi_Minh). What happened before it stays under the tree of its day; what is
 * still sent under a code that has ended counts for its successor.
 * - `rename`: another name, or another kind (tỉnh → thành phố)
 * - `move`: units and counters get another parent or centre
 * - `merge`: units end, and what lay in them lies in `into`, their successor
 * - `split`: parts of a unit become units of their own beside it; with `closes` the unit ends and the first part is its successor
 * - `close`: a unit or a counter ends; a unit that still holds anything cannot
 */
export const reorganisation = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('rename'), unitCode: code, nameVi: name, nameEn: name.optional(), unitKind: unitKind.optional(), ...when }),
  z.strictObject({ kind: z.literal('move'), unitCodes: codes.default([]), counterCodes: codes.default([]), toCode: code, ...when }),
  z.strictObject({ kind: z.literal('merge'), unitCodes: codes.min(1), into: target, ...when }),
  z.strictObject({ kind: z.literal('split'), unitCode: code, parts: z.array(part).min(1).max(100), closes: z.boolean().default(false), ...when }),
  z.strictObject({ kind: z.literal('close'), unitCode: code.optional(), counterCode: code.optional(), successorCode: code.optional(), ...when }),
])
export type Reorganisation = z.infer<typeof reorganisation>
export const reorganisationKind = z.enum(['rename', 'move', 'merge', 'split', 'close'])

const state = z.object({ parentCode: code.nullable(), nameVi: z.string(), nameEn: z.string(), kind: unitKind.nullable(), validFrom: day, validTo: day.nullable(), successorCode: code.nullable() })
const figure = indicatorValue.pick({ numerator: true, denominator: true, value: true, lower: true, upper: true, sampleSize: true })

/** What a reorganisation would do; nothing is written. */
export const reorganisationPreview = z.object({
  /** Stretches that would be made (`before` null) or changed; a counter's `parentCode` is its centre, its `kind` null. */
  changes: z.array(z.object({ what: z.enum(['unit', 'counter']), code, before: state.nullable(), after: state })),
  affected: z.object({ units: z.int(), counters: z.int(), devices: z.int(), accounts: z.int(), keys: z.int() }),
  /** Facts already stored for days since `validFrom` that would count elsewhere. */
  facts: z.object({ ratings: z.int(), dossiers: z.int() }),
  /** Running indices of the month that is not over, for every unit whose figure changes; null where there is none. */
  indices: z.array(z.object({ indicator: z.string(), period: z.string(), unit: code, unitName: z.object({ vi: z.string(), en: z.string() }), before: figure.nullable(), after: figure.nullable() })),
  /** Months since `validFrom` whose edition is out: their figures stay as published. */
  publishedPeriods: z.array(z.string()),
})
export type ReorganisationPreview = z.infer<typeof reorganisationPreview>

/** One that was made; `mayUndo` while nothing that came later builds on it. */
export const reorganisationRow = z.object({
  id: z.string(), kind: reorganisationKind, request: reorganisation, madeAt: z.string(), actor: z.string(), actorName: z.string().nullable(),
  changes: z.int(), undoneAt: z.string().nullable(), mayUndo: z.boolean(),
})
export const reorganisationPage = page(reorganisationRow)
export type ReorganisationRow = z.infer<typeof reorganisationRow>
