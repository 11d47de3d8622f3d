import assert from 'node:assert/strict'
import { fillPlaceholders } from '../../../contract/words/translator.ts'

describe('placeholders of messages', () => {
  it('are replaced by their values, and stay visible without one', () => {
    assert.equal(fillPlaceholders('{name}: {count} of {all}', { name: 'Quầy 7', count: 3 }), 'Quầy 7: 3 of {all}')
  })

  it('have the word that goes with their number', () => {
    const say = (over: string | number) => fillPlaceholders('{over} {over:petition is|petitions are} late', { over })
    assert.deepEqual([say(1), say('1'), say(0), say('1,200')], ['1 petition is late', '1 petition is late', '0 petitions are late', '1,200 petitions are late'])
  })
})
