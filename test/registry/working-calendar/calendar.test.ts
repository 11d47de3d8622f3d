import assert from 'node:assert/strict'
import { createCalendar, type Calendar, type CalendarEntry } from '../../../registry/working-calendar/calendar.ts'
import { readCalendar } from '../../../registry/working-calendar/calendar-entries.ts'
import { addDays } from '../../../registry/working-calendar/days.ts'
import { isWorkingDay as isSimulatedWorkingDay } from '../../../simulate/opening-hours.ts'
import { freshRecord } from '../../support/stores.ts'

const noTree = () => false
const plain = createCalendar({ entries: [], decisions: [], isWithin: noTree })
const offIn = (calendar: Calendar, from: string, to: string) => {
  const days: string[] = []
  for (let day = from; day < to; day = addDays(day, 1)) if (!calendar.isWorkingDay(day)) days.push(day.slice(5))
  return days.join(' ')
}
const entry = (day: string, kind: CalendarEntry['kind'], unitCode: string | null = null): CalendarEntry =>
  ({ day, unitCode, kind, name: 'Theo thông báo', source: 'Thông báo 1', swapDay: null })

describe('the working calendar', function () {

  it('gives a holiday on a weekly day off back on the next working day', () => {
    assert.deepEqual(plain.dayOf('2022-01-03'), {
      day: '2022-01-03', isWorking: false, kind: 'compensatory', name: { vi: 'Nghỉ bù Tết Dương lịch', en: 'In place of New Year' },
      law: 'Bộ luật Lao động 2019, Điều 111 khoản 3', unitCode: null, swapDay: null,
    })
    assert.equal(offIn(plain, '2023-04-29', '2023-05-05'), '04-29 04-30 05-01 05-02 05-03', 'Hùng Kings on Saturday, 30 April on Sunday')
  })

  it('takes the last day of the old year and four days of Tết where nothing is decided, and the days that were decided', () => {
    assert.equal(offIn(plain, '2028-01-24', '2028-02-02'), '01-25 01-26 01-27 01-28 01-29 01-30 01-31')
    assert.equal(plain.dayOf('2028-01-25').name.vi, 'Tết Mậu Thân, 29 tháng Chạp')
    const decided = createCalendar({ entries: [], isWithin: noTree, decisions: [{ year: 2028, tetDaysBefore: 2, nationalDay: 'before', source: 'Thông báo' }] })
    assert.equal(offIn(decided, '2028-01-24', '2028-02-02'), '01-24 01-25 01-26 01-27 01-28 01-29 01-30')
  })

  it('follows the law of each day: four days of Tết before May 2013, a second National Day from 2021, Hùng Kings from 2007', () => {
    const holidays = (year: number) => plain.unordinaryDays(year).filter((it) => it.kind === 'holiday').map((it) => it.day.slice(5))
    assert.deepEqual(holidays(2005), ['01-01', '02-08', '02-09', '02-10', '02-11', '04-30', '05-01', '09-02'])
    assert.equal(holidays(2012).length, 9)
    assert.equal(holidays(2014).length, 10)
    assert.equal(holidays(2021).length, 11)
    assert.equal(plain.dayOf('2020-09-02').law, 'Bộ luật Lao động 2012, Điều 115')
  })

  it('leaves 24 November a working day until somebody enters it', () => {
    assert.ok(plain.isWorkingDay('2026-11-24'))
    const entered = createCalendar({ entries: [entry('2026-11-24', 'holiday'), entry('2029-11-24', 'holiday')], decisions: [], isWithin: noTree })
    assert.equal(entered.dayOf('2026-11-24').kind, 'day-off')
    assert.equal(entered.dayOf('2029-11-26').kind, 'compensatory', 'it falls on a Saturday in 2029 and is given back')
  })

  it('lets the entry of the nearest unit count', () => {
    const tree: Record<string, string[]> = { Q: ['Q', 'P', 'VN'], P: ['P', 'VN'], R: ['R', 'VN'] }
    const calendar = createCalendar({
      entries: [entry('2026-03-10', 'holiday'), entry('2026-03-10', 'working', 'P'), entry('2026-03-11', 'holiday', 'P'), entry('2026-03-11', 'working', 'Q')],
      decisions: [], isWithin: (unit, above) => tree[unit]?.includes(above) ?? false,
    })
    assert.deepEqual(['R', 'P', 'Q', undefined].map((unit) => calendar.isWorkingDay('2026-03-10', unit)), [false, true, true, false])
    assert.deepEqual(['R', 'P', 'Q', undefined].map((unit) => calendar.isWorkingDay('2026-03-11', unit)), [true, false, true, true])
  })

  it('as shipped is what was decreed for 2024 to 2026: the simulated calendar, which knows no swaps, and the swaps', async () => {
    const calendar = await readCalendar(await freshRecord(), { isWithin: noTree })
    const different: string[] = []
    for (let day = '2024-01-01'; day < '2027-01-01'; day = addDays(day, 1)) if (calendar.isWorkingDay(day) !== isSimulatedWorkingDay(day)) different.push(day)
    assert.deepEqual(different, ['2024-04-29', '2024-05-04', '2025-04-26', '2025-05-02', '2026-01-02', '2026-01-10', '2026-08-22', '2026-08-31'])
    assert.ok(different.every((day) => calendar.dayOf(day).swapDay !== null && calendar.dayOf(day).law))
  })
})
