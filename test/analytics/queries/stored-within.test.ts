import assert from 'node:assert/strict'
import { isAllWithin, type PlaceSpan, type WithinSpan } from '../../../analytics/queries/stored-within.ts'
import { testService } from '../../support/service.ts'

const [SINCE, UNTIL] = ['2020-01-01', '2299-12-31']
const MARCH = { from: '2026-03-01', to: '2026-04-01' }
const lying = (code: string, place: string, more: Partial<PlaceSpan> = {}): PlaceSpan => ({ code, place, since: SINCE, until: UNTIL, isOpen: true, ...more })
const unit = (code: string, more: Partial<WithinSpan> = {}): WithinSpan => ({ code, kind: '', since: SINCE, until: UNTIL, ...more })
const CENTRE = [lying('A', 'A'), lying('A.Q1', 'A')]

describe('whether all that is stored in a unit also lies in it', () => {
  it('is so where its centre and its counters stayed', () => {
    assert.equal(isAllWithin(['A'], CENTRE, [unit('A')], MARCH), true)
  })

  it('is so where a counter was closed, whose ratings then are the centre\'s', () => {
    assert.equal(isAllWithin(['A'], [...CENTRE, lying('A.Q2', 'A', { until: '2026-03-10' }), lying('A.Q2', 'A', { since: '2026-03-10', isOpen: false })], [unit('A')], MARCH), true)
  })

  it('is so where a counter went away before these days and its facts stayed behind', () => {
    const moved = [lying('A.Q2', 'A', { until: '2026-02-10' }), lying('A.Q2', 'B', { since: '2026-02-10' })]
    assert.equal(isAllWithin(['A'], [...CENTRE, ...moved], [unit('A')], { from: '2026-01-01', to: '2026-02-01' }), true)
    assert.equal(isAllWithin(['A'], [...CENTRE, ...moved], [unit('A')], { from: '2026-02-01', to: '2026-03-01' }), false)
    assert.equal(isAllWithin(['A'], [...CENTRE, ...moved], [unit('A')], MARCH), false)
  })

  it('is so whatever agency handled a dossier, which lies at its centre', () => {
    assert.equal(isAllWithin(['A'], [...CENTRE, lying('AGENCY', 'AGENCY')], [unit('A')], MARCH), true)
  })

  it('is not so where facts are stored under a centre elsewhere, or under none', () => {
    assert.equal(isAllWithin(['A', 'B'], [...CENTRE, lying('B', 'B')], [unit('A')], MARCH), false)
    assert.equal(isAllWithin(['A', ''], CENTRE, [unit('A')], MARCH), false)
  })

  it('is not so where the centre closed in these days, or lay in the unit in some of them only', () => {
    assert.equal(isAllWithin(['A'], [lying('A', 'A', { until: '2026-03-20' }), lying('A', 'P', { since: '2026-03-20', isOpen: false })], [unit('A'), unit('P')], MARCH), false)
    assert.equal(isAllWithin(['A'], CENTRE, [unit('A', { since: '2026-03-15' })], MARCH), false)
  })

  it('leaves nothing to count in a centre that has no facts', async () => {
    const { client } = await testService()
    await client.makeCentre('SWN')
    for (const level of ['counter', 'procedure']) {
      for (const indicator of ['counter-satisfaction', 'on-time-due']) assert.deepEqual(await client.values(indicator, { period: '2026-03', level, parent: 'SWN' }), [])
    }
  })
})
