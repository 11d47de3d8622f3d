import type { OpenSpan, OpenStretch, OpenWeek } from '../../../contract/opening-hours.ts'

/**
 * The stretches with one more that begins on its day: the one running then ends there, one that begins on the same day is replaced, and the
 * new one runs up to the next. Order and gaps stay.
 */
export function withStretch(stretches: readonly OpenStretch[], { validFrom, week }: { validFrom: string, week: OpenWeek | null }): OpenStretch[] {
  const before = stretches.filter((it) => it.validFrom < validFrom)
    .map((it) => (it.validTo === null || it.validTo > validFrom ? { ...it, validTo: validFrom } : it))
  const after = stretches.filter((it) => it.validFrom > validFrom)
  return [...before, { validFrom, validTo: after[0]?.validFrom ?? null, week }, ...after]
}

/** The stretches without one; the one before it runs on where the two met. */
export function withoutStretch(stretches: readonly OpenStretch[], validFrom: string): OpenStretch[] {
  const gone = stretches.find((it) => it.validFrom === validFrom)
  return stretches.filter((it) => it !== gone).map((it) => (gone && it.validTo === gone.validFrom ? { ...it, validTo: gone.validTo } : it))
}

/** The stretch of a day, if there is one. */
export const stretchOn = (stretches: readonly OpenStretch[], day: string): OpenStretch | undefined =>
  stretches.find((it) => it.validFrom <= day && (it.validTo === null || day < it.validTo))

/** A time as people write it (`7h30`, `7:30`, `730`, `7`) as `07:30`; what is none stays as it is, for a rule to refuse it. */
export function toTimeText(text: string): string {
  const [, hours, minutes = '00'] = /^\s*(\d{1,2})\s*(?:[h:.]?\s*(\d{2}))?\s*h?\s*$/i.exec(text) ?? []
  return hours === undefined ? text.trim() : `${hours.padStart(2, '0')}:${minutes}`
}

const TWO_HOURS = 120
const LATEST = 24 * 60
const toMinutes = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
const toTime = (minutes: number) => `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`

/** What a further span of a day begins as: the morning, or some time after the last one. */
export function nextSpan(spans: readonly OpenSpan[]): OpenSpan {
  const last = spans.at(-1)
  if (!last) return { from: '07:30', to: '11:30' }
  const from = Math.min(toMinutes(last.to) + TWO_HOURS, LATEST - 30)
  return { from: toTime(from), to: toTime(Math.min(from + 210, LATEST - 1)) }
}

/** `07:30–11:30, 13:30–17:00` */
export const formatSpans = (spans: readonly OpenSpan[]): string => spans.map(({ from, to }) => `${from}–${to}`).join(', ')

/** A week in few words: days that are open alike stand together, `weekdays` are the seven names. */
export function toWeekLines(week: OpenWeek, weekdays: readonly string[]): { days: string, spans: string }[] {
  const lines: { days: string, spans: string, first: number }[] = []
  for (const [index, spans] of week.entries()) {
    const text = formatSpans(spans)
    const last = lines.at(-1)
    if (last && last.spans === text) last.days = `${weekdays[last.first]}–${weekdays[index]}`
    else lines.push({ days: weekdays[index] ?? '', spans: text, first: index })
  }
  return lines.map(({ days, spans }) => ({ days, spans }))
}
