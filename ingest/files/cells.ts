export { MOMENT_RULE, toInstant } from '../../registry/imports/moment-cell.ts'

const YES = new Set(['1', 'true', 'có', 'co', 'x', 'yes', 'đúng'])
const NO = new Set(['0', 'false', 'không', 'khong', 'no', 'sai'])
/** A flag of a file, "0"/"1" and the like; what is neither stays as it is, for the contract to refuse it. */
export const toFlag = (text: string): boolean | string => (YES.has(text.toLowerCase()) ? true : NO.has(text.toLowerCase()) ? false : text)

/** A number of a file, `78.38` or as Vietnamese write it `78,38`; what is none stays as it is. Excel may write 3 as `3.0`. */
export const toNumber = (text: string): number | string => (/^-?\d+(?:[.,]\d+)?$/.test(text) ? Number(text.replace(',', '.')) : text)
