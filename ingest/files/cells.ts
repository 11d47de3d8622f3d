const HANOI = '+07:00'
const pad = (text: string | undefined) => (text ?? '0').padStart(2, '0')

const WRITTEN = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?:[ T,]+(\d{1,2}):(\d{2})(?::(\d{2}))?)?$/
const COMPACT = /^(\d{4})(\d{2})(\d{2})(?:(\d{2})(\d{2})(\d{2})?)?$/
const ISO = /^(\d{4})-(\d{2})-(\d{2})(?:[ T](\d{2}):(\d{2})(?::(\d{2})(?:\.\d{1,9})?)?)?(Z|[+-]\d{2}:?\d{2})?$/

export const MOMENT_RULE = 'a moment as dd/MM/yyyy HH:mm:ss, yyyyMMddHHmmss or ISO 8601; without an offset it is that of Hanoi'

/**
 * A moment as it stands in files, as an instant with its offset; null when it is none. Takes `31/08/2026 09:15:00`,
 * `20260831091500`, `2026-08-31T09:15:00+07:00`, each also without seconds or time. Without an offset it is meant in Hanoi.
 */
export function toInstant(text: string): string | null {
  const [iso, written, compact] = [ISO.exec(text), WRITTEN.exec(text), COMPACT.exec(text)]
  const [year, month, day, hour, minute, second, offset] = iso?.slice(1)
    ?? (written ? [written[3], written[2], written[1], ...written.slice(4)] : compact?.slice(1)) ?? []
  if (!year) return null
  const local = `${year}-${pad(month)}-${pad(day)}T${pad(hour)}:${pad(minute)}:${pad(second)}`
  // A day that is not in the calendar would roll over into the next month.
  const asUtc = new Date(`${local}Z`)
  if (Number.isNaN(asUtc.getTime()) || asUtc.toISOString().slice(0, 19) !== local) return null
  return `${local}${offset ? offset.replace(/^([+-]\d{2})(\d{2})$/, '$1:$2') : HANOI}`
}

const YES = new Set(['1', 'true', 'có', 'co', 'x', 'yes', 'đúng'])
const NO = new Set(['0', 'false', 'không', 'khong', 'no', 'sai'])
/** A flag of a file, "0"/"1" and the like; what is neither stays as it is, for the contract to refuse it. */
export const toFlag = (text: string): boolean | string => (YES.has(text.toLowerCase()) ? true : NO.has(text.toLowerCase()) ? false : text)

/** A number of a file, `78.38` or as Vietnamese write it `78,38`; what is none stays as it is. Excel may write 3 as `3.0`. */
export const toNumber = (text: string): number | string => (/^-?\d+(?:[.,]\d+)?$/.test(text) ? Number(text.replace(',', '.')) : text)
