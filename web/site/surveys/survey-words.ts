import type { IndicatorValue } from '../../../contract/indicator.ts'
import type { SurveyMeasure } from '../../../contract/survey-results.ts'
import type { Estimate } from '../../../contract/words/format.ts'
import type { MessageKey } from '../../i18n/messages.ts'

export const MEASURE_NAMES: Record<SurveyMeasure, MessageKey> = {
  access: 'surveyMeasureAccess', procedures: 'surveyMeasureProcedures', officials: 'surveyMeasureOfficials', results: 'surveyMeasureResults', feedback: 'surveyMeasureFeedback', overall: 'surveyMeasureOverall',
}

/** What a row says with its interval; null where there are too few. */
export const toEstimate = ({ value, lower, upper, sampleSize }: IndicatorValue): Estimate | null =>
  (value === null || lower === null || upper === null ? null : { value, lower, upper, sampleSize })
