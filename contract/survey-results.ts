import { z } from 'zod'
import { code } from './codes.ts'
import { themesOfSource } from './comment-theme.ts'
import { indicatorValue } from './indicator.ts'
import { factor, questionnaireCode } from './questionnaire.ts'
import { surveyChannel, surveyOutcome } from './survey.ts'

const bilingual = z.object({ vi: z.string(), en: z.string() })

/** `GET /api/v1/survey-results`: a period is of months, those of the dossiers that were asked about. */
export const surveyResultsQuery = z.strictObject({ questionnaire: questionnaireCode, unit: code.optional(), period: z.string() })

export const surveyMeasure = z.enum([...factor.options, 'overall'])
export type SurveyMeasure = z.infer<typeof surveyMeasure>

const estimate = z.object({ value: z.number(), lower: z.number(), upper: z.number() })
/**
 * The overall share as all whose dossiers were closed would give it: strata centre × sector weighted by closed dossiers. `effectiveSample` is what the sheets are
 * worth then, `emptyShare` the part of dossiers in strata that nobody answered for (told by their sector), `trimmedShare` what was taken from strata where one
 * answer would have spoken for more than five times the average. `moving` is the sector that moves it most.
 */
export const surveyWeighted = estimate.extend({
  effectiveSample: z.number(), designEffect: z.number(), sheets: z.int(), dossiers: z.number(), strata: z.int(), emptyStrata: z.int(), emptyShare: z.number(), trimmedStrata: z.int(), trimmedShare: z.number(),
  moving: z.object({ name: bilingual, ofSheets: z.number(), ofDossiers: z.number() }).nullable(),
})
export type SurveyWeighted = z.infer<typeof surveyWeighted>
/** Satisfied shares of those who answered the survey and of those who rated at a tablet; differences are survey less tablet. `sameMix`: did both come for the same sectors. */
export const surveyChannels = z.object({
  survey: estimate.extend({ sampleSize: z.int() }), tablets: estimate.extend({ sampleSize: z.int() }), difference: estimate,
  sameMix: estimate.extend({ survey: z.number(), tablets: z.number(), sectors: z.int(), covered: z.number() }).nullable(),
})
export type SurveyChannels = z.infer<typeof surveyChannels>

/**
 * What a survey says about a unit. Every figure has the row shape of indicators (shares 0–1). `measures` count finished dossiers of those who were
 * invited; other outcomes and the open link stand in `apart`. `weighted` and `channels` are null where there are too few answers or no dossiers; `themes` are of what was written, in the survey and at tablets. `series` are months of the overall figure, broken where versions are not comparable.
 * `drivers` pools twelve months: shares of R² of the overall answer; null under 200 complete sheets.
 */
export const surveyResults = z.object({
  questionnaire: z.string(), title: bilingual, versions: z.array(z.int()), period: z.string(), demo: z.boolean(),
  measures: z.array(z.object({ measure: surveyMeasure, row: indicatorValue, items: z.array(z.object({ key: z.string(), text: bilingual, row: indicatorValue })) })),
  apart: z.array(z.object({ outcome: surveyOutcome, channel: surveyChannel, row: indicatorValue })),
  weighted: surveyWeighted.nullable(),
  channels: surveyChannels.nullable(),
  themes: z.array(themesOfSource),
  rates: z.object({ response: indicatorValue, completion: indicatorValue }),
  dropOff: z.array(z.object({ key: z.string(), text: bilingual, shown: z.int(), answered: z.int() })),
  series: z.array(z.object({ versions: z.array(z.int()), rows: z.array(indicatorValue) })),
  drivers: z.object({ n: z.int(), r2: z.number(), distinguishable: z.boolean(), parts: z.array(z.object({ measure: surveyMeasure, share: z.number(), lower: z.number(), upper: z.number() })) }).nullable(),
})
export type SurveyResults = z.infer<typeof surveyResults>
