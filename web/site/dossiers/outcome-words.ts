import type { DossierOutcome } from '../../../contract/dossier-clock.ts'
import type { MessageKey } from '../../i18n/messages.ts'

/** What each class is called. */
export const outcomeWords: Record<DossierOutcome, MessageKey> = {
  'early': 'outcomeEarly', 'on-time': 'outcomeOnTime', 'late': 'outcomeLate', 'open-within-due': 'outcomeOpenWithinDue',
  'open-overdue': 'outcomeOpenOverdue', 'unclassified': 'outcomeUnclassified',
}

/** What is behind is brick, what could not be told brass; what is fine stays quiet. */
export const outcomeTones: Record<DossierOutcome, 'neutral' | 'worse' | 'better' | 'brass'> = {
  'early': 'better', 'on-time': 'better', 'late': 'worse', 'open-within-due': 'neutral', 'open-overdue': 'worse', 'unclassified': 'brass',
}

/** A status of the national portal by its number; the number itself where it is none. */
export const statusWords = (status: number): MessageKey | null =>
  status >= 1 && status <= 10 ? `dossierStatus${status as 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10}` : null
