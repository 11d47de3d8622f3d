import { z } from 'zod'
import { code, storableText } from './codes.ts'

/** A language by its code, as `hmn` or `km`; Vietnamese is always there and always first. */
const languageCode = z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/)

/** One reason a citizen may touch. `code` is what is counted, `vi` and `en` are what is read. */
export const kioskReason = z.strictObject({
  code: storableText.trim().min(1).max(40), vi: storableText.trim().min(1).max(60), en: storableText.trim().min(1).max(60),
})
export type KioskReason = z.infer<typeof kioskReason>

export const REASONS_AT_MOST = 6
const APART_RULE = 'every code once'
const reasonList = z.array(kioskReason).max(REASONS_AT_MOST)
  .refine((rows) => new Set(rows.map((it) => it.code)).size === rows.length, { error: APART_RULE, params: { rule: APART_RULE } })
/** What is asked after a bad or middling rating, and after a good one; an empty list asks nothing. */
export const kioskReasons = z.strictObject({ bad: reasonList, good: reasonList })
export type KioskReasons = z.infer<typeof kioskReasons>

const noticeText = storableText.trim().min(1).max(160)
/** A line of the centre's on the idle screen. */
export const kioskNotice = z.strictObject({ vi: noticeText, en: noticeText })

const FIRST_RULE = 'vi first, every language once'
const kioskFields = {
  scale: z.union([z.literal(3), z.literal(5)]),
  languages: z.array(languageCode).min(1).max(8)
    .refine((it) => it[0] === 'vi' && new Set(it).size === it.length, { error: FIRST_RULE, params: { rule: FIRST_RULE } }),
  idleSeconds: z.int().min(10).max(120),
  reasons: kioskReasons,
  /** Whether citizens may write something, and leave a way to be answered. */
  comment: z.boolean(),
  contact: z.boolean(),
  /** Whether questions are read aloud on request, where the browser has a voice; whether the screen goes dark outside opening hours. */
  speech: z.boolean().default(true),
  dims: z.boolean().default(true),
  notice: kioskNotice.nullable().default(null),
}
const PIN_RULE = '6 to 12 digits'
const pin = z.string().regex(/^\d{6,12}$/, { error: PIN_RULE }).nullable()

/** `PUT /api/v1/kiosk-settings/:unit`: all of it. `pin` left out keeps what is there, null takes it away; it is kept as a salted hash only. */
export const kioskSettingChange = z.strictObject({ ...kioskFields, pin: pin.optional() })
export type KioskSettingChange = z.infer<typeof kioskSettingChange>

/** `heldBy`: the unit whose own setting this is, the nearest at or above; null: what holds where nobody has settled anything. */
export const kioskSetting = z.object({ ...kioskFields, unitCode: code, hasPin: z.boolean(), heldBy: code.nullable() })
export type KioskSetting = z.infer<typeof kioskSetting>

/** `PUT /api/v1/procedure-reasons/:procedure`: asked instead of the centre's list where the procedure is known; null takes them away. */
export const procedureReasonsChange = z.strictObject({ reasons: kioskReasons.nullable() })
export const procedureReasons = z.object({ procedureCode: code, reasons: kioskReasons.nullable() })
export type ProcedureReasons = z.infer<typeof procedureReasons>

/** How the supervisor's PIN is checked without a network: PBKDF2-SHA-256 of so many rounds, in hexadecimal. */
export const pinCheck = z.object({ salt: z.string(), hash: z.string(), rounds: z.int() })
export type PinCheck = z.infer<typeof pinCheck>

const reason = (reasonCode: string, vi: string, en: string): KioskReason => ({ code: reasonCode, vi, en })
/** What holds where nobody has settled anything. */
export const USUAL_KIOSK: Omit<KioskSettingChange, 'pin'> = {
  scale: 5, languages: ['vi', 'en'], idleSeconds: 20, comment: true, contact: true, speech: true, dims: true, notice: null,
  reasons: {
    bad: [
      reason('waiting-time', 'Chờ lâu', 'Long wait'), reason('unclear-guidance', 'Hướng dẫn chưa rõ', 'Unclear guidance'),
      reason('repeated-supplements', 'Phải bổ sung giấy tờ nhiều lần', 'Asked for papers again and again'),
      reason('repeated-visits', 'Phải đi lại nhiều lần', 'Had to come back'), reason('late-result', 'Trả kết quả trễ hẹn', 'Result came late'),
      reason('staff-attitude', 'Thái độ phục vụ', 'Staff attitude'),
    ],
    good: [
      reason('quick', 'Nhanh gọn', 'Quick'), reason('clear-guidance', 'Hướng dẫn rõ ràng', 'Clear guidance'), reason('simple-papers', 'Giấy tờ đơn giản', 'Simple paperwork'),
      reason('on-time', 'Đúng hẹn', 'On time'), reason('kind-staff', 'Cán bộ niềm nở', 'Kind staff'), reason('good-place', 'Nơi làm việc thuận tiện', 'Convenient place'),
    ],
  },
}
