import { LUNATION_DAYS, newMoonAt, sunLongitudeAt } from './moon-and-sun.ts'

/**
 * The lunar calendar of Vietnam (âm lịch), by its rules for the meridian of Hanoi's clock, UTC+07:00: a month begins on the day of the
 * new moon; the month of the winter solstice is the eleventh; where thirteen months lie between two of those, the first in which the sun
 * enters no new twelfth of its way is a leap month. China counts by UTC+08:00, so Tết differs in 1985, 2007, 2030 and 2053.
 */
export interface LunarDate { year: number; month: number; day: number; /** the second month of that number */ isLeap: boolean }

/** From its first day, counted from 1970-01-01, on. */
interface LunarMonth { first: number; month: number; isLeap: boolean; year: number }

const DAY_MS = 86_400_000
const HANOI_DAYS = 7 / 24
/** The new moon of 6 January 2000, from which they are counted. */
const FIRST_NEW_MOON = newMoonAt(0)
const WINTER_SOLSTICE_TWELFTH = 9

const toDayNumber = (day: string) => Date.parse(`${day}T00:00:00Z`) / DAY_MS
const toDay = (dayNumber: number) => new Date(dayNumber * DAY_MS).toISOString().slice(0, 10)

/** The day, in Hanoi, of the k-th new moon. */
const newMoonDay = (k: number) => Math.floor(newMoonAt(k) + HANOI_DAYS)

/** Which twelfth of its way the sun is in when a day begins in Hanoi; 0 from the spring equinox on. */
const twelfthAt = (dayNumber: number) => Math.floor(sunLongitudeAt(dayNumber - HANOI_DAYS) / 30)

/** The new moon that begins the month of a year's winter solstice. */
function eleventhMonth(year: number): number {
  const lastDay = toDayNumber(`${year}-12-31`)
  let k = Math.ceil((lastDay - FIRST_NEW_MOON) / LUNATION_DAYS) + 1
  while (newMoonDay(k) > lastDay) k -= 1
  return twelfthAt(newMoonDay(k)) >= WINTER_SOLSTICE_TWELFTH ? k - 1 : k
}

const knownMonths = new Map<number, LunarMonth[]>()

/** The months from the eleventh of the year before up to, not with, the eleventh of this year. Remembered: they never change. */
function monthsOf(year: number): LunarMonth[] {
  const known = knownMonths.get(year)
  if (known) return known
  const [from, to] = [eleventhMonth(year - 1), eleventhMonth(year)]
  const firsts = Array.from({ length: to - from + 1 }, (_, index) => newMoonDay(from + index))
  const hasLeap = to - from === 13
  const isWithoutTerm = (index: number) => twelfthAt(firsts[index] as number) === twelfthAt(firsts[index + 1] as number)
  const leapAt = hasLeap ? firsts.findIndex((_, index) => index > 0 && isWithoutTerm(index)) : -1
  const months = firsts.slice(0, -1).map((first, index): LunarMonth => {
    const passed = leapAt !== -1 && index >= leapAt ? index - 1 : index
    const month = ((passed + 10) % 12) + 1
    return { first, month, isLeap: index === leapAt, year: month >= 11 ? year - 1 : year }
  })
  knownMonths.set(year, months)
  return months
}

const monthsAround = (year: number) => [...monthsOf(year), ...monthsOf(year + 1)]

/** A calendar day (`2026-02-17`, 1900–2199) as a lunar date. */
export function toLunarDate(day: string): LunarDate {
  const dayNumber = toDayNumber(day)
  const found = monthsAround(Number(day.slice(0, 4))).findLast((it) => it.first <= dayNumber) as LunarMonth
  return { year: found.year, month: found.month, day: dayNumber - found.first + 1, isLeap: found.isLeap }
}

/** The calendar day of a lunar date; null where that month has no such day, or that year no such leap month. */
export function toSolarDay({ year, month, day, isLeap }: LunarDate): string | null {
  const months = [...monthsAround(year), ...monthsOf(year + 2).slice(0, 1)]
  const index = months.findIndex((it) => it.year === year && it.month === month && it.isLeap === isLeap)
  const [found, next] = [months[index], months[index + 1]]
  return found && next && day >= 1 && day <= next.first - found.first ? toDay(found.first + day - 1) : null
}

/** The first day of the lunar year that begins in a year, mùng 1 Tết. */
export const tetOf = (year: number): string => toSolarDay({ year, month: 1, day: 1, isLeap: false }) as string

const STEMS = ['Canh', 'Tân', 'Nhâm', 'Quý', 'Giáp', 'Ất', 'Bính', 'Đinh', 'Mậu', 'Kỷ']
const BRANCHES = ['Thân', 'Dậu', 'Tuất', 'Hợi', 'Tý', 'Sửu', 'Dần', 'Mão', 'Thìn', 'Tỵ', 'Ngọ', 'Mùi']

/** The traditional name of a lunar year: 2026 is `Bính Ngọ`. */
export const lunarYearName = (year: number): string => `${STEMS[year % 10]} ${BRANCHES[year % 12]}`
