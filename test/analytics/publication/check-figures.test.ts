import assert from 'node:assert/strict'
import type { Figure } from '../../../analytics/publication/figure-table.ts'
import { checkChanges, checkGiven, checkJumps, checkParts, checkRatios, judgeGiven } from '../../../analytics/publication/guards/check-figures.ts'
import { indicators } from '../../../analytics/indicators/registry.ts'
import { nextKind, plannedDay, planPublications, publicationMoment, reminderDays } from '../../../analytics/publication/publication-calendar.ts'
import type { IndicatorValue } from '../../../contract/indicator.ts'
import { isWeeklyDayOff } from '../../../registry/working-calendar/days.ts'

const definitions = indicators.map((it) => it.definition)
const figure = (unit: string, ancestors: string[], numerator: number, denominator: number, more: Partial<IndicatorValue> = {}): Figure => ({
  indicator: 'on-time-due', level: unit === 'VN' ? 'country' : 'province', province: '', ancestors, hidden: '', held: null, squares: null, histogram: null,
  value: {
    unit, unitName: { vi: unit, en: unit }, period: '2025-03', segment: null, numerator, denominator, value: numerator / denominator, lower: numerator / denominator - 0.01, upper: numerator / denominator + 0.01,
    sampleSize: denominator, coverage: null, setAside: null, quality: [], reason: null, computedAt: '2025-05-15T02:00:00.000Z', definitionVersion: 1, origin: 'counted', source: null, ...more,
  },
})
const COUNTRY = [figure('VN', ['VN'], 150, 200), figure('46', ['46', 'VN'], 60, 80), figure('48', ['48', 'VN'], 90, 120)]
const found = (findings: { id: string; severity: string; count: number }[]) => findings.map((it) => `${it.severity} ${it.id} ${it.count}`)

describe('the guards of an edition', () => {
  it('find nothing where nothing is wrong', () => {
    assert.deepEqual([...checkRatios(COUNTRY, definitions), ...checkParts(COUNTRY), ...checkJumps(COUNTRY, COUNTRY)], [])
  })

  it('refuse a share that is not its numerator over its denominator', () => {
    assert.deepEqual(found(checkRatios([...COUNTRY, figure('01', ['01', 'VN'], 87, 89, { value: 0.9775 })], definitions)), ['refuse ratio 1'])
  })

  it('refuse provinces that do not add up to the country, and warn of units that do not add up to one above', () => {
    const wrong = [figure('VN', ['VN'], 150, 201), ...COUNTRY.slice(1), figure('A', ['46', 'A', 'VN'], 20, 30)]
    assert.deepEqual(found(checkParts(wrong)), ['refuse parts 1', 'warn parts-moved 1'])
  })

  it('tell a percentage that was cut off from one that was rounded, and from one that is something else', () => {
    // 97.7528 %
    assert.deepEqual([97.75, 97.8, 97.7, 97, 98, 95].map((value) => judgeGiven({ numerator: 87, denominator: 89, value })), ['agrees', 'agrees', 'cut-off', 'cut-off', 'agrees', 'differs'])
    assert.equal(judgeGiven({ numerator: 1, denominator: 8, value: 12.5 }), 'agrees')
    assert.deepEqual(found(checkGiven([{ unit: '46', metric: 'PROGRESS', numerator: 87, denominator: 89, value: 97.7 }])), ['warn rounding 1'])
  })

  it('warn of a jump only where both intervals leave no doubt', () => {
    const [was, unsure] = [figure('46', ['46', 'VN'], 30, 80), figure('46', ['46', 'VN'], 30, 80, { upper: 0.9 })]
    assert.deepEqual([found(checkJumps(COUNTRY, [was])), checkJumps(COUNTRY, [unsure])], [['warn jump 1'], []])
  })

  it('warn of units that came or went and of definitions that changed', () => {
    const older = definitions.map((it) => (it.id === 'on-time-due' ? { ...it, version: it.version + 1 } : it))
    assert.deepEqual(found(checkChanges({ figures: COUNTRY, definitions }, { figures: COUNTRY.slice(0, 2), definitions: older })), ['warn tree 1', 'warn definitions 1'])
  })
})

describe('the calendar of publication', () => {
  const isWorkingDay = (day: string) => !isWeeklyDayOff(day) && day !== '2026-09-02'
  it('has the provisional edition on the fifth working day, the final one on the 15th of the month after next, or the working day after', () => {
    assert.deepEqual([plannedDay('2026-08', 'provisional', isWorkingDay), plannedDay('2026-08', 'final', isWorkingDay), plannedDay('2026-09', 'final', isWorkingDay), plannedDay('2026-08', 'revision', isWorkingDay)], ['2026-09-08', '2026-10-15', '2026-11-16', '2027-04-15'])
  })

  it('reminds twice before provisional figures and once before final ones, of months alone', () => {
    assert.deepEqual([reminderDays('2026-08', isWorkingDay), reminderDays('2026-Q3', isWorkingDay)], [['2026-09-01', '2026-09-07', '2026-10-08'], []])
  })

  it('brings an approved edition out at nine of its planned day, or of the next day when that is past', () => {
    const at = (now: string) => new Date(publicationMoment({ period: '2026-08', kind: 'final', isAnnual: false }, Date.parse(now), isWorkingDay)).toISOString()
    assert.deepEqual([at('2026-10-12T15:00:00+07:00'), at('2026-10-15T08:59:00+07:00'), at('2026-10-15T09:01:00+07:00')], ['2026-10-15T02:00:00.000Z', '2026-10-15T02:00:00.000Z', '2026-10-16T02:00:00.000Z'])
  })

  it('brings the year’s revision out on its planned day, and says that it is out when all of its months are', () => {
    const now = Date.parse('2027-04-10T10:00:00+07:00')
    const at = (isAnnual: boolean) => new Date(publicationMoment({ period: '2026-08', kind: 'revision', isAnnual }, now, isWorkingDay)).toISOString()
    assert.deepEqual([at(true), at(false)], ['2027-04-15T02:00:00.000Z', '2027-04-11T02:00:00.000Z'])
    const out = (period: string, isAnnual: boolean) => ({ period, kind: 'revision' as const, isAnnual, frozenAt: '2027-04-15T02:00:05.000Z' })
    const year = (editions: readonly ReturnType<typeof out>[]) => planPublications(now, isWorkingDay, editions).find((it) => it.period === '2026')
    assert.deepEqual([year([out('2026-01', false)])?.publishedAt, year([out('2026-01', true), out('2026-02', false)])?.publishedAt, year([out('2026-01', true), out('2026-02', false), out('2026-02', true)])],
      [null, null, { period: '2026', kind: 'revision', plannedAt: '2027-04-15T02:00:00.000Z', publishedAt: '2027-04-15T02:00:05.000Z' }])
  })

  it('knows of which kind the next edition is', () => {
    const [early, late] = [Date.parse('2026-09-10T00:00:00Z'), Date.parse('2026-10-20T00:00:00Z')]
    assert.deepEqual([nextKind('2026-08', [], early), nextKind('2026-08', ['provisional'], early), nextKind('2026-08', ['provisional'], late), nextKind('2026-08', ['final'], late), nextKind('2026-08', [], late)], ['provisional', 'revision', 'final', 'revision', 'final'])
  })
})
