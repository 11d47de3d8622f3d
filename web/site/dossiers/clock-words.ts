import type { ClockReason, ClockReasonCode, ClockVerdict, PublicDossierClock, UnclassifiedReason } from '../../../contract/dossier-clock.ts'
import { unclassifiedReason } from '../../../contract/dossier-clock.ts'
import { toHanoiDay } from '../../../contract/period.ts'
import { formatClock, formatDay, formatNumber } from '../../../contract/words/format.ts'
import type { MessageKey, Say } from '../../i18n/messages.ts'
import type { Language } from '../../../contract/words/translator.ts'

type Told = Pick<PublicDossierClock, 'outcome' | 'verdict' | 'why'>

/** English says one day, not one days. */
export const toSingular = (language: Language, text: string): string =>
  (language === 'en' ? text.replaceAll(/(?<![\d.,])1 ((?:working )?(?:day|hour|dossier|time|supplement))s\b/g, '1 $1') : text)

const dayOf = (moment: string) => toHanoiDay(Date.parse(moment))

/** A day of this year without it, as people say: `12/3`, `12 March`. */
export function toShortDay(language: Language, day: string, thisDay: string): string {
  const text = formatDay(language, day)
  if (day.slice(0, 4) !== thisDay.slice(0, 4)) return text
  return language === 'vi' ? text.replace(/\/\d{4}$/, '') : text.replace(/ \d{4}$/, '')
}

/** A moment as `17:00, 12/3/2026`; midnight is what systems write that know the day only. */
export function toMomentText(language: Language, moment: string): string {
  const clock = formatClock(Date.parse(moment))
  const day = formatDay(language, dayOf(moment))
  return clock === '00:00' ? day : `${clock}, ${day}`
}

/** `7 ngày làm việc`, `10,67 giờ làm việc`. */
export const toMeasured = (language: Language, say: Say, measure: ClockVerdict['measure'], count: number): string =>
  toSingular(language, say(measure === 'hours' ? 'countHours' : 'countDays', { count: formatNumber(language, count, Number.isInteger(count) ? 0 : 2) }))

const unclassifiedWords: Record<UnclassifiedReason, MessageKey> = {
  'withdrawn': 'unclassifiedWithdrawn', 'no-due-date': 'unclassifiedNoDue', 'due-before-receipt': 'unclassifiedDueBefore',
  'ends-before-receipt': 'unclassifiedEndsBefore', 'end-unknown': 'unclassifiedEndUnknown', 'end-in-future': 'unclassifiedEndInFuture',
}

/** The sentence for a class; another where no working day lies between the due day and the end, only days off. */
function toPlainVerdict(language: Language, say: Say, { outcome, verdict, why }: Told, thisDay: string): string {
  const short = (moment: string | null) => (moment === null ? '' : toShortDay(language, dayOf(moment), thisDay))
  const days = Math.abs(verdict.daysFromDue ?? 0)
  const values = { count: formatNumber(language, days), due: short(verdict.dueAt), end: short(verdict.endedAt) }
  const choose = (key: MessageKey, onDayOff: MessageKey) => say(days === 0 ? onDayOff : key, values)
  switch (outcome) {
    case 'late': return choose('clockLate', 'clockLateOnDayOff')
    case 'early': return choose('clockEarly', 'clockEarlyOnDayOff')
    case 'on-time': return say('clockOnTime', values)
    case 'open-overdue': return choose('clockOverdue', 'clockOverdueOnDayOff')
    case 'open-within-due': return verdict.dueAt !== null && dayOf(verdict.dueAt) === dayOf(verdict.until) ? say('clockWithinToday') : choose('clockWithin', 'clockWithinOnDayOff')
    case 'unclassified': {
      const reason = unclassifiedReason.safeParse(why[0]?.code).data
      return say('clockUnclassified', { reason: reason ? say(unclassifiedWords[reason]) : '' })
    }
  }
}

/** The whole verdict in one sentence: "Trả muộn 3 ngày làm việc: hẹn 12/3, xong 17/3, đã trừ 4 ngày chờ bổ sung". */
export function toVerdictSentence(language: Language, say: Say, told: Told, thisDay: string): string {
  const sentence = toPlainVerdict(language, say, told, thisDay)
  const { subtracted } = told.verdict
  return toSingular(language, subtracted > 0 && told.outcome !== 'unclassified' ? say('clockSubtracted', { sentence, count: formatNumber(language, subtracted) }) : sentence)
}

const reasonWords: Record<ClockReasonCode, MessageKey> = {
  'withdrawn': 'whyWithdrawn', 'no-due-date': 'whyNoDue', 'due-before-receipt': 'whyDueBefore', 'ends-before-receipt': 'whyEndsBefore', 'end-unknown': 'whyEndUnknown',
  'end-in-future': 'whyEndInFuture', 'appointment-later-than-limit': 'whyAppointmentLater', 'appointment-earlier-than-limit': 'whyAppointmentEarlier',
  'limit-exceeded': 'whyLimitExceeded', 'limit-kept': 'whyLimitKept', 'limit-unknown': 'whyLimitUnknown', 'several-supplement-requests': 'whySeveral',
  'supplement-subtracted': 'whySubtracted', 'supplement-waiting': 'whyWaiting', 'supplement-unreadable': 'whyUnreadable', 'received-outside-hours': 'whyOutsideHours',
  'ended-by-return': 'whyByReturn', 'refused': 'whyRefused', 'stopped': 'whyStopped',
}

/** A reason in a sentence with its figures. */
export function toReasonSentence(language: Language, say: Say, { code, count }: ClockReason, verdict: ClockVerdict): string {
  const day = (moment: string | null) => (moment === null ? '' : formatDay(language, dayOf(moment)))
  return toSingular(language, say(reasonWords[code], {
    count: formatNumber(language, count ?? 0), due: day(verdict.dueAt), computed: day(verdict.computedDueAt), from: toMomentText(language, verdict.countedFrom),
    used: toMeasured(language, say, verdict.measure, verdict.used), limit: toMeasured(language, say, verdict.measure, verdict.limit ?? 0),
  }))
}
