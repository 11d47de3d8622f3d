import assert from 'node:assert/strict'
import type { IndicatorValue } from '../../../../contract/indicator.ts'
import { lastTwoDays, toCounterChanges } from '../../../../web/site/centre/changes.ts'
import { holdValues } from '../../../../web/site/centre/counter-rows.ts'
import { toHallShift } from '../../../../web/site/centre/hall-shift.ts'
import { lateByAgency, outagesWithin } from '../../../../web/site/centre/outside.ts'
import { toTodoLines } from '../../../../web/site/centre/todo-lines.ts'
import { toTodoFinding } from '../../../../web/site/centre/todo-words.ts'
import { toCommentParts, toFaceLevel } from '../../../../web/site/comments/masked-parts.ts'

const aRow = (over: Partial<IndicatorValue>): IndicatorValue => ({
  unit: 'Q1', unitName: { vi: 'Quầy 1', en: 'Counter 1' }, period: '2026-11', segment: null, numerator: null, denominator: null, value: 0.9, lower: 0.85, upper: 0.94,
  sampleSize: 100, coverage: null, setAside: null, quality: [], reason: null, computedAt: '', definitionVersion: 1, origin: 'counted', source: null, ...over,
})
const tablet = (state: 'ok' | 'alarm' | 'attention', kind?: 'unseen' | 'battery-low') =>
  ({ health: { state, reasons: kind ? [{ kind, level: 'attention' as const }] : [] } })
const MORNING = Date.parse('2026-11-27T08:00:00+07:00')

