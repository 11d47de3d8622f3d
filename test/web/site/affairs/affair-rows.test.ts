import assert from 'node:assert/strict'
import type { IndicatorValue } from '../../../../contract/indicator.ts'
import type { ReportingGap, SentFacts } from '../../../../contract/reporting-gaps.ts'
import { speakerOf } from '../../../../web/i18n/messages.ts'
import { numberOf, toAffairSheet, toColumns, toColumnText } from '../../../../web/site/affairs/affair-columns.ts'
import { filterRows, nextSorting, sortRows, toAffairRows, toSorting, toSortText } from '../../../../web/site/affairs/affair-rows.ts'
import { toReminder, toSentWords } from '../../../../web/site/affairs/reminders.ts'
import { toWayRows } from '../../../../web/site/affairs/way-rows.ts'

const sent = (over: Partial<SentFacts> = {}): SentFacts => ({ state: 'complete', stored: 20, days: 20, daysWithout: 0, gapDays: 0, silentSince: null, lastDay: '2025-02-28', ...over })
const gap = (unit: string, over: Partial<ReportingGap> = {}): ReportingGap => ({
  unit, unitName: { vi: `Xã ${unit}`, en: `${unit} commune` }, above: { code: 'P', name: { vi: 'Tỉnh P', en: 'P' } }, centre: `${unit}.TT`, centres: 1, since: null, until: null, workingDays: 20,
  state: 'complete', ratings: sent(), dossiers: sent(), tablets: { enrolled: 2, silent: 0 }, measures: { missingGroups: [], warnings: 0 }, reminded: null, ...over,
})
const value = (unit: string, share: number | null, over: Partial<IndicatorValue> = {}): IndicatorValue => ({
  unit, unitName: { vi: `Xã ${unit}`, en: `${unit} commune` }, period: '2025-02', segment: null, numerator: 10, denominator: 20, value: share, lower: share, upper: share, sampleSize: 20,
  coverage: null, setAside: null, quality: ['provisional'], reason: share === null ? 'sample-too-small' : null, computedAt: '', definitionVersion: 1, origin: 'counted', source: null, ...over,
})
const rows = toAffairRows({
  gaps: [gap('Bến Đò'), gap('An', { state: 'nothing' }), gap('Ấp Hạ', { state: 'gaps', measures: { missingGroups: [], warnings: 2 } })],
  values: new Map([['on-time-due', [value('Bến Đò', 0.5), value('Ấp Hạ', 0.9, { quality: ['set-aside', 'incomplete'], origin: 'reported' }), value('Lẻ', null, { quality: ['small-sample'] })]]]),
  indices: new Map(),
}, 'vi')

describe('units side by side', () => {
  it('are all that have to send something or have a figure, in the order of names', () => {
    assert.deepEqual(rows.map((it) => it.name), ['Xã An', 'Xã Ấp Hạ', 'Xã Bến Đò', 'Xã Lẻ'])
  })

  it('carry marks, the gravest first', () => {
    assert.deepEqual(rows.map((it) => it.marks), [['nothing'], ['gaps', 'aside', 'warnings', 'unclassified', 'reported'], [], ['thin']])
  })

  it('are found without marks on letters, by code too, and by what they are marked with', () => {
    const found = (asked: Parameters<typeof filterRows>[1]) => filterRows(rows, asked).map((it) => it.name)
    assert.deepEqual(found({ words: 'ben do' }), ['Xã Bến Đò'])
    assert.deepEqual(found({ words: 'HA xa' }), ['Xã Ấp Hạ'])
    assert.deepEqual(found({ mark: 'warning' }), ['Xã An', 'Xã Ấp Hạ'])
    assert.deepEqual([found({ mark: 'silent' }), found({ mark: 'thin' }), found({ mark: 'gì đó' }).length], [['Xã An'], ['Xã Lẻ'], 4])
  })

  it('are sorted by a column, those without a figure last either way', () => {
    const by = (order: 'ascending' | 'descending') => sortRows(rows, numberOf('on-time-due'), order).map((it) => it.code)
    assert.deepEqual([by('ascending'), by('descending')], [['Bến Đò', 'Ấp Hạ', 'An', 'Lẻ'], ['Ấp Hạ', 'Bến Đò', 'An', 'Lẻ']])
  })

  it('keep their order and columns in the address, and are back in the order of names after three presses', () => {
    const [one] = [nextSorting(null, 'ratings')]
    const two = nextSorting(one, 'ratings')
    assert.deepEqual([one && toSortText(one), two && toSortText(two), nextSorting(two, 'ratings'), toSorting('-ratings')], ['ratings', '-ratings', null, two])
    assert.deepEqual([toColumnText(toColumns(undefined)), toColumnText(['marks', 'on-time-due']), toColumns('marks,on-time-due,lạ')], [undefined, 'on-time-due,marks', ['on-time-due', 'marks']])
  })

  it('are taken away as a sheet of what is shown, each figure with its interval and its count', () => {
    const { head, rows: lines } = toAffairSheet(filterRows(rows, { words: 'ap ha' }), ['on-time-due'], speakerOf('vi'))
    const line = Object.fromEntries(head.map((name, index) => [name, lines[0]?.[index]]))
    assert.deepEqual([lines.length, line['unit'], line['state'], line['on-time-due'], line['on-time-due:n'], line['on-time-due:origin']], [1, 'Ấp Hạ', 'gaps', 90, 20, 'reported'])
  })
})

