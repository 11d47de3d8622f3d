import type { YearDecision } from '../../contract/working-calendar.ts'
import { addDays, weekdayOf } from './days.ts'
import { lunarYearName, tetOf, toLunarDate, toSolarDay } from './lunar.ts'

/** A public holiday; `compensationLaw` says why a weekly day off that it takes is given back. */
export interface Holiday { day: string; name: { vi: string; en: string }; law: string; compensationLaw: string }

type Occurrence =
  | { kind: 'fixed'; month: number; date: number }
  | { kind: 'lunar'; month: number; date: number }
  | { kind: 'tet'; days: number }
  /** The day beside National Day; which one is decided each year. */
  | { kind: 'beside-national-day' }

/** A holiday of the law, valid for the days `[from, to)`. */
interface HolidayRule { name: { vi: string; en: string }; occurs: Occurrence; law: string; compensationLaw: string; from: string; to: string | null }

const CODE_1994 = { law: 'Bộ luật Lao động 1994, Điều 73', compensationLaw: 'Bộ luật Lao động 1994, Điều 73', from: '1995-01-01', to: '2013-05-01' }
const CODE_1994_OF_2007 = { ...CODE_1994, law: 'Bộ luật Lao động 1994, Điều 73 (sửa đổi bằng Luật 84/2007/QH11)', from: '2007-04-11' }
const CODE_2012 = { law: 'Bộ luật Lao động 2012, Điều 115', compensationLaw: 'Bộ luật Lao động 2012, Điều 115 khoản 3', from: '2013-05-01', to: '2021-01-01' }
const CODE_2019 = { law: 'Bộ luật Lao động 2019, Điều 112', compensationLaw: 'Bộ luật Lao động 2019, Điều 111 khoản 3', from: '2021-01-01', to: null }

const fixed = (month: number, date: number): Occurrence => ({ kind: 'fixed', month, date })
const NEW_YEAR = { name: { vi: 'Tết Dương lịch', en: 'New Year' }, occurs: fixed(1, 1) }
const VICTORY = { name: { vi: 'Ngày Chiến thắng', en: 'Reunification Day' }, occurs: fixed(4, 30) }
const LABOUR = { name: { vi: 'Ngày Quốc tế lao động', en: 'International Labour Day' }, occurs: fixed(5, 1) }
const NATIONAL = { name: { vi: 'Quốc khánh', en: 'National Day' }, occurs: fixed(9, 2) }
const BESIDE_NATIONAL = { name: NATIONAL.name, occurs: { kind: 'beside-national-day' } as Occurrence }
const HUNG_KINGS = { name: { vi: 'Giỗ Tổ Hùng Vương', en: 'Hùng Kings’ Commemoration Day' }, occurs: { kind: 'lunar', month: 3, date: 10 } as Occurrence }
const tet = (days: number) => ({ name: { vi: 'Tết', en: 'Lunar New Year' }, occurs: { kind: 'tet', days } as Occurrence })
const OF_EVERY_CODE = [NEW_YEAR, VICTORY, LABOUR, NATIONAL]

/**
 * The public holidays of each labour code. 24 November (Ngày Văn hóa Việt Nam) is not among them: until a law makes it a holiday with
 * pay, an administrator enters it with its source.
 */
const RULES: readonly HolidayRule[] = [
  ...[...OF_EVERY_CODE, tet(4)].map((it) => ({ ...it, ...CODE_1994 })),
  { ...HUNG_KINGS, ...CODE_1994_OF_2007 },
  ...[...OF_EVERY_CODE, HUNG_KINGS, tet(5)].map((it) => ({ ...it, ...CODE_2012 })),
  ...[...OF_EVERY_CODE, BESIDE_NATIONAL, HUNG_KINGS, tet(5)].map((it) => ({ ...it, ...CODE_2019 })),
]

const MONDAY = 1
const THURSDAY = 4

/** What is taken for a year in which nothing was decided yet: the last day of the old year, and the side that makes the longer rest. */
export function usualDecision(year: number): YearDecision {
  const isLongerAfter = [MONDAY, THURSDAY].includes(weekdayOf(`${year}-09-02`))
  return { year, tetDaysBefore: 1, nationalDay: isLongerAfter ? 'after' : 'before', source: null }
}

const pad = (number: number) => String(number).padStart(2, '0')

/** `mùng 3`, or `29 tháng Chạp` of the year that ends. */
function tetNames(day: string, year: number) {
  const lunar = toLunarDate(day)
  const title = `Tết ${lunarYearName(year)}`
  return lunar.month === 1
    ? { vi: `${title}, mùng ${lunar.day}`, en: `Lunar New Year, day ${lunar.day}` }
    : { vi: `${title}, ${lunar.day} tháng Chạp`, en: 'Lunar New Year’s Eve' }
}

function daysOf({ occurs, name }: HolidayRule, { year, tetDaysBefore, nationalDay }: YearDecision): { day: string; name: Holiday['name'] }[] {
  switch (occurs.kind) {
    case 'fixed': return [{ day: `${year}-${pad(occurs.month)}-${pad(occurs.date)}`, name }]
    case 'lunar': return [{ day: toSolarDay({ year, month: occurs.month, day: occurs.date, isLeap: false }) as string, name }]
    case 'beside-national-day': return [{ day: nationalDay === 'before' ? `${year}-09-01` : `${year}-09-03`, name }]
    case 'tet': {
      const first = addDays(tetOf(year), -tetDaysBefore)
      return Array.from({ length: occurs.days }, (_, index) => addDays(first, index)).map((day) => ({ day, name: tetNames(day, year) }))
    }
  }
}

/** The public holidays of a year by the law of each day, in order. Two that meet on one day are one day off. */
export function toHolidays(decision: YearDecision): Holiday[] {
  const byDay = new Map<string, Holiday>()
  for (const rule of RULES) {
    for (const { day, name } of daysOf(rule, decision)) {
      if (day < rule.from || (rule.to !== null && day >= rule.to)) continue
      const other = byDay.get(day)
      byDay.set(day, {
        day, law: rule.law, compensationLaw: rule.compensationLaw,
        name: other ? { vi: `${other.name.vi}; ${name.vi}`, en: `${other.name.en}; ${name.en}` } : name,
      })
    }
  }
  return [...byDay.values()].sort((a, b) => (a.day < b.day ? -1 : 1))
}
