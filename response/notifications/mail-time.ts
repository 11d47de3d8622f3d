import { DIGEST_AT, type NoticeChoices, type NoticeWay } from '../../contract/notice.ts'
import { HANOI_OFFSET_MS } from '../../contract/period.ts'

const [DAY_MS, MINUTE_MS] = [86_400_000, 60_000]

const toMinutes = (time: string): number => {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return hours * 60 + minutes
}
const sinceMidnight = (moment: number) => (moment + HANOI_OFFSET_MS) % DAY_MS
/** The next moment at which clocks in Hanoi show a time, `moment` itself if they do. */
const nextAt = (moment: number, time: string): number => {
  const wait = toMinutes(time) * MINUTE_MS - sinceMidnight(moment)
  return moment + (wait < 0 ? wait + DAY_MS : wait)
}

/** Whether a moment lies in hours `[from, to)` of Hanoi, which may reach over midnight. */
export function isQuiet(moment: number, quiet: NoticeChoices['quiet']): boolean {
  if (quiet === null) return false
  const [at, from, to] = [sinceMidnight(moment) / MINUTE_MS, toMinutes(quiet.from), toMinutes(quiet.to)]
  return from <= to ? at >= from && at < to : at >= from || at < to
}

/** When a notice of this moment (milliseconds UTC) may go out by mail; null for never. */
export function toMailAt(moment: number, way: NoticeWay, quiet: NoticeChoices['quiet']): number | null {
  if (way === 'browser') return null
  if (way === 'digest') return nextAt(moment, DIGEST_AT)
  return quiet !== null && isQuiet(moment, quiet) ? nextAt(moment, quiet.to) : moment
}
