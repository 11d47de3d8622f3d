import type { AlertRow } from '../../../contract/alert.ts'
import type { CaseLimit, CaseOrigin, CaseRow, CaseState, CaseStep, CloseReason, ReplyChannel } from '../../../contract/case.ts'
import { toAlertSentence } from '../../../contract/words/alert-words.ts'
import { formatInstant, formatNumber } from '../../../contract/words/format.ts'
import type { Language } from '../../../contract/words/translator.ts'
import { speakerOf, type MessageKey } from '../../i18n/messages.ts'

export const STATE_WORDS: Record<CaseState, MessageKey> = { new: 'caseStateNew', acknowledged: 'caseStateAcknowledged', acting: 'caseStateActing', replied: 'caseStateReplied', closed: 'caseStateClosed' }
export const ORIGIN_WORDS: Record<CaseOrigin, MessageKey> = { alert: 'caseOriginAlert', rating: 'caseOriginRating', comment: 'caseOriginComment', finding: 'caseOriginFinding', hand: 'caseOriginHand' }
export const REASON_WORDS: Record<CloseReason, MessageKey> = {
  'solved': 'closeSolved', 'answered': 'closeAnswered', 'recovered': 'closeRecovered', 'outside': 'closeOutside', 'no-grounds': 'closeNoGrounds', 'duplicate': 'closeDuplicate',
}
export const CHANNEL_WORDS: Record<ReplyChannel, MessageKey> = { 'email': 'replyByMail', 'phone': 'replyByPhone', 'in-person': 'replyInPerson' }
export const STEP_WORDS: Record<CaseStep['kind'], MessageKey> = {
  opened: 'stepOpened', escalated: 'stepEscalated', acknowledged: 'stepAcknowledged', assigned: 'stepAssigned', measure: 'stepMeasure', note: 'stepNote', replied: 'stepReplied', closed: 'stepClosed', reopened: 'stepReopened',
}

/** What an alert says: of its one place, or of how many. */
export const toAlertTitle = (language: Language, { kind, count, subjects, unit, facts }: Pick<AlertRow, 'kind' | 'count' | 'subjects' | 'unit' | 'facts'>): string =>
  toAlertSentence(language, { kind, count, place: (subjects[0] ?? unit).name[language], facts })

/** What a case is about, in a sentence. */
export function toCaseTitle(language: Language, { title, alert, score, counter, unit }: Pick<CaseRow, 'title' | 'alert' | 'score' | 'counter' | 'unit'>): string {
  const place = (counter ?? unit).name[language]
  if (title !== null) return title
  if (alert) return toAlertSentence(language, { kind: alert.kind, count: alert.count, place, facts: alert.facts })
  return speakerOf(language)(score ? 'caseAsksAnswer' : 'caseAbout', { place, score: score?.score ?? '', scale: score?.scale ?? '' })
}

/** How a limit stands, with its moment. */
export function toLimitSentence(language: Language, { kind, state, dueAt, doneAt }: CaseLimit): string {
  const keys: Record<CaseLimit['state'], MessageKey> = { running: 'limitRunning', near: 'limitNear', over: 'limitOver', kept: 'limitKept', missed: 'limitMissed' }
  const say = speakerOf(language)
  return say(keys[state], { what: say(kind === 'answer' ? 'limitAnswer' : 'limitClose'), due: formatInstant(language, dueAt), done: doneAt === null ? '' : formatInstant(language, doneAt) })
}

/** The finding of the queue: what is late first. */
export function toQueueFinding(language: Language, { open, near, over }: { open: number, near: number, over: number }): string {
  const say = speakerOf(language)
  const count = (value: number) => formatNumber(language, value)
  if (over > 0) return say(near > 0 ? 'casesFindingOverNear' : 'casesFindingOver', { over: count(over), near: count(near) })
  if (near > 0) return say('casesFindingNear', { near: count(near), open: count(open) })
  return open > 0 ? say('casesFindingOpen', { open: count(open) }) : say('casesFindingNone')
}
