import type { Notice } from '../../contract/notice.ts'
import { toNoticePath, toNoticeSentence } from '../../contract/words/alert-words.ts'
import { formatInstant } from '../../contract/words/format.ts'

export interface ComposedMail { subject: string; text: string; html: string }

const SHOWN = 30
const escape = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
/** Where one says how one wants to be told. */
export const toChoicesUrl = (publicUrl: string) => `${publicUrl}/tai-khoan#thong-bao`

/** A mail of notices: sentences and links, in Vietnamese, with no words of anybody and nothing that a stranger who reads it should not know. */
export function composeNoticeMail(notices: readonly Notice[], publicUrl: string): ComposedMail {
  const lines = notices.slice(0, SHOWN).map((it) => ({
    said: toNoticeSentence('vi', { kind: it.kind, unit: it.unit.name.vi, facts: it.facts }), at: formatInstant('vi', it.at),
    url: publicUrl + toNoticePath({ kind: it.kind, subject: it.subject, unit: it.unit.code }),
  }))
  const rest = notices.length - lines.length
  const [first] = lines
  const more = rest > 0 ? `Còn ${rest} thông báo nữa: ${publicUrl}/thong-bao` : null
  const footer = 'Thư này do Thước Đo gửi. Muốn nhận theo cách khác, hoặc không nhận nữa:'
  const text = [...lines.flatMap((it) => [it.said, `${it.at} · ${it.url}`, '']), ...(more ? [more, ''] : []), '--', footer, toChoicesUrl(publicUrl)].join('\n')
  const html = `<!doctype html><html lang="vi"><meta charset="utf-8"><body style="font:16px/1.6 sans-serif;color:#13272e">
${lines.map((it) => `<p><a href="${escape(it.url)}">${escape(it.said)}</a><br><small>${escape(it.at)}</small></p>`).join('\n')}
${more ? `<p>${escape(more)}</p>` : ''}<hr><p><small>${escape(footer)} <a href="${escape(toChoicesUrl(publicUrl))}">cách nhận thông báo</a></small></p></body></html>`
  return { subject: lines.length === 1 && first ? first.said : `Thước Đo: ${notices.length} thông báo`, text, html }
}

/** The answer to a citizen, as its writer has written it. */
export function composeReply({ code, unit, words }: { code: string; unit: string; words: string }): ComposedMail {
  const footer = `${unit} · mã vụ việc ${code}. Địa chỉ thư của ông/bà được xóa khi vụ việc kết thúc.`
  return {
    subject: `${unit}: trả lời ý kiến của ông/bà`, text: `${words}\n\n--\n${footer}\n`,
    html: `<!doctype html><html lang="vi"><meta charset="utf-8"><body style="font:16px/1.6 sans-serif;color:#13272e">${words.split(/\n{2,}/).map((it) => `<p>${escape(it).replaceAll('\n', '<br>')}</p>`).join('\n')}<hr><p><small>${escape(footer)}</small></p></body></html>`,
  }
}