describe('a reminder', () => {
  const say = speakerOf('vi')
  it('says of each kind since when it has not come', () => {
    const said = (over: Partial<SentFacts>) => toSentWords('vi', say, 'ratings', sent(over), 20)
    assert.equal(said({ state: 'nothing', lastDay: '2025-01-15' }), 'Đánh giá: chưa có trong kỳ, lần cuối 15/1/2025')
    assert.equal(said({ state: 'nothing', lastDay: null }), 'Đánh giá: một năm nay chưa có')
    assert.equal(said({ state: 'stopped', silentSince: '2025-02-13', lastDay: '2025-02-12' }), 'Đánh giá: dừng từ 13/2/2025, lần cuối 12/2/2025')
    assert.equal(said({ state: 'gaps', gapDays: 4 }), 'Đánh giá: thiếu 4 ngày liền nhau trong 20 ngày làm việc')
  })

  it('is one letter for each unit above, with what is missing only', () => {
    const stopped = { state: 'stopped' as const, ratings: sent({ state: 'stopped', silentSince: '2025-02-13', lastDay: '2025-02-12' }) }
    const text = toReminder('vi', say, [gap('A', stopped), gap('B', { state: 'nothing', ratings: sent({ state: 'nothing', lastDay: null }), dossiers: sent({ state: 'nothing', lastDay: null }) }), gap('C', { ...stopped, above: { code: 'Q', name: { vi: 'Tỉnh Q', en: 'Q' } } })], { period: '2025-02', to: '2025-03-01' })
    assert.deepEqual(text.split('\n').filter((it) => /^(Kính|- |Đến)/.test(it)), [
      'Kính gửi Tỉnh P,', 'Đến hết 28/2/2025, các đơn vị sau chưa gửi đủ số liệu tháng 2/2025:', '- Xã A: Đánh giá: dừng từ 13/2/2025, lần cuối 12/2/2025.',
      '- Xã B: Đánh giá: một năm nay chưa có; Hồ sơ: một năm nay chưa có.', 'Kính gửi Tỉnh Q,', 'Đến hết 28/2/2025, các đơn vị sau chưa gửi đủ số liệu tháng 2/2025:',
      '- Xã C: Đánh giá: dừng từ 13/2/2025, lần cuối 12/2/2025.',
    ])
  })
})

describe('definitions compared', () => {
  it('have the unit first where they lie furthest apart, and leave out who has one figure only', () => {
    const found = toWayRows(new Map([['on-time-due', [value('A', 0.7), value('B', 0.4), value('C', 0.5)]], ['progress-766', [value('A', 0.75), value('B', 0.9), value('C', null)]]]), 'vi')
    assert.deepEqual(found.map((it) => [it.code, Number(it.gap.toFixed(2))]), [['B', 0.5], ['A', 0.05]])
  })
})
