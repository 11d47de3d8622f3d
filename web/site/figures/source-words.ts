import type { IndicatorValue } from '../../../contract/indicator.ts'
import type { MessageKey, Say } from '../../i18n/messages.ts'

const NAMES: Record<string, MessageKey> = { 'national-portal': 'source_nationalPortal' }

/** Who reported a figure, by the name people know; a source without one is told by its code. */
export function toSourceName(source: string, say: Say): string {
  const key = NAMES[source]
  return key ? say(key) : source
}

/** `do Cổng Dịch vụ công quốc gia báo cáo`; null for what was counted here. */
export const toReportedWords = (row: Pick<IndicatorValue, 'origin' | 'source'> | undefined, say: Say): string | null =>
  (row?.origin === 'reported' && row.source !== null ? say('reportedBy', { source: toSourceName(row.source, say) }) : null)
