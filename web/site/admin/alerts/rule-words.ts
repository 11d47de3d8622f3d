import type { AlertKind, AlertRule } from '../../../../contract/alert.ts'
import { formatNumber } from '../../../../contract/words/format.ts'
import type { Language } from '../../../../contract/words/translator.ts'
import { speakerOf, type MessageKey } from '../../../i18n/messages.ts'

export const KIND_WORDS: Record<AlertKind, MessageKey> = {
  'dissatisfied-share': 'alertKindShare', 'counter-finding': 'alertKindFinding', 'very-bad-rating': 'alertKindBad', 'silent-tablets': 'alertKindSilent', 'ingest-gap': 'alertKindGap', 'late-dossiers': 'alertKindLate',
}
const SENTENCES: Record<AlertKind, MessageKey> = {
  'dissatisfied-share': 'ruleShare', 'counter-finding': 'ruleFinding', 'very-bad-rating': 'ruleBad', 'silent-tablets': 'ruleSilent', 'ingest-gap': 'ruleGap', 'late-dossiers': 'ruleLate',
}
/** What can be set of each kind: its name, its label, and between which numbers. Shares are entered in percent. */
export const NUMBER_FIELDS: Record<AlertKind, readonly { name: string, label: MessageKey, least: number, most: number, percent?: boolean }[]> = {
  'dissatisfied-share': [{ name: 'share', label: 'ruleFieldShare', least: 1, most: 90, percent: true }, { name: 'days', label: 'ruleFieldDays', least: 1, most: 92 }, { name: 'least', label: 'ruleFieldLeast', least: 10, most: 10_000 }],
  'counter-finding': [],
  'very-bad-rating': [{ name: 'score', label: 'ruleFieldScore', least: 1, most: 2 }],
  'silent-tablets': [{ name: 'minutes', label: 'ruleFieldMinutes', least: 15, most: 1_440 }],
  'ingest-gap': [{ name: 'hours', label: 'ruleFieldHours', least: 1, most: 240 }],
  'late-dossiers': [{ name: 'days', label: 'ruleFieldDays', least: 7, most: 92 }, { name: 'least', label: 'ruleFieldLate', least: 1, most: 10_000 }],
}

/** What a rule says, read aloud. */
export function toRuleSentence(language: Language, rule: AlertRule): string {
  const say = speakerOf(language)
  const values = Object.fromEntries(Object.entries(rule.settings).map(([name, value]) => [name, typeof value === 'number' ? (name === 'share' ? `${formatNumber(language, value * 100)}%` : formatNumber(language, value)) : say(value === 'watch' ? 'ruleFromWatch' : 'ruleFromReview')]))
  return `${say(SENTENCES[rule.kind], values)}${rule.opensCase ? ` ${say('ruleOpensCase')}` : ''}`
}
