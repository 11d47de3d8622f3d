import assert from 'node:assert/strict'
import { sayRule } from '../../../web/i18n/vi-rules.ts'

describe('rules in Vietnamese', () => {
  it('keep what the rule names, days as they are read', () => {
    assert.equal(sayRule('vi', 'no overlap with the row of this code that is valid from 2025-07-01'), 'Trùng thời gian với dòng cùng mã áp dụng từ 01/07/2025.')
    assert.equal(sayRule('vi', 'centre, as long as a counter (H46.Q1) lies in it'), 'Còn quầy H46.Q1 thì đơn vị này phải là trung tâm.')
  })

  it('leave to the server what has no words here, and everything in English', () => {
    assert.equal(sayRule('vi', 'a rule of next year'), null)
    assert.equal(sayRule('en', 'no unit lies in itself'), null)
  })
})
