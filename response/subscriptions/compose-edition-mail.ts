import type { EditionKind } from '../../contract/edition.ts'
import { formatInstant, formatPeriod } from '../../contract/words/format.ts'
import { createTranslator, type Language } from '../../contract/words/translator.ts'
import type { ComposedMail } from '../notifications/compose-mail.ts'

const vi = {
  inviteSubject: 'Thước Đo: xác nhận nhận tin khi có số liệu mới',
  invite: 'Có người đã nhập địa chỉ thư này để được báo khi Thước Đo công bố số liệu hằng tháng. Nếu là bạn, bấm vào liên kết dưới đây trong {hours} giờ:',
  inviteNot: 'Nếu không phải bạn, không cần làm gì: chúng tôi không giữ lại địa chỉ này.',
  provisional: 'Số tạm tính {period} đã công bố', final: 'Số liệu {period} đã công bố', revision: 'Số liệu {period} đã sửa đổi (bản {number})',
  demo: 'SỐ LIỆU MINH HỌA, không dùng để đánh giá nơi nào.', reason: 'Lý do sửa đổi: {reason}', at: 'Công bố lúc {time}.',
  page: 'Xem số liệu và tải tệp: {url}', changes: 'Bản này khác bản trước ở đâu có ghi ở trang ấy.', verify: 'Mã SHA-256 của toàn bộ số liệu: {hash}', leave: 'Không muốn nhận nữa: {url}',
}
const en: typeof vi = {
  inviteSubject: 'Thước Đo: confirm that you want to be told of new figures',
  invite: 'Somebody entered this address to be told when Thước Đo publishes its monthly figures. If it was you, follow this link within {hours} hours:',
  inviteNot: 'If it was not you, there is nothing to do: we do not keep the address.',
  provisional: 'Provisional figures of {period} are out', final: 'The figures of {period} are out', revision: 'The figures of {period} were revised (edition {number})',
  demo: 'DEMONSTRATION FIGURES, not to be used to judge any place.', reason: 'Why they were revised: {reason}', at: 'Published at {time}.',
  page: 'Figures and files: {url}', changes: 'How they differ from the edition before stands there too.', verify: 'SHA-256 of the complete figures: {hash}', leave: 'To get no more of these: {url}',
}
const say = createTranslator({ vi, en })

const PAGE = '/theo-doi'
// What follows # is not sent to any server: a link's token stands in nobody's log.
export const toLeavePath = (token: string) => `${PAGE}#thoi=${encodeURIComponent(token)}`
export const toConfirmPath = (token: string) => `${PAGE}#xac-nhan=${encodeURIComponent(token)}`
/** Where a mail program ends a subscription by one click (RFC 8058). */
export const toLeaveApi = (token: string) => `/api/v1/edition-subscriptions/leave?token=${encodeURIComponent(token)}`

const escape = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
const withLinks = (line: string) => escape(line).replaceAll(/https?:\/\/[^\s<]+/g, (url) => `<a href="${url}">${url}</a>`)
const toMail = (language: Language, subject: string, lines: readonly string[], footer: string): ComposedMail => ({
  subject, text: [...lines.flatMap((it) => [it, '']), '--', footer, ''].join('\n'),
  html: `<!doctype html><html lang="${language}"><meta charset="utf-8"><body style="font:16px/1.6 sans-serif;color:#13272e">${lines.map((it) => `<p>${withLinks(it)}</p>`).join('\n')}<hr><p><small>${withLinks(footer)}</small></p></body></html>`,
})

/** Asks an address whether it was its owner who asked. */
export const composeInvitation = (language: Language, { url, hours }: { url: string; hours: number }): ComposedMail =>
  toMail(language, say(language, 'inviteSubject'), [say(language, 'invite', { hours }), url], say(language, 'inviteNot'))

export interface ToldEdition { period: string; number: number; kind: EditionKind; reason: string | null; frozenAt: string; contentHash: string | null }

/** Tells that an edition is out. */
export function composeEditionMail(language: Language, it: ToldEdition, { publicUrl, leaveUrl, demo }: { publicUrl: string; leaveUrl: string; demo: boolean }): ComposedMail {
  const subject = say(language, it.kind, { period: formatPeriod(language, it.period), number: it.number })
  return toMail(language, `Thước Đo: ${subject}`, [
    `${subject}. ${say(language, 'at', { time: formatInstant(language, it.frozenAt) })}`, ...(demo ? [say(language, 'demo')] : []), ...(it.reason === null ? [] : [say(language, 'reason', { reason: it.reason })]),
    say(language, 'page', { url: `${publicUrl}/so-lieu?period=${it.period}&number=${it.number}` }), ...(it.number > 1 ? [say(language, 'changes')] : []), ...(it.contentHash === null ? [] : [say(language, 'verify', { hash: it.contentHash })]),
  ], say(language, 'leave', { url: leaveUrl }))
}
