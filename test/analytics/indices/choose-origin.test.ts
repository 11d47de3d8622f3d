import assert from 'node:assert/strict'
import { chooseOrigin } from '../../../analytics/indices/choose-origin.ts'

describe('choosing between a reported and a counted figure', () => {
  it('goes by the setting where both are known, and keeps the other beside', () => {
    assert.deepEqual(chooseOrigin('theirs', 'ours', 'reported'), { stands: 'theirs', beside: 'ours' })
    assert.deepEqual(chooseOrigin('theirs', 'ours', 'counted'), { stands: 'ours', beside: 'theirs' })
  })

  it('takes the only one there is, whatever was settled', () => {
    for (const preference of ['reported', 'counted'] as const) {
      assert.deepEqual(chooseOrigin('theirs', null, preference), { stands: 'theirs', beside: null })
      assert.deepEqual(chooseOrigin(null, 'ours', preference), { stands: 'ours', beside: null })
      assert.deepEqual(chooseOrigin(null, null, preference), { stands: null, beside: null })
    }
  })
})
