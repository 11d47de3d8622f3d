import assert from 'node:assert/strict'
import type { OpenWeek } from '../../../contract/opening-hours.ts'
import { createOpenSpans, MONDAY_TO_FRIDAY, type PlaceHours, type WorkingDays } from '../../../registry/opening-hours/open-spans.ts'

const [MONDAY, SATURDAY, SUNDAY] = ['2026-11-09', '2026-11-14', '2026-11-15']
const morning = [{ from: '08:00', to: '11:00' }]
const WITH_SATURDAY: OpenWeek = [morning, morning, morning, morning, morning, morning, []]

describe('opening hours', () => {
  const places = (hours: Record<string, Partial<PlaceHours>>, workingDays: WorkingDays = MONDAY_TO_FRIDAY) => createOpenSpans({
    workingDays, centreOf: (code) => (code.includes('.') ? code.split('.')[0] ?? null : null),
    hoursOf: (code) => (hours[code] ? { stretches: [], exceptions: new Map(), ...hours[code] } : undefined),
  })
  const exception = (day: string, spans = morning) => new Map([[day, { id: '1', day, spans, reason: 'Trực thay' }]])
  const since = (validFrom: string, week: OpenWeek | null, validTo: string | null = null) => [{ validFrom, validTo, week }]
  const shown = (spans: { from: number; to: number }[]) => spans.map(({ from, to }) => [from, to].map((it) => new Date(it + 7 * 3_600_000).toISOString().slice(11, 16)).join('–')).join(' ')

  it('are Monday to Friday, 07:30–11:30 and 13:30–17:00, where nothing is entered', () => {
    const hours = places({})
    assert.equal(shown(hours.openSpansOn('C.Q1', MONDAY)), '07:30–11:30 13:30–17:00')
    assert.equal(shown(hours.openSpansOn('C', SATURDAY)), '')
  })

  it('are half open, in the time of Hanoi', () => {
    const hours = places({})
    const open = (time: string) => hours.isOpenAt('C.Q1', Date.parse(`${MONDAY}T${time}+07:00`))
    assert.deepEqual([open('07:29:59'), open('07:30:00'), open('11:29:59'), open('11:30:00'), open('13:30:00'), open('17:00:00')], [false, true, true, false, true, false])
  })

  it('of a counter go before those of its centre, from their day up to, not with, their last', () => {
    const hours = places({ C: { stretches: since('2026-01-01', WITH_SATURDAY) }, 'C.Q1': { stretches: since('2026-11-01', [[], [], [], [], [], [], []], '2026-11-10') } })
    assert.equal(shown(hours.openSpansOn('C.Q1', MONDAY)), '')
    assert.equal(shown(hours.openSpansOn('C.Q1', '2026-11-10')), '08:00–11:00')
    assert.equal(shown(hours.openSpansOn('C.Q2', SATURDAY)), '08:00–11:00')
    assert.deepEqual([hours.weekOn('C.Q1', MONDAY).source, hours.weekOn('C.Q2', MONDAY).source, hours.weekOn('D.Q1', MONDAY).source], ['own', 'centre', 'rule'])
  })

  it('follow the centre again where a counter’s stretch says so', () => {
    const hours = places({ C: { stretches: since('2026-01-01', WITH_SATURDAY) }, 'C.Q1': { stretches: since('2026-01-01', null) } })
    assert.equal(shown(hours.openSpansOn('C.Q1', SATURDAY)), '08:00–11:00')
  })

  it('of a day that is different go before everything, the counter’s before the centre’s', () => {
    const hours = places({ C: { exceptions: exception(MONDAY, []) }, 'C.Q1': { exceptions: exception(MONDAY) } })
    assert.equal(shown(hours.openSpansOn('C.Q2', MONDAY)), '')
    assert.equal(shown(hours.openSpansOn('C.Q1', MONDAY)), '08:00–11:00')
  })

  it('are none on a public holiday, unless an exception opens', () => {
    const holidays: WorkingDays = { isWorkingDay: (day) => day !== MONDAY && MONDAY_TO_FRIDAY.isWorkingDay(day) }
    assert.equal(shown(places({}, holidays).openSpansOn('C.Q1', MONDAY)), '')
    assert.equal(shown(places({ C: { exceptions: exception(MONDAY) } }, holidays).openSpansOn('C.Q1', MONDAY)), '08:00–11:00')
  })

  it('close on a Saturday that is a holiday, where the calendar can tell it from a day off', () => {
    const hours = { C: { stretches: since('2026-01-01', WITH_SATURDAY) } }
    assert.equal(shown(places(hours, { ...MONDAY_TO_FRIDAY, isHoliday: (day) => day === SATURDAY }).openSpansOn('C', SATURDAY)), '')
    assert.equal(shown(places(hours, { ...MONDAY_TO_FRIDAY, isHoliday: () => false }).openSpansOn('C', SATURDAY)), '08:00–11:00')
  })

  it('of a Sunday that was swapped into a working day are those of a Monday', () => {
    const swapped: WorkingDays = { isWorkingDay: (day) => day === SUNDAY || MONDAY_TO_FRIDAY.isWorkingDay(day) }
    assert.equal(shown(places({}, swapped).openSpansOn('C.Q1', SUNDAY)), '07:30–11:30 13:30–17:00')
  })
})
