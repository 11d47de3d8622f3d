import assert from 'node:assert/strict'
import fc from 'fast-check'
import { publicDossierClock } from '../../../contract/dossier-clock.ts'
import { toDossierClock, type ClockContext, type ClockFacts } from '../../../analytics/dossiers/dossier-clock.ts'
import { createCalendar } from '../../../registry/working-calendar/calendar.ts'

const calendar = createCalendar({ decisions: [], entries: [], isWithin: () => false })
const at = (moment: string) => Date.parse(`${moment}:00+07:00`)
const inHanoi = (moment: string | null) => (moment === null ? null : new Date(Date.parse(moment) + 7 * 3_600_000).toISOString().slice(0, 16))

/** Received on Monday 2 March 2026 with seven working days, due on the 12th. */
const facts = (over: Partial<ClockFacts> = {}): ClockFacts => ({
  status: 9, registeredAt: at('2026-03-02T08:00'), dueAt: at('2026-03-12T17:00'), finishedAt: at('2026-03-17T10:00'), returnedAt: null, supplements: [], ...over,
})
const tell = (over: Partial<ClockFacts> = {}, more: Partial<ClockContext> = {}) =>
  toDossierClock(facts(over), { now: at('2026-03-20T09:00'), calendar, unitCode: null, limit: { workingDays: 8 }, ...more })
const reasons = (...given: Parameters<typeof tell>) => tell(...given).why.map(({ code, count }) => (count === null ? code : `${code} ${count}`))
const supplement = (requested: string, completed: string | null) => ({ requestedAt: at(`2026-03-${requested}`), completedAt: completed === null ? null : at(`2026-03-${completed}`) })

