import assert from 'node:assert/strict'
import { periodsOf, toDayRange } from '../../contract/period.ts'

describe('the reporting periods of a day', () => {
  it('are its month, quarter, half, nine months and year, each of which holds the day', () => {
    assert.deepEqual(periodsOf('2026-08-31'), ['2026-08', '2026-Q3', '2026-H2', '2026-9M', '2026'])
    for (const day of ['2026-01-01', '2026-03-31', '2026-06-30', '2026-09-30', '2024-02-29']) {
      assert.equal(periodsOf(day).length, 5)
      for (const period of periodsOf(day)) {
        const days = toDayRange(period)
        assert.ok(days && days.from <= day && day < days.to, `${period} of ${day}`)
      }
    }
  })

  it('have no nine months after September', () => {
    assert.deepEqual(periodsOf('2026-10-01'), ['2026-10', '2026-Q4', '2026-H2', '2026'])
  })
})
