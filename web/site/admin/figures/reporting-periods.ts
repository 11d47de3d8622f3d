import { addMonths, periodsOf, toMonthPeriod } from '../../../../contract/period.ts'

const MONTHS_OFFERED = 36

/** The periods of the last three years that a report can be of, by kind, the newest first. */
export function toReportingPeriods(nowMs: number): { months: string[], quarters: string[], longer: string[] } {
  const newest = toMonthPeriod(nowMs)
  const months = Array.from({ length: MONTHS_OFFERED }, (_, index) => addMonths(newest, -index))
  const others = [...new Set(months.flatMap((it) => periodsOf(`${it}-01`)))].filter((it) => !months.includes(it))
  const isQuarter = (it: string) => it.includes('-Q')
  return { months, quarters: others.filter(isQuarter), longer: others.filter((it) => !isQuarter(it)) }
}
