import { z } from 'zod'
import { code, storableText } from './codes.ts'
import { indicatorValue } from './indicator.ts'
import { petitionClass, petitionLimitKind } from './petition.ts'

const bilingual = z.object({ vi: z.string(), en: z.string() })
const count = z.int().min(0)

export const reportMonth = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/)

/** The indicators a monthly report tells, in their order. */
export const REPORT_INDICATORS = ['counter-satisfaction', 'on-time-due', 'overdue-backlog'] as const

/** Petitions received in the month at the unit and all below it, as they stand: by class, by what came of them, and by the limits they were under. */
export const petitionFigures = z.object({
  received: count, byClass: z.array(z.object({ class: petitionClass.nullable(), petitions: count })), answered: count, refused: count, open: count, waiting: count,
  limits: z.array(z.object({ kind: petitionLimitKind, kept: count, missed: count })), ratedSatisfied: count, ratedDissatisfied: count, repeated: count,
})
export type PetitionFigures = z.infer<typeof petitionFigures>

/** Counters as detection found them at the end of the month's last judged week; null where none was judged. */
export const findingFigures = z.object({ weekEnd: z.string(), judged: count, flagged: count, toReview: count, answered: count, appeals: count })
export type FindingFigures = z.infer<typeof findingFigures>

/** Cases of the closed loop opened in the month: closed within both limits, and those that have missed one, closed or not. */
export const caseFigures = z.object({ opened: count, closed: count, inTime: count, late: count })
export type CaseFigures = z.infer<typeof caseFigures>

export const reportFigures = z.object({
  indicators: z.array(z.object({ id: z.string(), row: indicatorValue.nullable() })), lateDossiers: count.nullable(), overdueAtEnd: count.nullable(),
  petitions: petitionFigures, findings: findingFigures.nullable(), cases: caseFigures, computedAt: z.string(),
})
export type ReportFigures = z.infer<typeof reportFigures>

/** `GET /api/v1/monitoring-reports/:unit/:month`: of a signed version as the figures stood when it was signed, else as they stand now. */
export const monitoringReport = z.object({
  unit: z.object({ code, name: bilingual }), month: reportMonth, isOver: z.boolean(), figures: reportFigures, cases: z.string(), measures: z.string(), version: z.int().nullable(), signedAt: z.string().nullable(), by: z.string().nullable(),
  versions: z.array(z.object({ version: z.int(), by: z.string().nullable(), at: z.string(), signedAt: z.string().nullable() })), may: z.object({ write: z.boolean(), sign: z.boolean() }), demo: z.boolean(),
})
export type MonitoringReport = z.infer<typeof monitoringReport>
export const reportQuery = z.strictObject({ version: z.coerce.number().int().min(1).optional(), lang: z.enum(['vi', 'en']).optional() })

const words = storableText.max(20_000)
/** `PUT …`: saves a version; `basedOn` is the one that was on the screen, so that nobody overwrites what another has saved meanwhile. */
export const newReportVersion = z.strictObject({ cases: words, measures: words, basedOn: z.int().min(1).nullish() })
export type NewReportVersion = z.infer<typeof newReportVersion>
export const reportVersionSaved = z.object({ version: z.int() })
/** `POST …/signature`: by whoever wrote the newest version. */
export const reportSignature = z.strictObject({ version: z.int().min(1) })
