import assert from 'node:assert/strict'
import { addWorkingDays, drawArrival, drawOpenMoment, isHoliday, isOpenAt, toOpeningSpans } from '../../simulate/opening-hours.ts'
import { createRandom } from '../../simulate/random.ts'

const hours = { saturdayMorning: true }
const at = (instant: string) => Date.parse(instant)

describe('opening hours', () => {
  it('are 7:30 to 11:30 and 13:30 to 17:00 in Hanoi, with lunch between', () => {
    for (const [time, open] of [['07:29', false], ['07:30', true], ['11:29', true], ['11:30', false], ['13:29', false], ['13:30', true], ['16:59', true], ['17:00', false]] as const) {
      assert.equal(isOpenAt(hours, at(`2026-03-02T${time}:00+07:00`)), open, time)
    }
  })

  it('are closed on Sundays, open on Saturday mornings only where that is agreed', () => {
    assert.deepEqual(toOpeningSpans(hours, '2026-03-01'), [])
    assert.deepEqual(toOpeningSpans({ saturdayMorning: false }, '2026-02-28'), [])
    assert.equal(toOpeningSpans(hours, '2026-02-28').length, 1)
  })

  it('are closed at Tết of 2024 to 2027 and on the fixed holidays', () => {
    for (const day of ['2024-02-10', '2025-01-29', '2026-02-17', '2027-02-06', '2026-01-01', '2026-04-30', '2026-05-01', '2026-09-02']) {
      assert.ok(isHoliday(day), day)
      assert.deepEqual(toOpeningSpans(hours, day), [])
    }
  })

  it('leave out weekends and Tết when working days are counted', () => {
    assert.equal(addWorkingDays('2026-03-06', 1), '2026-03-09')
    assert.equal(addWorkingDays('2026-02-13', 1), '2026-02-23')
    assert.equal(addWorkingDays('2026-03-06', 0), '2026-03-06')
  })

  it('let people come only while they are open, most of them before ten', () => {
    const random = createRandom('arrivals')
    const spans = toOpeningSpans(hours, '2026-03-02')
    const arrivals = Array.from({ length: 5000 }, () => drawArrival(random, spans))
    assert.ok(arrivals.every((moment) => isOpenAt(hours, moment)))
    const between = (from: string, to: string) => arrivals.filter((moment) => moment >= at(`2026-03-02T${from}:00+07:00`) && moment < at(`2026-03-02T${to}:00+07:00`)).length
    assert.ok(between('08:00', '10:00') > 2 * between('10:30', '14:00'))
  })

  it('give a moment of what is left of the day, or the moment asked for when nothing is', () => {
    const random = createRandom('moments')
    const spans = toOpeningSpans(hours, '2026-03-02')
    for (let draw = 0; draw < 500; draw++) {
      const moment = drawOpenMoment(random, spans, at('2026-03-02T11:20:00+07:00'))
      assert.ok(moment >= at('2026-03-02T11:20:00+07:00') && isOpenAt(hours, moment))
    }
    assert.equal(drawOpenMoment(random, spans, at('2026-03-02T18:00:00+07:00')), at('2026-03-02T18:00:00+07:00'))
  })
})
