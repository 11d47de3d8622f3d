import { componentDigitisation } from './component-digitisation.ts'
import { counterSatisfaction } from './counter-satisfaction.ts'
import type { Indicator } from './indicator.ts'
import { onTimeDue } from './on-time-due.ts'
import { onlinePayment } from './online-payment.ts'
import { onlineSubmission } from './online-submission.ts'
import { resultDigitisation } from './result-digitisation.ts'

/** Every indicator, in the order in which pages show them. */
export const indicators: readonly Indicator[] = [
  counterSatisfaction,
  onTimeDue,
  componentDigitisation,
  resultDigitisation,
  onlineSubmission,
  onlinePayment,
]

export const findIndicator = (id: string) => indicators.find((it) => it.definition.id === id)
