import assert from 'node:assert/strict'
import type { PetitionClass, PetitionLimits, PetitionStepKind } from '../../../contract/petition.ts'
import { toCounted, toPetitionClock } from '../../../response/petitions/petition-clock.ts'
import { actsAfter, toLife, type LifeStep } from '../../../response/petitions/petition-life.ts'
import { createCalendar } from '../../../registry/working-calendar/calendar.ts'

const LIMITS: PetitionLimits = { validFrom: '2000-01-01', refuse: 2, ask: 5, resolve: 15, publish: 2, closeAfter: 5, source: 'domain.md 5.2' }
const calendar = createCalendar({ entries: [], decisions: [], isWithin: () => true })

const at = (text: string) => Date.parse(`${text}:00+07:00`)
const step = (kind: PetitionStepKind, when: string, found: PetitionClass | null = null): LifeStep => ({ kind, at: at(when), class: found })
const clockAt = (now: string, steps: LifeStep[]) => toPetitionClock(toLife(steps), LIMITS, { calendar, unitCode: 'X', now: at(now) })
const limit = (clock: ReturnType<typeof clockAt>, kind: string) => clock.limits.find((it) => it.kind === kind)
const dayOf = (iso: string | null | undefined) => iso && new Date(Date.parse(iso) + 7 * 3_600_000).toISOString().slice(0, 16)

describe('the limits of a petition', () => {
  it('are counted in working days, across weekends, the holidays of 30 April and 1 May, and a day off in place of Hùng Kings on a Sunday', () => {
    const clock = clockAt('2026-04-24T10:00', [step('received', '2026-04-24T09:00')])
    assert.equal(dayOf(limit(clock, 'refuse')?.dueAt), '2026-04-29T17:00')
    assert.equal(dayOf(limit(clock, 'ask')?.dueAt), '2026-05-06T17:00')
    assert.equal(dayOf(limit(clock, 'resolve')?.dueAt), '2026-05-20T17:00')
    assert.equal(clock.next?.kind, 'refuse')
    assert.deepEqual(clock.days.filter((it) => ['holiday', 'compensatory'].includes(it.why.kind)).map((it) => it.day), ['2026-04-26', '2026-04-27', '2026-04-30', '2026-05-01'])
  })

  it('begin on the next working day for what comes on a Saturday or after closing', () => {
    assert.equal(dayOf(limit(clockAt('2026-03-07T10:00', [step('received', '2026-03-07T09:00')]), 'refuse')?.dueAt), '2026-03-11T17:00')
    assert.equal(dayOf(limit(clockAt('2026-03-02T21:00', [step('received', '2026-03-02T20:00')]), 'refuse')?.dueAt), '2026-03-05T17:00')
  })

  it('stand still while the sender is waited for, and go on when more has come', () => {
    const asked = [step('received', '2026-03-02T09:00'), step('classified', '2026-03-03T09:00', 'procedure'), step('asked', '2026-03-04T09:00')]
    const waiting = clockAt('2026-03-20T09:00', asked)
    assert.deepEqual([limit(waiting, 'resolve')?.state, limit(waiting, 'resolve')?.dueAt, waiting.next, limit(waiting, 'ask')?.state], ['paused', null, null, 'kept'])
    // Without the question it was due on the 23rd; five closings (4, 5, 6, 9, 10 March) fall into the waiting.
    const supplied = clockAt('2026-03-20T09:00', [...asked, step('supplied', '2026-03-11T09:00')])
    assert.equal(dayOf(limit(supplied, 'resolve')?.dueAt), '2026-03-30T17:00')
  })

  it('let the chance to refuse pass without blame, and blame an answer that does not come', () => {
    const received = [step('received', '2026-03-02T09:00'), step('classified', '2026-03-03T09:00', 'staff')]
    const late = clockAt('2026-03-06T09:00', received)
    assert.deepEqual([limit(late, 'refuse')?.state, late.hasMissed, late.next?.kind], ['passed', false, 'ask'])
    const over = clockAt('2026-03-25T09:00', received)
    assert.deepEqual([limit(over, 'resolve')?.state, over.hasMissed, over.next?.kind], ['over', true, 'resolve'])
    assert.equal(limit(clockAt('2026-03-19T09:00', received), 'resolve')?.state, 'near')
  })

  it('are missed by a refusal on the third day, but not by one that follows an unanswered question', () => {
    const refused = clockAt('2026-03-06T09:00', [step('received', '2026-03-02T09:00'), step('classified', '2026-03-05T08:00', 'not-petition'), step('refused', '2026-03-05T09:00')])
    assert.deepEqual([limit(refused, 'refuse')?.state, limit(refused, 'resolve')?.state], ['missed', 'unused'])
    const silent = clockAt('2026-04-06T09:00', [step('received', '2026-03-02T09:00'), step('asked', '2026-03-04T09:00'), step('refused', '2026-04-03T09:00')])
    assert.deepEqual([limit(silent, 'refuse')?.state, limit(silent, 'resolve')?.state, silent.hasMissed], ['unused', 'kept', false])
  })

  it('count a petition once: on the day its answer is published, or the day after a limit was missed', () => {
    const answered = [step('received', '2026-03-02T09:00'), step('assigned', '2026-03-03T09:00'), step('resolved', '2026-03-10T09:00')]
    const countedAt = (now: string, steps: LifeStep[]) => toCounted(toLife(steps), clockAt(now, steps))
    assert.equal(countedAt('2026-03-11T09:00', answered), null)
    assert.deepEqual(countedAt('2026-03-12T09:00', [...answered, step('published', '2026-03-12T08:00')]), { on: '2026-03-12', inTime: true })
    assert.deepEqual(countedAt('2026-03-13T09:00', answered), { on: '2026-03-13', inTime: false })
    assert.deepEqual(countedAt('2026-03-20T09:00', [...answered, step('published', '2026-03-16T08:00')]), { on: '2026-03-13', inTime: false })
  })
})

describe('the life of a petition', () => {
  it('returns after a question to where it was, and lets what is no petition only be refused', () => {
    const life = toLife([step('received', '2026-03-02T09:00'), step('classified', '2026-03-02T10:00', 'procedure'), step('assigned', '2026-03-03T09:00'), step('asked', '2026-03-04T09:00'), step('supplied', '2026-03-05T09:00')])
    assert.equal(life.state, 'assigned')
    assert.deepEqual(actsAfter({ state: 'classified', class: 'not-petition' }), ['classified', 'refused', 'noted', 'linked'])
    assert.ok(!actsAfter({ state: 'received', class: null }).includes('resolved'))
  })
})
