import type { ReportingGap, SentFacts } from '../../../contract/reporting-gaps.ts'
import { formatDay, formatNumber, formatPeriod } from '../../../contract/words/format.ts'
import type { Say } from '../../i18n/messages.ts'
import type { Language } from '../../../contract/words/translator.ts'
import { addDays } from '../periods/periods.ts'

/** How one kind of facts has come, as a clause: `Đánh giá: dừng từ 13/2/2025, lần cuối 12/2/2025`. */
export function toSentWords(language: Language, say: Say, kind: 'ratings' | 'dossiers', sent: SentFacts, workingDays: number): string {
  const day = (it: string | null) => (it === null ? '' : formatDay(language, it))
  const count = (it: number) => formatNumber(language, it)
  const named = { kind: say(kind === 'ratings' ? 'sent_ratings' : 'sent_dossiers') }
  if (sent.state === 'nothing') return sent.lastDay === null ? say('sentNever', named) : say('sentNothing', { ...named, day: day(sent.lastDay) })
  if (sent.state === 'stopped') return say('sentStopped', { ...named, since: day(sent.silentSince), day: day(sent.lastDay) })
  if (sent.state === 'gaps') return say('sentGaps', { ...named, gap: count(sent.gapDays), all: count(workingDays) })
  return say('sentComplete', { ...named, days: count(sent.days), all: count(workingDays) })
}

/** Both kinds, what is in order last. */
export function toGapWords(language: Language, say: Say, gap: ReportingGap): string[] {
  const kinds = [...(gap.ratings ? [['ratings', gap.ratings] as const] : []), ['dossiers', gap.dossiers] as const]
  return kinds.toSorted(([, one], [, other]) => Number(one.state === 'complete') - Number(other.state === 'complete')).map(([kind, sent]) => toSentWords(language, say, kind, sent, gap.workingDays))
}

/** Text to send to those who have the units below them: one letter for each, with a line for each unit and what is missing of it. `to` is exclusive. */
export function toReminder(language: Language, say: Say, gaps: readonly ReportingGap[], { period, to }: { period: string, to: string }): string {
  const letters = new Map<string, ReportingGap[]>()
  for (const gap of gaps) {
    const above = gap.above?.code ?? ''
    letters.set(above, [...(letters.get(above) ?? []), gap])
  }
  return [...letters.values()].map((units) => {
    const above = units[0]?.above
    const lines = units.map((gap) => {
      const what = toGapWords(language, say, gap).filter((_, index) => index === 0 || (gap.dossiers.state !== 'complete' && gap.ratings?.state !== 'complete'))
      return say('reminderLine', { name: gap.unitName[language], what: what.join('; ') })
    })
    return [
      ...(above ? [say('reminderTo', { name: above.name[language] })] : []),
      say('reminderHead', { day: formatDay(language, addDays(to, -1)), period: formatPeriod(language, period) }), ...lines, say('reminderEnd'),
    ].join('\n')
  }).join('\n\n')
}
