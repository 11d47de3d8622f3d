import type { OpeningException, OpenSpan, OpenStretch, OpenWeek } from '../../contract/opening-hours.ts'
import { HANOI_OFFSET_MS, toHanoiDay } from '../../contract/period.ts'
import { stretchOn } from '../stretch.ts'

/** Half open, in milliseconds UTC. */
export interface EpochSpan { from: number; to: number }

/** The days on which the state works. */
export interface WorkingDays {
  isWorkingDay(day: string, unitCode?: string): boolean
  /** Whether a day is a public holiday. Where nobody can say, a day off from Monday to Friday is one. */
  isHoliday?(day: string, unitCode?: string): boolean
}

/** What was entered for one place, a centre or a counter. Days as text, stretches in the order of time. */
export interface PlaceHours { stretches: readonly OpenStretch[]; exceptions: ReadonlyMap<string, OpeningException> }

/** Whether a counter or centre is open at an instant (milliseconds UTC). */
export type IsOpenAt = (code: string, epochMs: number) => boolean

/** What is asked about opening hours; nothing here waits for anything. */
export interface OpenSpans {
  /** When a counter or centre is open on a day of Asia/Ho_Chi_Minh, in order; none when it is closed. */
  openSpansOn(code: string, day: string): EpochSpan[]
  isOpenAt: IsOpenAt
  /** The week that holds on a day, and where it comes from. */
  weekOn(code: string, day: string): { week: OpenWeek; source: 'own' | 'centre' | 'rule' }
}

const MINUTE_MS = 60_000
const MORNING_AND_AFTERNOON: OpenSpan[] = [{ from: '07:30', to: '11:30' }, { from: '13:30', to: '17:00' }]
/** Monday to Friday, 07:30–11:30 and 13:30–17:00: what holds where nothing was entered. */
export const USUAL_WEEK: OpenWeek = [...Array.from({ length: 5 }, () => MORNING_AND_AFTERNOON), [], []]
const MONDAY = 0

/** 0 Monday … 6 Sunday. */
export const toWeekday = (day: string): number => (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7
const isWeekend = (day: string) => toWeekday(day) >= 5

/** Monday to Friday, without holidays: until somebody knows better. */
export const MONDAY_TO_FRIDAY: WorkingDays = { isWorkingDay: (day) => !isWeekend(day) }

const toMinutes = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))

interface OpenSpansDeps {
  hoursOf(code: string): PlaceHours | undefined
  /** The centre of a counter; null for a centre itself. */
  centreOf(code: string): string | null
  workingDays: WorkingDays
}

/**
 * Opening hours as they hold: an exception of the counter, else of its centre, else the week of the counter, of the centre, or the rule for
 * all; but on a public holiday only an exception opens. A weekend day that was made a working day opens as a Monday does.
 */
export function createOpenSpans({ hoursOf, centreOf, workingDays }: OpenSpansDeps): OpenSpans {
  const weekOn: OpenSpans['weekOn'] = (code, day) => {
    const own = stretchOn(hoursOf(code)?.stretches, day)?.week
    const centreCode = centreOf(code)
    if (own) return { week: own, source: 'own' }
    const week = centreCode === null ? null : stretchOn(hoursOf(centreCode)?.stretches, day)?.week
    return week ? { week, source: 'centre' } : { week: USUAL_WEEK, source: 'rule' }
  }

  const isHoliday = (day: string, unitCode: string) =>
    workingDays.isHoliday?.(day, unitCode) ?? (!isWeekend(day) && !workingDays.isWorkingDay(day, unitCode))

  const spansOn = (code: string, day: string): readonly OpenSpan[] => {
    const centreCode = centreOf(code)
    const exception = hoursOf(code)?.exceptions.get(day) ?? (centreCode === null ? undefined : hoursOf(centreCode)?.exceptions.get(day))
    if (exception) return exception.spans
    const unitCode = centreCode ?? code
    if (isHoliday(day, unitCode)) return []
    const { week } = weekOn(code, day)
    const spans = week[toWeekday(day)] ?? []
    return spans.length === 0 && isWeekend(day) && workingDays.isWorkingDay(day, unitCode) ? week[MONDAY] ?? [] : spans
  }

  const openSpansOn: OpenSpans['openSpansOn'] = (code, day) => {
    const midnight = Date.parse(`${day}T00:00:00Z`) - HANOI_OFFSET_MS
    return spansOn(code, day).map(({ from, to }) => ({ from: midnight + toMinutes(from) * MINUTE_MS, to: midnight + toMinutes(to) * MINUTE_MS }))
  }
  return {
    weekOn, openSpansOn,
    isOpenAt: (code, epochMs) => openSpansOn(code, toHanoiDay(epochMs)).some((span) => epochMs >= span.from && epochMs < span.to),
  }
}
