import { z } from 'zod'
import { code, day, dossierCode } from './codes.ts'

const bilingual = z.object({ vi: z.string(), en: z.string() })

/** By what the dossiers of a unit are cut. `agency` is the body that handles them; `commune` is the commune it is or lies in. */
export const progressCut = z.enum(['agency', 'commune', 'centre', 'sector', 'procedure'])
export type ProgressCut = z.infer<typeof progressCut>

/**
 * What is counted, at this moment and day against day in Asia/Ho_Chi_Minh. Working days are those of the agency that handles the dossier.
 * - `open`: neither ended nor withdrawn, with an appointment that can be believed: `open-within-due` and `open-overdue` of dossier-clock.ts
 * - `due-today`, `due-soon` (within the next three working days), `due-later`: what of `open` is still in time, in three parts
 * - `overdue`: past its due day; `overdue-short` at most 3 working days, `overdue-medium` 4 to 10, `overdue-long` more: its three parts
 * - `undated`: open, and nobody can say when it is due: no appointment, or one before the receipt
 * - `received-today`, `resolved-today`: came in or ended today, withdrawn ones left out of the latter
 */
export const progressColumn = z.enum([
  'open', 'due-today', 'due-soon', 'due-later', 'overdue', 'overdue-short', 'overdue-medium', 'overdue-long', 'undated', 'received-today', 'resolved-today',
])
export type ProgressColumn = z.infer<typeof progressColumn>
export const PROGRESS_COLUMNS = progressColumn.options

export const progressCounts = z.record(progressColumn, z.int())
export type ProgressCounts = z.infer<typeof progressCounts>

/** Stands in the filters of lists for dossiers whose source names none: no sector, no centre, no commune. */
export const WITHOUT = '-'

/** The dossier that has been overdue the longest; `workingDays` since its due day. */
export const longestOverdue = z.object({ agencyCode: code, code: dossierCode, dueOn: day, workingDays: z.int() })
export type LongestOverdue = z.infer<typeof longestOverdue>

/** `code` null: what belongs to none (no sector was sent, the agency lies in no commune). */
export const progressRow = z.object({ code: code.nullable(), name: bilingual.nullable(), counts: progressCounts, longest: longestOverdue.nullable() })
export type ProgressRow = z.infer<typeof progressRow>

/** `GET /api/v1/dossier-progress`: one's own unit when `unit` is left out; at most `limit` rows, those with the most open dossiers. */
export const progressQuery = z.strictObject({ unit: code.optional(), by: progressCut.default('agency'), limit: z.coerce.number().int().min(1).max(2000).default(500) })

/**
 * `total` is over all rows, the `leftOut` ones too. `countedAt` is the moment of the count; `days` are the bounds by the calendar of the
 * unit: `soonTo` the last day of `due-soon`, `shortFrom` and `mediumFrom` the first due days of those parts.
 */
export const dossierProgress = z.object({
  unit: code.nullable(), by: progressCut, countedAt: z.string(), today: day, isWorkingDay: z.boolean(),
  days: z.object({ soonTo: day, shortFrom: day, mediumFrom: day }), total: progressCounts, rows: z.array(progressRow), leftOut: z.int(), demo: z.boolean(),
})
export type DossierProgress = z.infer<typeof dossierProgress>
