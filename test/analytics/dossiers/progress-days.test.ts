import assert from 'node:assert/strict'
import { toProgressDays } from '../../../analytics/dossiers/progress-days.ts'
import { workingDaysBetween } from '../../../analytics/dossiers/dossier-clock.ts'
import { createCalendar } from '../../../registry/working-calendar/calendar.ts'
import { addDays } from '../../../registry/working-calendar/days.ts'
import { lastDayWithin } from '../../../registry/working-calendar/days-within.ts'

const { isWorkingDay } = createCalendar({ entries: [], decisions: [], isWithin: () => false })
const isWorking = (day: string) => isWorkingDay(day)

describe('the days of progress', () => {
  it('reach over the lunar new year: the third working day after the last one before Tết 2026 is twelve days away', () => {
    assert.deepEqual(toProgressDays('2026-02-13', isWorking), { soonTo: '2026-02-25', shortFrom: '2026-02-10', mediumFrom: '2026-01-30' })
    assert.equal(lastDayWithin('2026-02-13', 0, isWorking), '2026-02-22')
    assert.equal(toProgressDays('2026-02-24', isWorking).shortFrom, '2026-02-12')
  })

  it('part the days as the clock of a dossier counts them', () => {
    for (let today = '2026-01-26'; today < '2026-03-16'; today = addDays(today, 1)) {
      const { soonTo, shortFrom, mediumFrom } = toProgressDays(today, isWorking)
      for (let due = addDays(today, -30); due < addDays(today, 30); due = addDays(due, 1)) {
        const behind = workingDaysBetween(due, today, isWorking)
        if (due < today) assert.deepEqual([due >= shortFrom, due >= mediumFrom], [behind <= 3, behind <= 10], `${due} on ${today}`)
        if (due > today) assert.equal(due <= soonTo, -behind <= 3, `${due} on ${today}`)
      }
    }
  })
})
