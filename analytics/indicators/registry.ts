import { componentDigitisation } from './component-digitisation.ts'
import { counterSatisfaction } from './counter-satisfaction.ts'
import { counterSatisfaction3 } from './counter-satisfaction-3.ts'
import { counterSatisfaction3Mean } from './counter-satisfaction-3-mean.ts'
import { counterSatisfactionMean } from './counter-satisfaction-mean.ts'
import { digitisation766 } from './digitisation-766.ts'
import { digitisedReuse } from './digitised-reuse.ts'
import { dissatisfiedPer1000 } from './dissatisfied-per-1000.ts'
import { earlyShare } from './early-share.ts'
import { fullDigitisation } from './full-digitisation.ts'
import { medianHandlingDays } from './median-handling-days.ts'
import { offerRate } from './offer-rate.ts'
import { onTimeDue } from './on-time-due.ts'
import { onTimeResolved } from './on-time-resolved.ts'
import { onTimeWorkload } from './on-time-workload.ts'
import { onlinePayment } from './online-payment.ts'
import { onlinePaymentValue } from './online-payment-value.ts'
import { onlineSubmission } from './online-submission.ts'
import { onlineSubmissionAll } from './online-submission-all.ts'
import { overdueBacklog } from './overdue-backlog.ts'
import { progress766 } from './progress-766.ts'
import { responseRate } from './response-rate.ts'
import { resultDigitisation } from './result-digitisation.ts'
import { satisfaction766 } from './satisfaction-766.ts'
import { surveyAccess, surveyFeedback, surveyOfficials, surveyProcedures, surveyResults, surveySatisfaction } from './survey-indices.ts'
import { surveyCompletionRate, surveyNps, surveyResponseRate } from './survey-rates.ts'
import type { DescribedIndicator } from '../../contract/indicator.ts'
import type { Indicator } from './indicator.ts'
import { WORKED_EXAMPLES } from './worked-examples.ts'

/** Every indicator, in the order in which pages show them. */
export const indicators: readonly Indicator[] = [
  counterSatisfaction,
  counterSatisfactionMean,
  dissatisfiedPer1000,
  counterSatisfaction3,
  counterSatisfaction3Mean,
  offerRate,
  responseRate,
  surveySatisfaction,
  surveyAccess,
  surveyProcedures,
  surveyOfficials,
  surveyResults,
  surveyFeedback,
  surveyNps,
  surveyResponseRate,
  surveyCompletionRate,
  onTimeDue,
  onTimeResolved,
  onTimeWorkload,
  progress766,
  earlyShare,
  overdueBacklog,
  medianHandlingDays,
  satisfaction766,
  componentDigitisation,
  fullDigitisation,
  resultDigitisation,
  digitisation766,
  digitisedReuse,
  onlineSubmission,
  onlineSubmissionAll,
  onlinePayment,
  onlinePaymentValue,
]

/** Every definition with its worked example, as the API lists them and docs/methods.md tells them. */
export const describeIndicators = (): DescribedIndicator[] => indicators.map(({ definition }) => ({ ...definition, example: WORKED_EXAMPLES[definition.id] }))

export const findIndicator = (id: string) => indicators.find((it) => it.definition.id === id)
