import type { Say } from '../../i18n/messages.ts'
import type { Language } from '../../../contract/words/translator.ts'
import { sayRule } from '../../i18n/vi-rules.ts'
import { RequestFailed } from './request-failed.ts'

/** A failed request in plain words: what happened, and whether the data is safe. */
export function toPlainFailure(error: unknown, say: Say, language: Language = 'en'): string {
  if (!(error instanceof RequestFailed)) return say('failedUnreadable')
  if (error.kind === 'offline') return say('failedOffline')
  if (error.kind === 'late') return say('failedLate')
  if (error.kind === 'unreadable') return say('failedUnreadable')
  if (error.status === 401) return say('failedSignedOut')
  if (error.status === 403) return say('failedNoRight')
  if (error.status === 404) return say('failedMissing')
  if (error.status === 429) return say('failedBusy')
  if (error.status === null || error.status >= 500) return say('failedServer', { status: error.status ?? '' })
  const breaches = error.problem?.errors?.map(({ rule, message }) => sayRule(language, rule) ?? message).join('; ')
  return say('failedRefused', { detail: breaches || error.message })
}

/** Whether a rule says that an indicator is counted by whole months: to ask it for days is no fault, there is just nothing to show. */
export const isOfWholeMonths = (rule: string): boolean => / is counted by (whole months|month)$/.test(rule)

/** The same of a request that was refused for it. */
export const isWholeMonthsOnly = (error: unknown): boolean =>
  error instanceof RequestFailed && Boolean(error.problem?.errors?.some(({ rule }) => isOfWholeMonths(rule)))
