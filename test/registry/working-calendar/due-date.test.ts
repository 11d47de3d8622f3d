import assert from 'node:assert/strict'
import fc from 'fast-check'
import { createCalendar } from '../../../registry/working-calendar/calendar.ts'
import { toDueDate, toElapsed, USUAL_RULES, type Counting, type Limit, type Pause } from '../../../registry/working-calendar/due-date.ts'

const swap = { unitCode: null, name: 'Hoán đổi', source: 'Thông báo' }
const calendar = createCalendar({
  decisions: [{ year: 2026, tetDaysBefore: 1, nationalDay: 'before', source: 'Thông báo' }],
  entries: [{ ...swap, day: '2026-08-31', kind: 'holiday', swapDay: '2026-08-22' }, { ...swap, day: '2026-08-22', kind: 'working', swapDay: '2026-08-31' }],
  isWithin: () => false,
})
const at = (moment: string) => Date.parse(`${moment}:00+07:00`)
const inHanoi = (epochMs: number | null) => (epochMs === null ? null : new Date(epochMs + 7 * 3_600_000).toISOString().slice(0, 16))
const due = (receivedAt: string, limit: Limit, more: Partial<Counting> = {}) => toDueDate(at(receivedAt), limit, { calendar, ...more })
const dueAt = (receivedAt: string, limit: Limit, more: Partial<Counting> = {}) => inHanoi(due(receivedAt, limit, more).dueAt)

