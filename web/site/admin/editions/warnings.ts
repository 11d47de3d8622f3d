import type { EditionChecks } from '../../../../contract/edition.ts'
import { formatDay, formatNumber } from '../../../../contract/words/format.ts'
import type { MessageKey, Say } from '../../../i18n/messages.ts'
import type { Language } from '../../../../contract/words/translator.ts'

/** One thing to look at before freezing; a warning is what speaks against doing it now. */
export interface CheckLine { id: 'settled' | 'missing' | 'pending' | 'aside'; name: string; text: string; isWarning: boolean }

const REASONS: Readonly<Record<string, MessageKey>> = { 'implausible-time': 'asideImplausibleTime', conflict: 'asideConflict', unreadable: 'asideUnreadable' }

/** What the checks of a month say, in words. */
export function toWarnings({ isSettled, settledFrom, missing, pending, inputs }: EditionChecks, say: Say, language: Language): CheckLine[] {
  const count = (value: number) => formatNumber(language, value)
  const aside = inputs.setAside.reduce((sum, it) => sum + it.count, 0)
  const toReason = (reason: string) => {
    const words = REASONS[reason]
    return words ? say(words) : reason
  }
  const reasons = inputs.setAside.map((it) => `${count(it.count)} ${toReason(it.reason)}`).join(', ')
  return [
    { id: 'settled', name: say('checkSettled', { day: formatDay(language, settledFrom) }), text: say(isSettled ? 'checkSettledYes' : 'checkSettledNo'), isWarning: !isSettled },
    { id: 'missing', name: say('checkMissing'), text: missing === 0 ? say('checkMissingNone') : say('checkMissingSome', { count: count(missing) }), isWarning: missing > 0 },
    { id: 'pending', name: say('checkPending'), text: pending === 0 ? say('checkPendingNone') : say('checkPendingSome', { count: count(pending) }), isWarning: false },
    { id: 'aside', name: say('checkAside'), text: aside === 0 ? say('checkAsideNone') : say('checkAsideSome', { count: count(aside), reasons }), isWarning: false },
  ]
}
