import assert from 'node:assert/strict'
import { PERIOD_KINDS, periodOfKind, toPeriodKind, toPreviousPeriod } from '../../../web/site/periods/period-kinds.ts'
import { lastMonthOf, periodsOffered, toMonth, toPreviousSpan, toSpan } from '../../../web/site/periods/periods.ts'

const NOW = Date.parse('2026-11-15T00:00:00Z')

describe('periods to choose from', () => {
  it('are known by their text, and a day lies in one of each kind', () => {
    const periods = PERIOD_KINDS.map((kind) => periodOfKind(kind, '2026-11-03'))
    assert.deepEqual(periods, ['2026-11', '2026-Q4', '2026-H2', '2026-9M', '2026'])
    assert.deepEqual(periods.map(toPeriodKind), [...PERIOD_KINDS])
  })

  it('are compared with the one before of the same kind, nine months and years with those of the year before', () => {
    assert.deepEqual(['2026-01', '2026-Q1', '2026-H1', '2026-9M', '2026'].map(toPreviousPeriod), ['2025-12', '2025-Q4', '2025-H2', '2025-9M', '2025'])
    assert.deepEqual(toPreviousSpan({ from: '2026-03-05', to: '2026-03-10' }), { from: '2026-02-28', to: '2026-03-05' })
  })

  it('are offered once each, the newest first', () => {
    assert.deepEqual(periodsOffered('half', NOW), ['2026-H2', '2026-H1', '2025-H2', '2025-H1', '2024-H2', '2024-H1', '2023-H2'])
  })

  it('come out of an address as they were put in; what is none, and a quarter where a month is needed, becomes the default', () => {
    assert.deepEqual([toSpan({ period: '2026-Q3' }, '2026-10'), toSpan({ period: '2026-Q9' }, '2026-10')], [{ period: '2026-Q3' }, { period: '2026-10' }])
    assert.deepEqual([toMonth('2026-Q3', '2026-10'), toMonth('2026-07', '2026-10'), toMonth('2026-13', '2026-10')], ['2026-10', '2026-07', '2026-10'])
  })

  it('end with a month that has begun', () => {
    assert.deepEqual([lastMonthOf({ period: '2026' }, NOW), lastMonthOf({ period: '2025-H1' }, NOW)], ['2026-11', '2025-06'])
  })
})
