import type { AlertFacts, AlertKind } from '../alert.ts'
import type { NoticeKind } from '../notice.ts'
import { formatNumber, formatPercent, formatPeriod } from './format.ts'
import { createTranslator, type Language } from './translator.ts'

const vi = {
  'dissatisfied-share': '{place}: {dissatisfied}/{n} lượt không hài lòng trong {days} ngày, chắc chắn quá mức {limit}',
  'dissatisfied-share-many': '{count} quầy có tỷ lệ không hài lòng chắc chắn quá mức {limit}',
  'counter-finding': '{place}: {observed}/{n} lượt không hài lòng, dự kiến khoảng {expected}. Rất khó là ngẫu nhiên',
  'counter-finding-many': '{count} quầy có nhiều lượt không hài lòng hơn dự kiến. Rất khó là ngẫu nhiên',
  'very-bad-rating': '{place}: một lượt đánh giá mức {score}/{scale}, người đánh giá muốn được trả lời',
  'very-bad-rating-many': '{count} lượt đánh giá rất thấp, người đánh giá muốn được trả lời',
  'silent-tablets': '{place}: máy tính bảng im lặng trong giờ làm việc',
  'silent-tablets-many': '{count} máy tính bảng im lặng cùng lúc trong giờ làm việc',
  'ingest-gap': '{place}: {missing} lượt máy đã ghi mà chưa về',
  'ingest-gap-many': '{missing} lượt của {count} máy đã ghi mà chưa về',
  'late-dossiers': '{place}: {late}/{resolved} hồ sơ trễ hạn trong {days} ngày, trước đó {lateBefore}/{resolvedBefore}',
  'late-dossiers-many': '{count} trung tâm có hồ sơ trễ hạn tăng chắc chắn so với trước',
  'case-new': '{unit}: vụ việc mới {code}',
  'case-assigned': 'Được giao vụ việc {code}, {unit}',
  'case-near-answer': 'Vụ việc {code} sắp đến hạn trả lời, {unit}',
  'case-near-close': 'Vụ việc {code} sắp đến hạn kết thúc, {unit}',
  'case-over-answer': 'Vụ việc {code} đã quá hạn trả lời, {unit}',
  'case-over-close': 'Vụ việc {code} đã quá hạn kết thúc, {unit}',
  'case-escalated': 'Vụ việc {code} của {unit} quá hạn, được chuyển lên cấp trên',
  'said-done': 'Vụ việc {code} có nội dung “bà con nói, chúng tôi làm” chờ kiểm tra, {unit}',
  'due-dossiers': '{unit}: {count} hồ sơ đến hạn mà chưa xong',
  'data-missing': '{unit}: chưa gửi đủ số liệu {period}, ngày {publishedOn} công bố. Số liệu gửi trước ngày đó được tính',
  'data-missing-many': '{unit}: {count} trung tâm chưa gửi đủ số liệu {period}, ngày {publishedOn} công bố',
  'edition-ready': 'Số liệu {period}, bản {number}, đã tính xong, chờ người thứ hai duyệt',
  'edition-out': 'Đã công bố số liệu {period}, bản {number}',
}
const en: Record<keyof typeof vi, string> = {
  'dissatisfied-share': '{place}: {dissatisfied} of {n} dissatisfied in {days} days, surely over the limit of {limit}',
  'dissatisfied-share-many': '{count} counters where the share of dissatisfied is surely over the limit of {limit}',
  'counter-finding': '{place}: {observed} of {n} dissatisfied, about {expected} expected. Very unlikely to be chance',
  'counter-finding-many': '{count} counters with more dissatisfied than expected. Very unlikely to be chance',
  'very-bad-rating': '{place}: a rating of {score} out of {scale} whose giver wants an answer',
  'very-bad-rating-many': '{count} very bad ratings whose givers want an answer',
  'silent-tablets': '{place}: the tablet is silent in opening hours',
  'silent-tablets-many': '{count} tablets silent at once in opening hours',
  'ingest-gap': '{place}: {missing} ratings taken that have not come',
  'ingest-gap-many': '{missing} ratings of {count} tablets taken that have not come',
  'late-dossiers': '{place}: {late} of {resolved} dossiers late in {days} days, before {lateBefore} of {resolvedBefore}',
  'late-dossiers-many': '{count} centres where surely more dossiers are late than before',
  'case-new': '{unit}: new case {code}',
  'case-assigned': 'Case {code} was given to you, {unit}',
  'case-near-answer': 'Case {code} must soon be answered, {unit}',
  'case-near-close': 'Case {code} must soon be closed, {unit}',
  'case-over-answer': 'Case {code} is over its limit to answer, {unit}',
  'case-over-close': 'Case {code} is over its limit to close, {unit}',
  'case-escalated': 'Case {code} of {unit} is over its limit and was handed up',
  'said-done': 'Case {code} has a “you said, we did” to check, {unit}',
  'due-dossiers': '{unit}: {count} dossiers fall due and are not done',
  'data-missing': '{unit}: not all data of {period} has come, which is published on {publishedOn}. What comes before that day is counted',
  'data-missing-many': '{unit}: {count} centres have not sent all data of {period}, which is published on {publishedOn}',
  'edition-ready': 'The figures of {period}, edition {number}, are ready and wait for a second person',
  'edition-out': 'The figures of {period}, edition {number}, are published',
}
const say = createTranslator({ vi, en })

