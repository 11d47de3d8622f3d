import type { OnlineLevel, Procedure } from '../../../contract/procedure.ts'
import { formatNumber } from '../../../contract/words/format.ts'
import type { MessageKey, Say } from '../../i18n/messages.ts'
import type { Language } from '../../../contract/words/translator.ts'

export const LEVEL_WORDS = { full: 'procOnlineFull', partial: 'procOnlinePartial', none: 'procOnlineNone' } as const satisfies Record<OnlineLevel, MessageKey>

/** `15 ngày làm việc`, `8 giờ làm việc`, or that none is given. */
export function limitText({ limitHours, limitWorkingDays }: Procedure, language: Language, say: Say): string {
  if (limitWorkingDays !== null) return say('procLimitDays', { count: formatNumber(language, limitWorkingDays) })
  if (limitHours !== null) return say('procLimitHours', { count: formatNumber(language, limitHours) })
  return say('procLimitNone')
}

/** An amount in đồng, `không thu` for nothing. */
export function feeText(fee: number | null, language: Language, say: Say): string {
  if (fee === null) return say('procFeeUnsaid')
  return fee === 0 ? say('procFree') : formatNumber(language, fee)
}

export const levelText = (level: OnlineLevel | null, say: Say) => say(level === null ? 'procOnlineUnsaid' : LEVEL_WORDS[level])
