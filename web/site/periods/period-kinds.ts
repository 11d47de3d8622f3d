import { addMonths, periodsOf, toDayRange } from '../../../contract/period.ts'

export const PERIOD_KINDS = ['month', 'quarter', 'half', 'nineMonths', 'year'] as const
export type PeriodKind = (typeof PERIOD_KINDS)[number]
const MONTHS_IN: Record<PeriodKind, number> = { month: 1, quarter: 3, half: 6, nineMonths: 12, year: 12 }

/** What kind of period a text is: `2026-Q3` is a quarter. */
export function toPeriodKind(period: string): PeriodKind {
  if (/-Q\d$/.test(period)) return 'quarter'
  if (/-H\d$/.test(period)) return 'half'
  if (period.endsWith('-9M')) return 'nineMonths'
  return period.includes('-') ? 'month' : 'year'
}

/** The period of a kind in which a day lies; the nine months are those of its year, also after September. */
export function periodOfKind(kind: PeriodKind, day: string): string {
  if (kind === 'nineMonths') return `${day.slice(0, 4)}-9M`
  return periodsOf(day).find((period) => toPeriodKind(period) === kind) ?? day.slice(0, 7)
}

/** The period before of the same kind: the quarter before, and for nine months or a year those of the year before. */
export function toPreviousPeriod(period: string): string {
  const kind = toPeriodKind(period)
  const from = toDayRange(period)?.from ?? `${period}-01`
  return periodOfKind(kind, `${addMonths(from.slice(0, 7), -MONTHS_IN[kind])}-01`)
}