describe('a due date', () => {
  it('is the closing of the n-th working day after the day of receipt', () => {
    assert.equal(dueAt('2026-03-02T08:00', { workingDays: 1 }), '2026-03-03T17:00')
    assert.equal(dueAt('2026-03-02T16:59', { workingDays: 5 }), '2026-03-09T17:00')
    assert.equal(dueAt('2026-03-02T08:00', { workingDays: 0 }), '2026-03-02T17:00')
  })

  it('takes what comes after closing or on a day off as received at the next opening', () => {
    assert.equal(dueAt('2026-03-02T17:00', { workingDays: 1 }), '2026-03-03T17:00')
    assert.equal(dueAt('2026-03-02T17:01', { workingDays: 1 }), '2026-03-04T17:00')
    assert.equal(dueAt('2026-03-07T09:00', { workingDays: 1 }), '2026-03-10T17:00')
    assert.equal(dueAt('2026-03-02T17:01', { workingDays: 1 }, { rules: { ...USUAL_RULES, lateReceipt: 'same-day' } }), '2026-03-03T17:00')
  })

  it('passes over Tết and the weekend and says so day by day, with the law', () => {
    const { steps, dueAt: moment } = due('2026-02-12T09:00', { workingDays: 2 })
    assert.equal(inHanoi(moment), '2026-02-23T17:00')
    assert.deepEqual(steps.map(({ day, counts, counted, why }) => `${day.slice(5)} ${counts ? counted : '-'} ${why.kind}`), [
      '02-12 - receipt', '02-13 1 working', '02-14 - weekend', '02-15 - weekend', '02-16 - holiday', '02-17 - holiday', '02-18 - holiday', '02-19 - holiday',
      '02-20 - holiday', '02-21 - weekend', '02-22 - weekend', '02-23 2 working',
    ])
    assert.deepEqual(steps[5]?.why, { kind: 'holiday', name: { vi: 'Tết Bính Ngọ, mùng 1', en: 'Lunar New Year, day 1' }, law: 'Bộ luật Lao động 2019, Điều 112' })
  })

  it('counts the Saturday that is worked in a swap, and not the Monday that is off', () => {
    assert.equal(dueAt('2026-08-21T09:00', { workingDays: 1 }), '2026-08-22T17:00')
    assert.equal(dueAt('2026-08-28T09:00', { workingDays: 1 }), '2026-09-03T17:00')
  })

  it('lets hours run inside opening times, eight of them for a whole day', () => {
    assert.equal(dueAt('2026-03-02T07:30', { hours: 8 }), '2026-03-02T17:00')
    assert.equal(dueAt('2026-03-02T10:30', { hours: 8 }), '2026-03-03T10:30')
    assert.equal(dueAt('2026-03-06T16:00', { hours: 4 }), '2026-03-09T10:15')
    assert.equal(dueAt('2026-03-02T08:00', { hours: 4 }, { rules: { ...USUAL_RULES, hoursPerDay: 7.5 } }), '2026-03-02T14:00')
    assert.equal(dueAt('2026-03-02T12:00', { hours: 0 }), '2026-03-02T12:00')
  })

  it('stands still while supplements are awaited, and is unknown as long as they have no end', () => {
    const pauses = [{ from: at('2026-03-03T10:00'), to: at('2026-03-05T10:00') }]
    const { steps, dueAt: moment } = due('2026-03-02T08:00', { workingDays: 2 }, { pauses })
    assert.equal(inHanoi(moment), '2026-03-06T17:00')
    assert.deepEqual(steps.map((it) => it.why.kind), ['receipt', 'paused', 'paused', 'working', 'working'])
    assert.equal(dueAt('2026-03-03T09:00', { hours: 8 }, { pauses }), '2026-03-06T09:00')
    const endless = { pauses: [{ from: at('2026-03-04T10:00'), to: null }] }
    assert.equal(dueAt('2026-03-02T08:00', { workingDays: 1 }, endless), '2026-03-03T17:00')
    assert.equal(dueAt('2026-03-02T08:00', { workingDays: 2 }, endless), null)
    assert.equal(dueAt('2026-03-03T08:00', { hours: 80 }, endless), null)
  })

  const moments = fc.integer({ min: at('2024-01-01T00:00') / 60_000, max: at('2027-12-31T00:00') / 60_000 }).map((minute) => minute * 60_000)
  const pauseLists = fc.array(fc.tuple(moments, fc.integer({ min: 1, max: 30 * 1440 })).map(([from, minutes]): Pause => ({ from, to: from + minutes * 60_000 })), { maxLength: 4 })
  const limits = fc.oneof(fc.integer({ min: 0, max: 60 }).map((workingDays) => ({ workingDays })), fc.integer({ min: 0, max: 300 }).map((hours) => ({ hours })))
  const momentOf = (receivedAt: number, limit: Limit, pauses: Pause[]) => toDueDate(receivedAt, limit, { calendar, pauses }).dueAt as number

  it('never lies before receipt, and later receipt is never due earlier', () => fc.assert(fc.property(moments, moments, limits, pauseLists, (a, b, limit, pauses) => {
    assert.ok(momentOf(a, limit, pauses) >= a)
    assert.ok(momentOf(Math.min(a, b), limit, pauses) <= momentOf(Math.max(a, b), limit, pauses))
  }), { numRuns: 150 }))

  it('is never made shorter by a pause or by a longer limit', () => fc.assert(fc.property(moments, limits, pauseLists, (receivedAt, limit, pauses) => {
    const moment = momentOf(receivedAt, limit, pauses)
    assert.ok(moment >= momentOf(receivedAt, limit, pauses.slice(1)))
    assert.ok(moment <= momentOf(receivedAt, 'workingDays' in limit ? { workingDays: limit.workingDays + 1 } : { hours: limit.hours + 1 }, pauses))
  }), { numRuns: 150 }))

  it('of n and then of m is that of n + m', () => fc.assert(fc.property(moments, fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 40 }), pauseLists, (receivedAt, n, m, pauses) => {
    assert.equal(momentOf(momentOf(receivedAt, { workingDays: n }, pauses), { workingDays: m }, pauses), momentOf(receivedAt, { workingDays: n + m }, pauses))
    assert.equal(momentOf(momentOf(receivedAt, { hours: n }, []), { hours: m }, []), momentOf(receivedAt, { hours: n + m }, []))
  }), { numRuns: 150 }))

  it('is what elapsed time is the reverse of: late means more days than the limit', () => fc.assert(fc.property(moments, fc.integer({ min: 0, max: 40 }), pauseLists, (receivedAt, n, pauses) => {
    const moment = momentOf(receivedAt, { workingDays: n }, pauses)
    if (moment < receivedAt) return
    assert.equal(toElapsed(receivedAt, moment, { calendar, pauses }).workingDays, n)
    assert.equal(toElapsed(receivedAt, moment + 1, { calendar, pauses }).workingDays, n + 1)
    const byHours = momentOf(receivedAt, { hours: n }, pauses)
    assert.ok(Math.abs(toElapsed(receivedAt, byHours, { calendar, pauses }).hours - n) < 1e-6)
  }), { numRuns: 150 }))

  it('has steps that lead without a gap from receipt to the due day', () => fc.assert(fc.property(moments, limits, pauseLists, (receivedAt, limit, pauses) => {
    const { steps, dueAt: moment } = toDueDate(receivedAt, limit, { calendar, pauses })
    const days = steps.map((it) => Date.parse(it.day) / 86_400_000)
    assert.ok(days.every((day, index) => index === 0 || day === (days[index - 1] as number) + 1))
    assert.equal(steps.at(-1)?.day, inHanoi(moment)?.slice(0, 10))
    assert.equal(steps.at(-1)?.counted, 'workingDays' in limit ? limit.workingDays : limit.hours)
  }), { numRuns: 150 }))
})
