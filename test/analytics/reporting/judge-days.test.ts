import assert from 'node:assert/strict'
import { joinStates, judgeDays } from '../../../analytics/reporting/judge-days.ts'

const DAYS = ['03', '04', '05', '06', '07', '10', '11', '12', '13', '14'].map((it) => `2025-02-${it}`)
const without = (...gone: number[]) => judgeDays(DAYS, new Set(DAYS.filter((_, index) => !gone.includes(index))))

describe('days on which something was to be expected', () => {
  it('are complete where no more than two in a row have nothing, which chance alone can do', () => {
    assert.deepEqual(without(1, 2, 5, 9), { state: 'complete', days: 6, daysWithout: 4, gapDays: 0, silentSince: null })
  })

  it('have a gap from three in a row on, over a weekend too', () => {
    assert.deepEqual(without(3, 4, 5, 8), { state: 'gaps', days: 6, daysWithout: 4, gapDays: 3, silentSince: null })
  })

  it('have stopped where the last three have nothing, since the first of them', () => {
    assert.deepEqual(without(1, 7, 8, 9), { state: 'stopped', days: 6, daysWithout: 4, gapDays: 3, silentSince: '2025-02-12' })
  })

  it('are nothing only where nothing came on any day, also none that was not worked', () => {
    assert.equal(judgeDays(DAYS, new Set()).state, 'nothing')
    assert.equal(judgeDays(DAYS, new Set(['2025-02-08'])).state, 'stopped')
  })

  it('of a unit have stopped where one kind of facts has never come', () => {
    assert.deepEqual([joinStates('nothing', 'nothing'), joinStates('complete', 'nothing'), joinStates('gaps', 'complete'), joinStates('complete', 'complete')], ['nothing', 'stopped', 'gaps', 'complete'])
    assert.deepEqual([joinStates(null, 'nothing'), joinStates(null, 'complete')], ['nothing', 'complete'])
  })
})
