export interface Sheet { head: readonly string[], rows: readonly (readonly (string | number | null)[])[] }

const BYTE_ORDER_MARK = '\ufeff'

const toField = (field: string | number | null) => {
  const text = field === null ? '' : String(field)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** A sheet as CSV (RFC 4180), opened by a byte order mark because spreadsheet programs otherwise guess the letters. */
export const toCsv = ({ head, rows }: Sheet): string =>
  BYTE_ORDER_MARK + [head, ...rows].map((row) => row.map(toField).join(',')).join('\r\n') + '\r\n'
