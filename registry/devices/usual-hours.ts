import { toHanoiDay } from '../../contract/period.ts'

/** Whether a counter is open at an instant (epoch milliseconds). */
export type IsOpenAt = (counterCode: string, epochMs: number) => boolean

const HANOI_OFFSET_MS = 7 * 3_600_000
const MINUTE_MS = 60_000
/** 07:30–11:30 and 13:30–17:00, in minutes of the day. */
const SPANS: readonly (readonly [number, number])[] = [[450, 690], [810, 1020]]

/** The hours of most offices: Monday to Friday, 07:30–11:30 and 13:30–17:00 in Asia/Ho_Chi_Minh, holidays unknown. */
export const isOpenInUsualHours: IsOpenAt = (_counterCode, epochMs) => {
  const weekday = new Date(`${toHanoiDay(epochMs)}T00:00:00Z`).getUTCDay()
  const minute = Math.floor((epochMs + HANOI_OFFSET_MS) / MINUTE_MS) % (24 * 60)
  return weekday >= 1 && weekday <= 5 && SPANS.some(([from, to]) => minute >= from && minute < to)
}
