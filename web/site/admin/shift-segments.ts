import type { Shift } from '../../../contract/official.ts'

/** A shift on the rule of an official's service, in percent of its width. `isOpen` runs beyond the right end. */
export interface ShiftSegment { shift: Shift, left: number, width: number, isOpen: boolean }
/** The rule's ends in milliseconds UTC, and the firsts of years or months on it. */
export interface ShiftScale { from: number, to: number, ticks: { left: number, label: string }[] }

const DAY_MS = 86_400_000
const HANOI_OFFSET_MS = 7 * 3_600_000
/** A rule shorter than this would make a shift of an hour look like a week. */
const SHORTEST_MS = 14 * DAY_MS
const MONTHS_ON_A_RULE = 14

/** The rule all shifts fit on, up to now or the last that is planned. */
export function toShiftScale(shifts: readonly Shift[], now: number): ShiftScale {
  const ends = shifts.flatMap((it) => [Date.parse(it.validFrom), it.validTo === null ? now : Date.parse(it.validTo)])
  const to = Math.max(now, ...ends)
  const from = Math.min(to - SHORTEST_MS, ...ends)
  const place = (at: number) => Math.round(((at - from) / (to - from)) * 10_000) / 100
  const first = new Date(from + HANOI_OFFSET_MS)
  const months = (to - from) / (30.4 * DAY_MS)
  const byYear = months > MONTHS_ON_A_RULE
  const ticks: ShiftScale['ticks'] = []
  for (let index = 1; ; index += 1) {
    const at = byYear ? Date.UTC(first.getUTCFullYear() + index, 0, 1) : Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + index, 1)
    if (at - HANOI_OFFSET_MS >= to) break
    const day = new Date(at)
    const label = byYear ? String(day.getUTCFullYear()) : day.getUTCMonth() === 0 ? `1/${day.getUTCFullYear()}` : String(day.getUTCMonth() + 1)
    ticks.push({ left: place(at - HANOI_OFFSET_MS), label })
  }
  return { from, to, ticks }
}

/** Every shift at a counter on that rule, the earliest first. */
export function toShiftSegments(shifts: readonly Shift[], { from, to }: ShiftScale): ShiftSegment[] {
  return shifts.filter((it) => it.counterCode !== null).map((shift) => {
    const left = ((Date.parse(shift.validFrom) - from) / (to - from)) * 100
    const right = shift.validTo === null ? 100 : ((Date.parse(shift.validTo) - from) / (to - from)) * 100
    return { shift, left, width: Math.max(0.6, right - left), isOpen: shift.validTo === null }
  }).sort((a, b) => a.left - b.left)
}
