import type { DossierProgress, ProgressColumn, ProgressCut, ProgressRow } from '../../../contract/dossier-progress.ts'
import { formatNumber } from '../../../contract/words/format.ts'
import type { MessageKey, Say } from '../../i18n/messages.ts'
import type { Language } from '../../../contract/words/translator.ts'
import { toSingular } from '../dossiers/clock-words.ts'

/** What each column is called where it stands alone. */
export const windowWords: Record<ProgressColumn, MessageKey> = {
  'open': 'windowOpen', 'due-today': 'windowDueToday', 'due-soon': 'windowDueSoon', 'due-later': 'windowDueLater', 'overdue': 'windowOverdue',
  'overdue-short': 'windowOverdueShort', 'overdue-medium': 'windowOverdueMedium', 'overdue-long': 'windowOverdueLong', 'undated': 'windowUndated',
  'received-today': 'windowReceivedToday', 'resolved-today': 'windowResolvedToday',
}

export const cutWords: Record<ProgressCut, MessageKey> = { agency: 'cutAgency', commune: 'cutCommune', centre: 'cutCentre', sector: 'cutSector', procedure: 'cutProcedure' }

/** What a row without a code is called; agencies are always known. */
const withoutWords: Record<ProgressCut, MessageKey> = {
  agency: 'cutAgency', commune: 'withoutCommune', centre: 'withoutCentre', sector: 'withoutSector', procedure: 'withoutProcedure',
}

/** A row's name; its code where the registry has no name for it. */
export const toRowName = (language: Language, say: Say, by: ProgressCut, { code, name }: Pick<ProgressRow, 'code' | 'name'>): string =>
  (code === null ? say(withoutWords[by]) : name?.[language] ?? code)

/** A name inside a sentence begins small, if it is not an abbreviation: "Đất đai" becomes "đất đai". */
export const toInnerName = (name: string): string => (/^\p{Lu}\p{Ll}/u.test(name) ? name.charAt(0).toLowerCase() + name.slice(1) : name)

/** The page's finding: what is due today, what is overdue, and in which sector most of it lies, where one has more than any other. */
export function toProgressFinding(language: Language, say: Say, unit: string, { total, isWorkingDay }: DossierProgress, sectors: readonly ProgressRow[]): string {
  const count = (value: number) => formatNumber(language, value)
  const values = { unit, due: count(total['due-today']), overdue: count(total.overdue) }
  const said = (key: MessageKey, more = {}) => toSingular(language, say(key, { ...values, ...more }))
  if (total.open === 0) return said('progressFindingNone')
  if (!isWorkingDay && total['due-today'] === 0 && total.overdue > 0) return said('progressFindingDayOff')
  if (total.overdue === 0) return said(total['due-today'] === 0 ? 'progressFindingQuiet' : 'progressFindingFine')
  const [most, next] = [...sectors].filter(({ code }) => code !== null).sort((one, other) => other.counts.overdue - one.counts.overdue)
  if (!most || most.counts.overdue < 2 || (next && next.counts.overdue === most.counts.overdue)) return said('progressFinding')
  return said('progressFindingMost', { sector: toInnerName(toRowName(language, say, 'sector', most)) })
}
