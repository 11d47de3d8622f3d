import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { renderMethods } from '../../../analytics/methods/render-methods.ts'
import { describeIndicators, indicators } from '../../../analytics/indicators/registry.ts'
import { describeIndices } from '../../../analytics/indices/described-indices.ts'

describe('docs/methods.md', () => {
  const text = renderMethods()

  it('is what the definitions say (npm run docs writes it)', () => {
    assert.equal(readFileSync('docs/methods.md', 'utf8'), text)
  })

  it('tells every indicator with an example, and every index with what could not be read, in both languages', () => {
    for (const { definition } of indicators) assert.equal(text.split(`(\`${definition.id}\`)`).length, 3, definition.id)
    assert.equal(text.match(/\*\*(Ví dụ|Example)\*\*: /g)?.length, 2 * indicators.length)
    assert.deepEqual(describeIndicators().filter(({ example }) => !example).map(({ id }) => id), [])
    for (const { unread } of describeIndices()) for (const said of unread) assert.ok(said.vi.startsWith('Trong văn bản chưa đọc được') && text.includes(said.vi) && text.includes(said.en))
  })

  it('shows counts, value and interval of an example as each language writes them', () => {
    assert.match(text, /Kết quả: 310\.000 \/ 1\.460\.000 = 21,2%, khoảng tin cậy 2 đến 77,7\./)
    assert.match(text, /Result: 1,000 × 2 \/ 12 = 166\.7 per 1,000, interval 47 to 448\./)
    assert.match(text, /Kết quả: 3 ngày, khoảng tin cậy 1 đến 8\./)
  })
})