const SHARES = new Set(['limit', 'lower', 'upper'])
const toWords = (language: Language, facts: AlertFacts): Record<string, string> => Object.fromEntries(Object.entries(facts).map(([name, value]) => [
  name, typeof value === 'string' ? (name === 'period' || name === 'publishedOn' ? formatPeriod(language, value) : value) : SHARES.has(name) ? formatPercent(language, value, null).replace(/[.,]0%$/, '%') : formatNumber(language, value),
]))

/** What an alert says, without a full stop: of its one place, or of how many. The unit is named beside it. */
export function toAlertSentence(language: Language, { kind, count, place, facts }: { kind: AlertKind, count: number, place: string, facts: AlertFacts }): string {
  return say(language, count > 1 ? `${kind}-many` as const : kind, { ...toWords(language, facts), place, count: formatNumber(language, count) })
}

/** What a notice says, the same in the browser and in a mail. `unit` is the name of the unit in that language. */
export function toNoticeSentence(language: Language, { kind, unit, facts }: { kind: NoticeKind, unit: string, facts: AlertFacts }): string {
  const { alertKind, count = 1, placeVi = '', placeEn = '', state = 'near', limit = 'close', ...rest } = facts
  if (kind === 'alert') {
    const known = { ...rest, ...(typeof limit === 'number' ? { limit } : {}) }
    return `${unit}: ${toAlertSentence(language, { kind: alertKind as AlertKind, count: Number(count), place: String(language === 'vi' ? placeVi : placeEn), facts: known })}`
  }
  const key = kind === 'data-missing' && Number(count) > 1 ? 'data-missing-many' : kind === 'case-due' ? `case-${state === 'over' ? 'over' : 'near'}-${limit === 'answer' ? 'answer' : 'close'}` as const : kind
  return say(language, key, { ...toWords(language, { ...rest, count }), unit })
}

/** Where a notice leads in the site. */
export function toNoticePath({ kind, subject, unit }: { kind: NoticeKind, subject: string, unit: string }): string {
  const [what = '', rest = ''] = subject.split(/:(.*)/s)
  if (kind === 'due-dossiers') return `/tien-do?unit=${encodeURIComponent(unit)}`
  if (kind === 'data-missing') return `/bao-cao?${unit === 'VN' ? '' : `unit=${encodeURIComponent(unit)}&`}period=${encodeURIComponent(rest.replace(/@.*$/, ''))}`
  if (kind === 'edition-ready') return `/quan-tri/chot-thang?period=${encodeURIComponent(rest.replace(/#.*$/, ''))}`
  if (kind === 'edition-out') return `/so-lieu?period=${encodeURIComponent(rest.replace(/#.*$/, ''))}`
  return what === 'case' ? `/vu-viec/${encodeURIComponent(rest.replace(/#.*$/, ''))}` : '/vu-viec'
}