describe('the clock of a dossier', () => {
  it('tells how many working days after its day it ended, what was used and what was subtracted', () => {
    const { outcome, verdict } = tell({ supplements: [supplement('04T09:00', '10T08:00')] })
    assert.equal(outcome, 'late')
    assert.deepEqual([verdict.daysFromDue, verdict.used, verdict.subtracted], [3, 7, 4])
    assert.deepEqual(verdict.supplements.map((it) => it.workingDays), [4])
    assert.equal(inHanoi(verdict.computedDueAt), '2026-03-18T17:00')
  })

  it('is told day by day: weekends with their name, pauses, and what happened', () => {
    const { steps } = tell({ supplements: [supplement('04T09:00', '06T08:00')], finishedAt: at('2026-03-10T10:00') })
    assert.deepEqual(steps.slice(0, 9).map(({ day, counts, counted, why, marks }) => `${day.slice(8)} ${counts ? counted : '-'} ${why.kind} ${marks.join()}`), [
      '02 - receipt received', '03 1 working ', '04 - paused supplement-requested', '05 - paused ', '06 2 working supplement-completed',
      '07 - weekend ', '08 - weekend ', '09 3 working ', '10 4 working ended',
    ])
    assert.deepEqual(steps.slice(9).map(({ day, isAfter, counts, marks }) => `${day.slice(8)} ${isAfter} ${counts} ${marks.join()}`), ['11 true false ', '12 true false due', '13 true false ', '14 true false ', '15 true false ', '16 true false computed-due'])
  })

  it('lets the appointment decide, and says where the limit would have given another day', () => {
    assert.deepEqual(reasons({ dueAt: at('2026-03-16T17:00'), finishedAt: at('2026-03-16T10:00') }), ['limit-exceeded', 'appointment-later-than-limit'])
    assert.deepEqual(reasons({ dueAt: at('2026-03-10T17:00'), finishedAt: at('2026-03-11T10:00') }), ['limit-kept', 'appointment-earlier-than-limit'])
    assert.equal(tell({ dueAt: at('2026-03-16T17:00'), finishedAt: at('2026-03-16T10:00') }).outcome, 'on-time')
    assert.deepEqual(reasons(), [], 'where they agree there is nothing to say')
  })

  it('goes by the limit where the appointment is missing, and still does not judge', () => {
    const { outcome, verdict } = tell({ dueAt: null, finishedAt: at('2026-03-05T10:00') })
    assert.deepEqual([outcome, verdict.daysFromDue, inHanoi(verdict.computedDueAt)], ['unclassified', null, '2026-03-12T17:00'])
    assert.deepEqual(reasons({ dueAt: null }, { limit: null }), ['no-due-date', 'limit-unknown'])
  })

  it('stands still while a supplement is awaited, until the dossier ends', () => {
    const waiting = tell({ status: 5, finishedAt: null, supplements: [supplement('04T09:00', null)] })
    assert.deepEqual([waiting.outcome, waiting.verdict.used, waiting.verdict.computedDueAt], ['open-overdue', 1, null])
    assert.deepEqual(waiting.why.map((it) => it.code), ['supplement-waiting', 'supplement-subtracted', 'limit-kept'])
    assert.equal(waiting.steps.at(-1)?.marks.join(), 'today')
    const ended = tell({ supplements: [supplement('04T09:00', null)] })
    assert.deepEqual([ended.verdict.used, ended.verdict.subtracted, inHanoi(ended.verdict.computedDueAt)], [2, 9, '2026-03-25T17:00'])
  })

  it('subtracts overlapping requests once, and nothing for an answer that came before its question', () => {
    assert.deepEqual(reasons({ supplements: [supplement('04T09:00', '06T08:00'), supplement('05T09:00', '09T08:00'), supplement('10T09:00', '09T09:00')], finishedAt: at('2026-03-12T10:00') }), [
      'supplement-subtracted 3', 'appointment-earlier-than-limit', 'several-supplement-requests 3', 'supplement-unreadable 1',
    ])
  })

  it('says when it was received outside hours, when only the return is known, and when it was refused or stopped', () => {
    assert.ok(reasons({ registeredAt: at('2026-03-02T17:30') }).includes('received-outside-hours'))
    assert.deepEqual(reasons({ status: 3, finishedAt: null, returnedAt: at('2026-03-12T10:00') }), ['ended-by-return', 'refused'])
    assert.deepEqual(reasons({ status: 8, finishedAt: at('2026-03-12T10:00') }), ['stopped'])
    assert.deepEqual(reasons({ status: 7 }), ['withdrawn'])
  })

  it('counts hours where the limit is in hours', () => {
    const { verdict, steps } = tell({ dueAt: at('2026-03-03T17:00'), finishedAt: at('2026-03-03T10:30') }, { limit: { hours: 16 } })
    assert.deepEqual([verdict.measure, verdict.limit, verdict.used], ['hours', 16, 10.67])
    assert.deepEqual(steps.map((it) => it.counted).slice(0, 2), [7.47, 10.67])
    assert.equal(inHanoi(verdict.computedDueAt), '2026-03-04T08:00')
  })

  it('tells a story that is years long from both its ends', () => {
    const { steps, stepsLeftOut, verdict } = tell({ status: 4, registeredAt: at('2016-03-02T08:00'), dueAt: at('2100-01-04T17:00'), finishedAt: null })
    assert.equal(steps.length, 400)
    assert.ok(stepsLeftOut > 3_000 && verdict.used > 2_000)
    assert.equal(steps[0]?.marks.join(), 'received')
  })

  const moments = fc.integer({ min: at('2025-12-01T00:00') / 60_000, max: at('2026-06-30T00:00') / 60_000 }).map((minute) => minute * 60_000)
  const anySupplements = fc.array(fc.record({ requestedAt: moments, completedAt: fc.option(moments) }), { maxLength: 4 })
  const anyFacts = fc.record<ClockFacts>({
    status: fc.integer({ min: 1, max: 10 }), registeredAt: moments, dueAt: fc.option(moments), finishedAt: fc.option(moments), returnedAt: fc.option(moments), supplements: anySupplements,
  })
  const limits = fc.option(fc.oneof(fc.record({ workingDays: fc.integer({ min: 0, max: 40 }) }), fc.record({ hours: fc.integer({ min: 0, max: 80 }) })))

  it('is never made later by a pause: less is used, the limit reaches further, the outcome stays', () => fc.assert(fc.property(anyFacts, limits, moments, (it, limit, now) => {
    const context = { now, calendar, unitCode: null, limit }
    const [paused, plain] = [toDossierClock(it, context), toDossierClock({ ...it, supplements: [] }, context)]
    assert.ok(paused.verdict.used <= plain.verdict.used)
    assert.equal(paused.outcome, plain.outcome)
    if (paused.verdict.computedDueAt !== null) assert.ok(paused.verdict.computedDueAt >= (plain.verdict.computedDueAt ?? ''))
  }), { numRuns: 150 }))

  it('can be told of any dossier, in days without a gap, and shows nothing beside what a citizen may see', () => fc.assert(fc.property(anyFacts, limits, moments, (it, limit, now) => {
    const told = toDossierClock(it, { now, calendar, unitCode: null, limit })
    const days = told.steps.map((step) => Date.parse(step.day) / 86_400_000)
    assert.ok(days.length > 0 && days.every((day, index) => index === 0 || day === (days[index - 1] ?? 0) + 1))
    const dossier = { agencyCode: 'A', code: 'A-1', agencyName: { vi: 'A', en: 'A' }, procedure: null, channel: 'direct', status: it.status }
    assert.deepEqual(publicDossierClock.strict().parse({ dossier, ...told }), { dossier, ...told })
  }), { numRuns: 150 }))
})
