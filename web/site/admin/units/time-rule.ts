/** A stretch of time `[from, to)` in days; `to` null is until further notice. */
export interface Stretch { from: string, to: string | null }

/** Places in percent of the rule's width. */
export interface TimeRule {
  ticks: { left: number, label: string, long: boolean }[]
  segments: { left: number, width: number, open: boolean }[]
  today: number
}

const DAY_MS = 86_400_000
const dayNumber = (day: string) => Date.parse(`${day}T00:00:00Z`) / DAY_MS
/** Years between two labels, so that at most six stand on a rule. */
const STEPS = [1, 2, 5, 10, 20, 50]
const MOST_LABELS = 6

/** Stretches on a rule of years that reaches from their beginning to a little after today, or after what is to come. */
export function toTimeRule(stretches: readonly Stretch[], today: string): TimeRule {
  const days = stretches.flatMap(({ from, to }) => [from, to ?? from])
  const first = days.reduce((one, other) => (other < one ? other : one), today)
  const last = days.reduce((one, other) => (other > one ? other : one), today)
  const [start, end] = [dayNumber(first), Math.max(dayNumber(last), dayNumber(today))]
  const room = Math.max(60, (end - start) * 0.06)
  const toPlace = (day: string) => Math.round(((dayNumber(day) - start) / (end + room - start)) * 10_000) / 100

  const [firstYear, lastYear] = [Number(first.slice(0, 4)) + 1, new Date((end + room) * DAY_MS).getUTCFullYear()]
  const step = STEPS.find((it) => (lastYear - firstYear) / it < MOST_LABELS) ?? 100
  const years = Array.from({ length: Math.max(0, lastYear - firstYear + 1) }, (_, index) => firstYear + index)
  return {
    ticks: years.map((year) => ({ left: toPlace(`${year}-01-01`), label: year % step === 0 ? String(year) : '', long: year % step === 0 })),
    segments: stretches.map(({ from, to }) => ({ left: toPlace(from), width: (to === null ? 100 : toPlace(to)) - toPlace(from), open: to === null })),
    today: toPlace(today),
  }
}
