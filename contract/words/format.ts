import type { Language } from './translator.ts'

const MINUS = '\u2212'

/** Below this sample a percentage has no decimals, because its interval is wider than several points. */
const SAMPLE_FOR_DECIMALS = 100

const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December']
const WEEKDAYS = {
  vi: ['Chủ Nhật', 'Thứ Hai', 'Thứ Ba', 'Thứ Tư', 'Thứ Năm', 'Thứ Sáu', 'Thứ Bảy'],
  en: ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'],
}
const HANOI_OFFSET_MS = 7 * 3_600_000

/** An estimate as the wire gives it: shares in 0–1, `sampleSize` null where the count is withheld. */
export interface Estimate { value: number, lower: number, upper: number, sampleSize: number | null }

/**
 * A number with the language's separators and a fixed count of decimals: 184513 is `184.513`, −0.2 is `−0,2`.
 * Written by hand because the separators of the Vietnamese locale differ between browsers.
 */
export function formatNumber(language: Language, value: number, decimals = 0): string {
  const [whole = '0', fraction] = Math.abs(value).toFixed(decimals).split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, language === 'vi' ? '.' : ',')
  const text = fraction ? grouped + (language === 'vi' ? ',' : '.') + fraction : grouped
  return value < 0 && /[1-9]/.test(text) ? MINUS + text : text
}

/** Decimals a percentage deserves: none under 100 observations, one above or where the count is withheld. */
export const percentDecimals = (sampleSize: number | null) =>
  sampleSize !== null && sampleSize < SAMPLE_FOR_DECIMALS ? 0 : 1

/** A share as `78,4%`, with the decimals its sample deserves. */
export function formatPercent(language: Language, share: number, sampleSize: number | null): string {
  return formatNumber(language, share * 100, percentDecimals(sampleSize)) + '%'
}

/** Published counts of ratings are rounded to the nearest 5, so that nobody can be singled out by subtraction. */
export const toPublishedCount = (count: number) => Math.round(count / 5) * 5

/** A calendar day (`2026-10-20`) as `20/10/2026` or `20 October 2026`; with its weekday when asked. */
export function formatDay(language: Language, day: string, withWeekday = false): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number]
  const text = language === 'vi' ? `${date}/${month}/${year}` : `${date} ${MONTHS[month - 1]} ${year}`
  if (!withWeekday) return text
  return `${WEEKDAYS[language][new Date(Date.UTC(year, month - 1, date)).getUTCDay()]}, ${text}`
}

const SHORT_WEEKDAYS = { vi: ['CN', 'T2', 'T3', 'T4', 'T5', 'T6', 'T7'], en: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] }

/** A day of the week, 1 is Monday: `Thứ Hai`, or `T2` where there is little room. */
export const formatWeekday = (language: Language, weekday: number, isShort = false): string => (isShort ? SHORT_WEEKDAYS : WEEKDAYS)[language][weekday % 7] ?? ''

const toHanoiText = (epochMs: number) => new Date(epochMs + HANOI_OFFSET_MS).toISOString()

/** The clock in Asia/Ho_Chi_Minh at an instant (milliseconds UTC): `09:12`, or `09:12:30`. */
export const formatClock = (epochMs: number, withSeconds = false) => toHanoiText(epochMs).slice(11, withSeconds ? 19 : 16)

/** An instant (ISO 8601) as `09:12, 20/10/2026`, in Asia/Ho_Chi_Minh. */
export function formatInstant(language: Language, instant: string): string {
  const epochMs = Date.parse(instant)
  return `${formatClock(epochMs)}, ${formatDay(language, toHanoiText(epochMs).slice(0, 10))}`
}

/**
 * A reporting period inside a sentence: `2026-08` is `tháng 8/2026` or `August 2026`; `2026-Q3` is `quý III/2026`.
 * A day (`2026-08-31`) and a range of days (`2026-02-26/2026-03-08`, the second day not included) are known too.
 */
export function formatPeriod(language: Language, period: string): string {
  const vi = language === 'vi'
  if (period.includes('/')) return formatDayRange(language, period)
  if (/^\d{4}-\d{2}-\d{2}/.test(period)) return formatDay(language, period.slice(0, 10))
  const [year = '', part] = period.split('-')
  if (!part) return vi ? `năm ${year}` : year
  if (part.startsWith('Q')) return vi ? `quý ${['I', 'II', 'III', 'IV'][Number(part[1]) - 1]}/${year}` : `${part}, ${year}`
  if (part.startsWith('H')) return vi ? `${part === 'H1' ? '6 tháng đầu' : '6 tháng cuối'} năm ${year}` : `${part === 'H1' ? 'first' : 'second'} half of ${year}`
  if (part === '9M') return vi ? `9 tháng đầu năm ${year}` : `first nine months of ${year}`
  return vi ? `tháng ${Number(part)}/${year}` : `${MONTHS[Number(part) - 1]} ${year}`
}

function formatDayRange(language: Language, range: string): string {
  const [from = '', end = ''] = range.split('/')
  const last = new Date(Date.parse(`${end}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10)
  if (last <= from) return formatDay(language, from)
  return `${formatDay(language, from)} ${language === 'vi' ? 'đến' : 'to'} ${formatDay(language, last)}`
}

/** A name on a chart's axis: `8` within a year and `1/26` where one begins; days as `31/8`, hours as `09:00`. */
export function formatTick(period: string, isFirst: boolean): string {
  const [year = '', month = '', rest] = period.split('-')
  if (!rest) return Number(month) === 1 || isFirst ? `${Number(month)}/${year.slice(2)}` : String(Number(month))
  if (rest.includes('T')) return rest.slice(3, 8)
  return `${Number(rest)}/${Number(month)}`
}

/** The first letter as a capital: a period opening a sentence. */
export const capitalise = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
