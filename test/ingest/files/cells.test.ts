import assert from 'node:assert/strict'
import { toFlag, toInstant, toNumber } from '../../../ingest/files/cells.ts'

describe('the cells of a file', () => {
  for (const [text, instant] of [
    ['31/08/2026 09:15:30', '2026-08-31T09:15:30+07:00'], ['31/08/2026 09:15', '2026-08-31T09:15:00+07:00'], ['1/9/2026', '2026-09-01T00:00:00+07:00'],
    ['20260831091530', '2026-08-31T09:15:30+07:00'], ['20260831', '2026-08-31T00:00:00+07:00'],
    ['2026-08-31 09:15:30', '2026-08-31T09:15:30+07:00'], ['2026-08-31T02:15:30.250Z', '2026-08-31T02:15:30Z'], ['2026-08-31T09:15:30+0700', '2026-08-31T09:15:30+07:00'],
  ] as const) {
    it(`reads ${text} as ${instant}`, () => assert.equal(toInstant(text), instant))
  }

  for (const text of ['31/02/2026', '2026-13-01', '08/31/2026 10:00', 'hôm qua', '2026', '20260831 9h', '']) {
    it(`takes "${text}" for no moment`, () => assert.equal(toInstant(text), null))
  }

  it('read flags and numbers as other systems write them, and leave what is neither', () => {
    assert.deepEqual(['1', '0', 'Có', 'không', 'true', '2'].map(toFlag), [true, false, true, false, true, '2'])
    assert.deepEqual(['5', '3.0', '-1', 'năm'].map(toNumber), [5, 3, -1, 'năm'])
  })
})
