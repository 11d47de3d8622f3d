import { z } from 'zod'
import { code, instant, storableText } from './codes.ts'
import { origin } from './figure-setting.ts'
import { toDayRange } from './period.ts'

export const MEASURES_PER_REQUEST = 5_000

/** The national portal's codes for the parts of Decision 766 (domain.md §1.5), as their evaluation service names them. */
export const PORTAL_METRICS = [
  'PUBLISH_ON_TIME', 'PUBLIC_UPDATE_ON_TIME', 'PUBLIC_CONTENT_FULL', 'DOSSIER_SYNC',
  'PROGRESS',
  'PAYMENT_DOSSIERS', 'PAYMENT_PROCEDURES', 'PAYMENT_FEE_DATA',
  'ORIGINAL_RESULT_AVAILABLE', 'SO_HOA_GIAY_TO_GIAI_QUYET', 'REUSED_DIGITIZED_DATA', 'SYNCED_WITH_DVCQG_PERSONAL_STORAGE',
  'CITIZEN_DATA_CONNECTED_DOSSIER', 'CITIZEN_DATA_CONNECTED_FORMALITY', 'ELECTRONIC_CERTIFIED_COPY',
  'PETITION_PROCESSING_ON_TIME', 'PETITION_HANDLING_SATISFACTION', 'DOSSIER_RECEIVING_SATISFACTION',
  'PETITION_CLASSIFICATION_TTHC', 'PETITION_CLASSIFICATION_STAFF',
] as const
/**
 * What published tables of handling tell: dossiers processed and open (of all), and of those processed the ones ended before, on and after the
 * day they were due.
 */
export const HANDLING_METRICS = ['DOSSIERS_PROCESSED', 'DOSSIERS_OPEN', 'DOSSIERS_EARLY', 'DOSSIERS_ON_TIME', 'DOSSIERS_LATE'] as const
/** Points that another system gives for a whole group. */
export const GROUP_SCORES = ['TRANSPARENCY_SCORE', 'PROGRESS_SCORE', 'ONLINE_SERVICE_SCORE', 'ONLINE_PAYMENT_SCORE', 'DIGITISATION_SCORE', 'SATISFACTION_SCORE'] as const

const reportingPeriod = z.string().refine((it) => toDayRange(it) !== null, {
  error: 'one of 2026-08, 2026-Q3, 2026-H1, 2026-9M, 2026', params: { rule: 'one of 2026-08, 2026-Q3, 2026-H1, 2026-9M, 2026' },
})
const count = z.int().min(0)
const COUNTS_RULE = 'numerator and denominator together, or a value alone'

/**
 * What another system has counted for a unit and a period: a share by its numerator and denominator, or a value alone (a share in
 * percent, or points). `metric` is a code of the portal, a group's points, or the id of one of our indicators.
 */
export const measure = z
  .strictObject({
    unitCode: code,
    period: reportingPeriod,
    metric: storableText.trim().min(1).max(60),
    numerator: count.nullish(),
    denominator: count.nullish(),
    value: z.number().min(0).max(1_000_000_000).nullish(),
    source: storableText.trim().min(1).max(60),
    reportedAt: instant,
  })
  .refine((it) => ((it.numerator ?? null) === null) === ((it.denominator ?? null) === null), { path: ['denominator'], error: COUNTS_RULE, params: { rule: COUNTS_RULE } })
  .refine((it) => (it.numerator ?? it.value ?? null) !== null, { path: ['value'], error: COUNTS_RULE, params: { rule: COUNTS_RULE } })
export type Measure = z.infer<typeof measure>

/** The envelope; each measure in it is judged on its own. */
export const measureBatch = z.strictObject({ measures: z.array(z.unknown()).min(1).max(MEASURES_PER_REQUEST) })

/** What does not add up in a reported measure; it stops nothing and is shown beside it. */
export const measureWarning = z.object({ rule: z.enum(['numerator-over-denominator', 'value-is-not-the-ratio']), detail: z.string() })
export const reportedMeasure = z.object({
  unitCode: code, period: z.string(), metric: z.string(), numerator: z.int().nullable(), denominator: z.int().nullable(), value: z.number().nullable(),
  source: z.string(), reportedAt: z.string(), warnings: z.array(measureWarning),
})
export type ReportedMeasure = z.infer<typeof reportedMeasure>

/** What does not add up among the measures of one source for a unit and a period, or with the units below. */
export const setWarning = z.object({
  rule: z.enum(['wholes-differ', 'parts-are-not-the-whole', 'units-are-not-the-parent']), source: z.string(), metrics: z.array(z.string()), detail: z.string(),
})
export type SetWarning = z.infer<typeof setWarning>

/** A reported measure beside what we have counted of the same, if anything. `stands` says what is used: of several reports the newest, or our count. */
export const comparedMeasure = reportedMeasure.extend({
  counted: z.object({ indicator: z.string(), numerator: z.number(), denominator: z.number(), sampleSize: z.number() }).nullable(),
  stands: z.enum(['this', 'newer-report', 'counted']),
})
export type ComparedMeasure = z.infer<typeof comparedMeasure>
/** `GET /api/v1/measures`; `preference` is the setting in force in that period. */
export const reportedMeasures = z.object({ rows: z.array(comparedMeasure), warnings: z.array(setWarning), preference: origin })
export type ReportedMeasures = z.infer<typeof reportedMeasures>
