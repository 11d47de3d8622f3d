import { HANOI_OFFSET_MS } from '../../../contract/period.ts'

/** An instant (ISO 8601) as a field for day and time shows it, in Asia/Ho_Chi_Minh: `2026-08-31T07:30`. */
export const toMomentField = (instant: string): string => new Date(Date.parse(instant) + HANOI_OFFSET_MS).toISOString().slice(0, 16)

/** What stands in such a field, as an instant; '' is none. The browser's own time zone does not matter. */
export const fromMomentField = (text: string): string | undefined => (text === '' ? undefined : `${text.slice(0, 16)}:00+07:00`)
