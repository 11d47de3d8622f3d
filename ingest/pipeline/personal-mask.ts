import { findNames } from './personal-names.ts'

export type PersonalKind = 'name' | 'phone' | 'identity' | 'email' | 'account'
/** A stretch of the text (in NFC), its end not included. */
export interface PersonalStretch { kind: PersonalKind; start: number; end: number }

const PLACEHOLDER: Record<PersonalKind, string> = {
  name: '[tên]', phone: '[số điện thoại]', identity: '[số giấy tờ]', email: '[thư điện tử]', account: '[số tài khoản]',
}

/** Neither part of a longer number, nor of a code such as H44.07-260115-0001, nor an amount of money. */
const BEFORE = String.raw`(?<![\p{L}\d]|[\d\p{L}][.\-/_])`
const AFTER = String.raw`(?![\d\p{L}_]|[.\-/]\d|\s?(?:đ|đồng|vnd|vnđ|nghìn|ngàn|triệu|tr|k)(?!\p{L}))`
const pattern = (body: string) => new RegExp(`${BEFORE}(?:${body})${AFTER}`, 'giu')

const SPOKEN_DIGIT = '(?:không|một|mốt|hai|ba|bốn|tư|năm|lăm|sáu|bảy|bẩy|tám|chín)'

/** In this order: what an earlier one has found, a later one does not look at. */
const NUMBERS: [kind: PersonalKind, pattern: RegExp, group?: number][] = [
  ['email', /(?<![\p{L}\d._%+-])(?!(?:hotro|lienhe|info|support|contact)@)[\p{L}\d._%+-]+(?:@|\s?[([]at[)\]]\s?)[\p{L}\d-]+(?:\.[\p{L}\d-]+)+/giu],
  // "số tài khoản 0123…", "STK: …", "tk …": banks number as they like
  ['account', /(?:tài khoản|tai khoan|stk|tk|account)[^\d\n]{0,40}?((?<![\d.])\d(?:[ .-]?\d){5,18})(?![\d])(?!\s?(?:đ|đồng|vnd|vnđ)(?!\p{L}))/giu, 1],
  ['identity', /(?:mst|mã số thuế|ma so thue|cccd|cmnd|căn cước|hộ chiếu|bhxh|bhyt)[^\d\n]{0,20}?((?<![\p{L}\d.])\d(?:[ .-]?\d){7,13})(?![\d])/giu, 1],
  ['phone', pattern(String.raw`(?:\(?(?:\+|00)84\)?|84|0)[ .\-]?(?:\(0\))?[35789](?:[ .\-]?\d){8}`)],
  ['phone', pattern(String.raw`\(?(?:(?:\+|00)84[ .\-]?|0)2\d{1,2}\)?(?:[ .\-]?\d){7,8}`)],
  // said into the telephone: "không chín không ba hai …"
  ['phone', new RegExp(`${BEFORE}${SPOKEN_DIGIT}(?:[ ,.-]+${SPOKEN_DIGIT}){8,11}(?![\\p{L}])`, 'giu')],
  // citizen identity 12, tax and social insurance 10 (and 10-3), old identity card 9: also in groups
  ['identity', pattern(String.raw`\d{3}[ .]\d{3}[ .]\d{3}[ .]\d{3}|\d{3} \d{3} \d{3}|\d{4} \d{4} \d{4}|\d{10}-\d{3}|\d{9,12}`)],
  // passport; health insurance card
  ['identity', pattern(String.raw`[a-z]\d{7,8}|[a-z]{2}\d{13}|[a-z]{2}[ ]?\d[ ]?\d{2}[ ]?\d{10}`)],
  ['account', pattern(String.raw`\d{13,19}|\d{4}(?: \d{4}){3}`)],
]

/** Finds names, telephone, identity and account numbers and e-mail addresses, and writes what they are in their place. */
export function maskPersonalData(given: string): { masked: string; found: PersonalStretch[] } {
  const text = given.normalize('NFC')
  const found: PersonalStretch[] = []
  const isFree = (start: number, end: number) => found.every((it) => end <= it.start || start >= it.end)
  for (const [kind, expression, group = 0] of NUMBERS) {
    for (const match of text.matchAll(expression)) {
      const part = match[group] ?? ''
      const start = match.index + match[0].lastIndexOf(part)
      if (isFree(start, start + part.length)) found.push({ kind, start, end: start + part.length })
    }
  }
  for (const { start, end } of findNames(text)) if (isFree(start, end)) found.push({ kind: 'name', start, end })
  found.sort((a, b) => a.start - b.start)

  let masked = ''
  let at = 0
  for (const { kind, start, end } of found) {
    masked += text.slice(at, start) + PLACEHOLDER[kind]
    at = end
  }
  return { masked: masked + text.slice(at), found }
}
