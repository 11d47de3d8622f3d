import { z } from 'zod'
import { code } from './codes.ts'
import { indicatorValue } from './indicator.ts'
import { factor, questionnaireCode } from './questionnaire.ts'
import { surveyChannel, surveyOutcome } from './survey.ts'

const bilingual = z.object({ vi: z.string(), en: z.string() })

/** `GET /api/v1/survey-results`: a period is of months, those of the dossiers that were asked about. */
export const surveyResultsQuery = z.strictObject({ questionnaire: questionnaireCode, unit: code.optional(), period: z.string() })

export const surveyMeasure = z.enum([...factor.options, 'overall'])
export type SurveyMeasure = z.infer<typeof surveyMeasure>

/**
 * What a survey says about a unit. Every figure has the row shape of indicators (shares 0–1). `measures` count finished dossiers of those who were
 * invited; other outcomes and the open link stand in `apart`. `series` are months of the overall figure, broken where versions are not comparable.
 * `drivers` pools twelve months: shares of R² of the overall answer; null under 200 complete sheets.
 */
export const surveyResults = z.object({
  questionnaire: z.string(), title: bilingual, versions: z.array(z.int()), period: z.string(), demo: z.boolean(),
  measures: z.array(z.object({ measure: surveyMeasure, row: indicatorValue, items: z.array(z.object({ key: z.string(), text: bilingual, row: indicatorValue })) })),
  apart: z.array(z.object({ outcome: surveyOutcome, channel: surveyChannel, row: indicatorValue })),
  rates: z.object({ response: indicatorValue, completion: indicatorValue }),
  dropOff: z.array(z.object({ key: z.string(), text: bilingual, shown: z.int(), answered: z.int() })),
  series: z.array(z.object({ versions: z.array(z.int()), rows: z.array(indicatorValue) })),
  drivers: z.object({ n: z.int(), r2: z.number(), distinguishable: z.boolean(), parts: z.array(z.object({ measure: surveyMeasure, share: z.number(), lower: z.number(), upper: z.number() })) }).nullable(),
})
export type SurveyResults = z.infer<typeof surveyResults>
