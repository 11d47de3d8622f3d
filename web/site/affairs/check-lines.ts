import type { EditionChecks } from '../../../contract/edition.ts'
import type { ReportingGaps } from '../../../contract/reporting-gaps.ts'
import { formatDay, formatNumber } from '../../../contract/words/format.ts'
import type { MessageKey, Say } from '../../i18n/messages.ts'
import type { Language } from '../../../contract/words/translator.ts'
import type { AffairRow, Mark } from './affair-rows.ts'

/** Where a line leads: to the table with a filter, or to another page. */
export type CheckTarget = { mark: Mark | 'silent' } | { path: string, query?: Record<string, string> }
/** One thing to look at before a month is published; `isWarning` where it speaks against doing so now. */
export interface CheckLine { id: string, text: string, detail: string, isWarning: boolean, to: CheckTarget }

interface Known { gaps: ReportingGaps, rows: readonly AffairRow[], month: EditionChecks | null, kind: string, may: { measures: boolean, devices: boolean, operations: boolean } }

const NAMES_SHOWN = 5

/** What is to be looked at, the gravest first; nothing where all is well. What leads to a page one may not open leads to the table. */
export function toCheckLines(language: Language, say: Say, { gaps, rows, month, kind, may }: Known): CheckLine[] {
  const count = (value: number) => formatNumber(language, value)
  const marked = (mark: Mark) => rows.filter((it) => it.marks.includes(mark))
  const line = (id: string, amount: number, [text, detail]: [MessageKey, MessageKey], isWarning: boolean, to: CheckTarget, more: Record<string, string> = {}): CheckLine[] =>
    (amount === 0 ? [] : [{ id, text: say(text, { count: count(amount), kind, ...more }), detail: say(detail, more), isWarning, to }])
  const warnings = marked('warnings')
  const names = warnings.slice(0, NAMES_SHOWN).map((it) => it.name).join(', ') + (warnings.length > NAMES_SHOWN ? ` ${say('marksMore', { count: count(warnings.length - NAMES_SHOWN) })}` : '')
  const firstWarning = warnings[0]
  const tablets = gaps.rows.reduce((sum, it) => sum + it.tablets.silent, 0)
  const aside = month?.inputs.setAside.reduce((sum, it) => sum + it.count, 0) ?? 0
  return [
    ...line('silent', gaps.counts.nothing + gaps.counts.stopped, ['check_silent', 'check_silentText'], true, { mark: 'silent' }),
    ...line('gaps', gaps.counts.gaps, ['check_gaps', 'check_gapsText'], true, { mark: 'gaps' }),
    ...line('missing', month?.missing ?? 0, ['check_missing', 'check_missingText'], true, { path: '/giao-nhan' }),
    ...line('tablets', tablets, ['check_tablets', 'check_tabletsText'], true, may.devices ? { path: '/quan-tri/thiet-bi', query: { state: 'alarm,attention' } } : { mark: 'silent' }),
    ...line('warnings', warnings.length, ['check_warnings', 'check_warningsText'], true,
      may.measures && firstWarning ? { path: '/quan-tri/so-do-bao-cao', query: { unit: firstWarning.code, period: gaps.period } } : { mark: 'warnings' }, { names }),
    ...line('settled', month && !month.isSettled ? 1 : 0, ['check_settled', 'check_settledText'], true, { path: '/quan-tri/chot-thang', query: { period: gaps.period } }, { day: month ? formatDay(language, month.settledFrom) : '' }),
    ...line('aside', marked('aside').length, ['check_aside', 'check_asideText'], true, { mark: 'aside' }),
    ...line('conflicts', aside, ['check_conflicts', 'check_conflictsText'], false, { path: '/giao-nhan' }),
    ...line('unclassified', marked('unclassified').length, ['check_unclassified', 'check_unclassifiedText'], true, { mark: 'unclassified' }),
    ...line('few', marked('few').length, ['check_few', 'check_fewText'], false, { mark: 'few' }),
    ...line('pending', month?.pending ?? 0, ['check_pending', 'check_pendingText'], false, may.operations ? { path: '/quan-tri/tinh-lai' } : { path: '/quan-tri/chot-thang', query: { period: gaps.period } }),
    ...line('thin', marked('thin').length, ['check_thin', 'check_thinText'], false, { mark: 'thin' }),
  ]
}
