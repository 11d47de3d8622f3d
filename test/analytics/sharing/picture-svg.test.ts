import assert from 'node:assert/strict'
import { toLines, toPictureSvg } from '../../../analytics/sharing/picture-svg.ts'

const words = {
  finding: 'Huế & <Nam>: hài lòng tại quầy 94,1%', name: 'Hài lòng tại quầy', figure: { digits: '94,1', mark: '%' }, missing: 'chưa đủ số liệu', interval: 'khoảng 95%: 92,0 đến 96,0',
  counted: 'khoảng 500 lượt đánh giá', period: 'Tháng 10/2026', state: 'Số tạm tính', source: 'Nguồn: Thước Đo, thuocdo.example',
}
const estimate = { value: 0.941, lower: 0.92, upper: 0.96, sampleSize: 500 }

describe('the picture of a finding', () => {
  it('says what the page says: finding, value, interval, count, period, state and source', () => {
    const svg = toPictureSvg('vi', words, { unit: 'share', estimate })
    for (const text of ['94,1', words.interval, words.counted, words.period, words.state, words.source, words.name]) assert.ok(svg.includes(text), text)
  })

  it('lets no name break out of it', () => {
    assert.ok(toPictureSvg('vi', words, { unit: 'share', estimate }).includes('Huế &amp; &lt;Nam&gt;: hài lòng'))
  })

  it('draws the interval where it lies on the rule, and hatches where there is none', () => {
    assert.match(toPictureSvg('vi', words, { unit: 'share', estimate }), /<rect x="1089\.92" y="410" width="23\.03/)
    const none = toPictureSvg('vi', { ...words, figure: null, interval: null, counted: null }, { unit: 'share', estimate: null })
    assert.ok(none.includes('chưa đủ số liệu') && none.includes('#B9C6C5') && !none.includes('94,1</text>'))
  })

  it('breaks long findings into lines that fit, and ends what is left over in an ellipsis', () => {
    assert.deepEqual(toLines('một hai ba', 10, 1_000, 3), ['một hai ba'])
    const lines = toLines('Trung tâm Phục vụ hành chính công thành phố Huế: hài lòng tại quầy 94,1%', 52, 700, 2)
    assert.ok(lines.length === 2 && lines[1]!.endsWith('…'))
  })
})
