import { z } from 'zod'
import { code } from './codes.ts'
import { questionnaireCode } from './questionnaire.ts'

const bilingual = z.object({ vi: z.string(), en: z.string() })
const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/)

/**
 * The most people that are invited of one sector, centre and month, among those whose dossier was finished. Those who were refused, stopped or withdrew are
 * few and always asked; so are cards, which name no procedure and hence no sector.
 */
export const surveyQuotaQuery = z.strictObject({ questionnaire: questionnaireCode, month: month.optional() })
/** `PUT /api/v1/survey-quotas/:unit`; null lets what holds above the unit hold again. */
export const surveyQuotaChange = z.strictObject({ questionnaire: questionnaireCode, most: z.int().min(1).max(100_000).nullable() })
export type SurveyQuotaChange = z.infer<typeof surveyQuotaChange>
/** `most` null: no ceiling. `heldBy` is the unit that settled it. `used` are those of the month by centre and sector, the fullest 100 first. */
export const surveyQuota = z.object({
  unitCode: code, questionnaire: z.string(), month: z.string(), heldBy: z.string().nullable(), most: z.int().nullable(),
  used: z.array(z.object({ centre: z.object({ code: z.string(), name: bilingual }), sector: z.object({ code: z.string(), name: bilingual }), invited: z.int(), most: z.int().nullable() })),
})
export type SurveyQuota = z.infer<typeof surveyQuota>