describe('what a director reads in the morning', () => {
  it('is a line for each thing there is, what is late already as urgent', () => {
    const lines = toTodoLines({
      centre: 'TT', overdue: 6, dueToday: 0, unseenAlarms: 2,
      tablets: [tablet('ok'), tablet('alarm', 'unseen'), tablet('attention', 'battery-low')], custody: { day: '2026-11-26', totals: { missing: 3, missingOver24h: 0 } as never }, newComments: 18,
    }, 'vi')
    assert.deepEqual(lines.map(({ id, count, alarm }) => [id, count, alarm]), [
      ['overdue', 6, true], ['due-alarms', 2, false], ['silent-tablets', 1, true], ['tablets', 1, false], ['missing-custody', 3, false], ['comments', 18, false],
    ])
    assert.deepEqual(lines[0]?.to, { name: 'dossiers', query: { unit: 'TT', progress: 'overdue' } })
  })

  it('begins with counters that underperform, in the order of their codes, and says nothing of others', () => {
    const found = { weekEnd: '2026-11-22', level: true, change: false, since: '2026-11-01', n: 120, windowMonths: 3, observed: 21, expected: 9.2, lower: 0.117, upper: 0.253, posteriorMean: 0.14, p: 0.0004, pAdjusted: 0.02, cusum: 3, method: 1, validated: null }
    const counter = (code: string, state: 'review' | 'watch' | 'unremarkable') => ({ ...found, counter: { code, name: { vi: `Quầy ${code}`, en: `Counter ${code}` } }, state })
    const lines = toTodoLines({ centre: 'TT', overdue: 1, findings: [counter('Q7', 'review'), counter('Q8', 'unremarkable'), counter('Q9', 'watch')] }, 'vi')
    assert.deepEqual(lines.map(({ id, key, alarm, tag }) => [id, key, alarm, tag]), [['finding', 'Q7', true, 'underStateReview'], ['finding', 'Q9', false, 'underStateWatch'], ['overdue', undefined, true, 'tagOverdue']])
    assert.deepEqual([lines[0]?.values, lines[0]?.to], [{ counter: 'Quầy Q7', observed: '21', n: '120', expected: '9' }, { name: 'counter', params: { centre: 'TT', counter: 'Q7' } }])
  })

  it('is a finding that counts them in words, by the time of the day', () => {
    const finding = (alarms: boolean[], at = MORNING) => toTodoFinding('vi', alarms.map((alarm) => ({ alarm })), at).replaceAll('\u00a0', ' ')
    assert.equal(finding([true, true, false]), 'Sáng nay: hai việc cần xử lý, một việc cần xem')
    assert.equal(finding([]), 'Sáng nay không có việc nào cần xem')
    assert.equal(finding([false], MORNING + 6 * 3_600_000), 'Chiều nay: một việc cần xem')
    assert.equal(toTodoFinding('en', [{ alarm: true }], MORNING).replaceAll('\u00a0', ' '), 'To see to this morning: one thing to deal with')
  })

  it('compares the last two days before today that have a figure', () => {
    const days = ['2026-11-24', '2026-11-25', '2026-11-26', '2026-11-27'].map((period) => aRow({ period }))
    const withHole = days.map((row) => (row.period === '2026-11-25' ? { ...row, value: null, reason: 'sample-too-small' as const } : row))
    const pair = lastTwoDays(withHole, '2026-11-27')
    assert.deepEqual([pair?.now, pair?.before], ['2026-11-26', '2026-11-24'])
    assert.equal(lastTwoDays(days.slice(2), '2026-11-27'), null)
  })

  it('names only counters that surely differ, and counts those that cannot be told or have too few', () => {
    const rows = [
      aRow({ unit: 'Q1', period: '2026-11', value: 0.6, lower: 0.5, upper: 0.7 }), aRow({ unit: 'Q1', period: '2026-10' }),
      aRow({ unit: 'Q2', period: '2026-11' }), aRow({ unit: 'Q2', period: '2026-10', value: 0.91 }),
      aRow({ unit: 'Q3', period: '2026-11', value: null, reason: 'sample-too-small' }),
    ]
    const { changed, unsure, tooFew } = toCounterChanges(['Q1', 'Q2', 'Q3'], rows, { now: '2026-11', before: '2026-10' }, 'higher-is-better')
    assert.deepEqual([changed.map(({ code, judgement }) => [code, judgement]), unsure, tooFew], [[['Q1', 'worse']], 1, 1])
  })

  it('shows a counter’s value of a running period only after ten more ratings', () => {
    const shown = holdValues(new Map(), [aRow({ sampleSize: 20, value: 1 })])
    const after = holdValues(shown, [aRow({ sampleSize: 21, value: 0.95 })])
    assert.equal(after.get('Q1')?.value, 1)
    assert.equal(holdValues(after, [aRow({ sampleSize: 30, value: 0.93 })]).get('Q1')?.value, 0.93)
    assert.equal(holdValues(new Map([['Q1', aRow({ value: null, sampleSize: 9 })]]), [aRow({ sampleSize: 10, value: 0.8 })]).get('Q1')?.value, 0.8)
  })

  it('shows where something personal was covered in a comment, and a face for each scale', () => {
    assert.deepEqual(toCommentParts('Chị [tên] gọi [số điện thoại]'), [
      { text: 'Chị ', masked: false }, { text: 'tên', masked: true }, { text: ' gọi ', masked: false }, { text: 'số điện thoại', masked: true },
    ])
    assert.deepEqual([toCommentParts('[quầy] 7'), toFaceLevel(2, 3), toFaceLevel(4, 5)], [[{ text: '[quầy] 7', masked: false }], 3, 4])
  })

  it('tells what was outside a counter’s hands: lateness by agency, outages that touch the days', () => {
    const late = ['A', 'B', 'B'].map((code) => ({ agencyCode: code, agencyName: { vi: code, en: code } }))
    assert.deepEqual(lateByAgency(late).map(({ code, count }) => [code, count]), [['B', 2], ['A', 1]])
    const alarm = (kind: 'unseen' | 'battery-low', since: string, until: string | null) => ({ kind, level: 'alarm' as const, since, until })
    const alarms = [
      alarm('unseen', '2026-10-31T16:00:00Z', '2026-10-31T18:00:00Z'), alarm('battery-low', '2026-11-02T01:00:00Z', null),
      alarm('unseen', '2026-11-05T01:00:00Z', null), alarm('unseen', '2026-10-01T01:00:00Z', '2026-10-02T01:00:00Z'),
    ]
    assert.deepEqual(outagesWithin(alarms, { from: '2026-11-01', to: '2026-12-01' }).map(({ since }) => since), ['2026-11-05T01:00:00Z', '2026-10-31T16:00:00Z'])
  })

  it('moves the display in the hall by a few pixels each minute', () => {
    assert.notEqual(toHallShift(0), toHallShift(1))
    for (let minute = 0; minute < 20; minute += 1) assert.match(toHallShift(minute), /^translate\((-?[06])px, (-?[06])px\)$/)
  })
})
