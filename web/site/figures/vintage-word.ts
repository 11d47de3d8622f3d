import type { IndicatorValue } from '../../../contract/indicator.ts'
import type { MessageKey } from '../../i18n/messages.ts'

/** What a figure's state is called where it is not simply final: still provisional, or revised after it was published. */
export function vintageWord(row: Pick<IndicatorValue, 'quality'> | null | undefined): MessageKey | null {
  if (row?.quality.includes('provisional')) return 'provisional'
  return row?.quality.includes('revised') ? 'keyRevised' : null
}
