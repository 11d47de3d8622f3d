import assert from 'node:assert/strict'
import { indicators } from '../../analytics/indicators/registry.ts'
import { idsOf, INDICATOR_GROUPS } from '../../contract/indicator-groups.ts'

describe('groups of indicators', () => {
  it('hold every indicator once', () => {
    assert.deepEqual(INDICATOR_GROUPS.flatMap(idsOf).sort(), indicators.map((it) => it.definition.id).sort())
  })
})
