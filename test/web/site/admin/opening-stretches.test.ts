import assert from 'node:assert/strict'
import type { OpenWeek } from '../../../../contract/opening-hours.ts'
import { nextSpan, toTimeText, toWeekLines, withoutStretch, withStretch } from '../../../../web/site/admin/opening-stretches.ts'

const morning = [{ from: '07:30', to: '11:30' }]
const week = (days: number): OpenWeek => Array.from({ length: 7 }, (_, index) => (index < days ? morning : []))
const stretch = (validFrom: string, validTo: string | null = null, days = 5) => ({ validFrom, validTo, week: week(days) })

describe('opening hours in a form', () => {
  it('begin on their day: what ran ends there, what is planned for later stays', () => {
    const stretches = [stretch('2026-01-01', '2026-07-01'), stretch('2026-07-01', '2026-10-01'), stretch('2026-12-01')]
    const shown = withStretch(stretches, { validFrom: '2026-08-01', week: week(6) }).map((it) => `${it.validFrom} ${it.validTo} ${it.week?.filter((day) => day.length > 0).length}`)
    assert.deepEqual(shown, ['2026-01-01 2026-07-01 5', '2026-07-01 2026-08-01 5', '2026-08-01 2026-12-01 6', '2026-12-01 null 5'])
  })

  it('correct the stretch that begins on the same day', () => {
    assert.deepEqual(withStretch([stretch('2026-01-01')], { validFrom: '2026-01-01', week: null }), [{ validFrom: '2026-01-01', validTo: null, week: null }])
  })

  it('are taken out so that the stretch before runs on', () => {
    assert.deepEqual(withoutStretch([stretch('2026-01-01', '2026-08-01'), stretch('2026-08-01')], '2026-08-01'), [stretch('2026-01-01')])
  })

  it('take times as people write them, and leave the rest for a rule to refuse', () => {
    assert.deepEqual(['7h30', '7:30', '0730', '07.30', '7', '24:00', 'sáng'].map(toTimeText), ['07:30', '07:30', '07:30', '07:30', '07:00', '24:00', 'sáng'])
  })

  it('propose a morning, then an afternoon', () => {
    assert.deepEqual([nextSpan([]), nextSpan(morning)], [morning[0], { from: '13:30', to: '17:00' }])
  })

  it('are told in few words, days that are alike together', () => {
    assert.deepEqual(toWeekLines(week(5), ['T2', 'T3', 'T4', 'T5', 'T6', 'T7', 'CN']), [{ days: 'T2–T6', spans: '07:30–11:30' }, { days: 'T7–CN', spans: '' }])
  })
})
