import assert from 'node:assert/strict'
import fc from 'fast-check'
import { lunarYearName, tetOf, toLunarDate, toSolarDay } from '../../../registry/working-calendar/lunar.ts'

/** Month and day of mùng 1 Tết, 1976 to 2100, ten years a line; compared with a published table of the Vietnamese calendar. */
const TET = `
0131 0218 0207 0128 0216 0205 0125 0213 0202 0121
0209 0129 0217 0206 0127 0215 0204 0123 0210 0131
0219 0207 0128 0216 0205 0124 0212 0201 0122 0209
0129 0217 0207 0126 0214 0203 0123 0210 0131 0219
0208 0128 0216 0205 0125 0212 0201 0122 0210 0129
0217 0206 0126 0213 0202 0123 0211 0131 0219 0208
0128 0215 0204 0124 0212 0201 0122 0210 0130 0217
0206 0126 0214 0202 0123 0211 0201 0218 0208 0128
0215 0204 0124 0212 0202 0121 0209 0129 0217 0205
0126 0214 0203 0123 0211 0131 0219 0207 0127 0215
0205 0124 0212 0202 0122 0209 0129 0217 0206 0126
0214 0203 0124 0210 0130 0218 0207 0127 0215 0205
0125 0212 0201 0121 0209`.trim().split(/\s+/)

describe('the lunar calendar of Vietnam', () => {
  it('has Tết of every year from 1976 to 2100 on its day', () => {
    assert.deepEqual(TET.map((_, index) => tetOf(1976 + index).slice(5).replace('-', '')), TET)
  })

  it('differs from the Chinese calendar where the new moon falls between the two midnights', () => {
    assert.deepEqual([1985, 2007, 2030, 2053].map(tetOf), ['1985-01-21', '2007-02-17', '2030-02-02', '2053-02-18'])
  })

  it('puts the leap month where the sun enters no new twelfth', () => {
    assert.equal(toSolarDay({ year: 2023, month: 2, day: 1, isLeap: true }), '2023-03-22')
    assert.equal(toSolarDay({ year: 2025, month: 6, day: 1, isLeap: true }), '2025-07-25')
    assert.equal(toSolarDay({ year: 2033, month: 11, day: 1, isLeap: true }), '2033-12-22')
    assert.equal(toSolarDay({ year: 2024, month: 4, day: 1, isLeap: true }), null)
    assert.equal(toSolarDay({ year: 2026, month: 1, day: 31, isLeap: false }), null)
  })

  it('has Hùng Kings’ day where it was kept', () => {
    const days = [2019, 2020, 2021, 2022, 2023, 2024, 2025, 2026].map((year) => toSolarDay({ year, month: 3, day: 10, isLeap: false }))
    assert.deepEqual(days, ['2019-04-14', '2020-04-02', '2021-04-21', '2022-04-10', '2023-04-29', '2024-04-18', '2025-04-07', '2026-04-26'])
  })

  it('names years by stem and branch', () => {
    assert.deepEqual([1984, 2024, 2026, 2027].map(lunarYearName), ['Giáp Tý', 'Giáp Thìn', 'Bính Ngọ', 'Đinh Mùi'])
  })

  const days = fc.integer({ min: Date.UTC(1976, 0, 1) / 86_400_000, max: Date.UTC(2100, 11, 31) / 86_400_000 })
  const toDay = (dayNumber: number) => new Date(dayNumber * 86_400_000).toISOString().slice(0, 10)

  it('leads every day to a lunar date and back', () => fc.assert(fc.property(days, (dayNumber) => {
    assert.equal(toSolarDay(toLunarDate(toDay(dayNumber))), toDay(dayNumber))
  }), { numRuns: 500 }))

  it('goes on by one day a day, in months of 29 or 30', () => fc.assert(fc.property(days, (dayNumber) => {
    const [today, tomorrow] = [toLunarDate(toDay(dayNumber)), toLunarDate(toDay(dayNumber + 1))]
    assert.ok(tomorrow.day === today.day + 1 || (tomorrow.day === 1 && (today.day === 29 || today.day === 30)))
  }), { numRuns: 500 }))
})
