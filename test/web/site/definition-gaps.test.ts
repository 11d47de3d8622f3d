import assert from 'node:assert/strict'
import type { IndicatorValue } from '../../../contract/indicator.ts'
import { toOnTimeGap, toSatisfactionGap, type Way } from '../../../web/site/figures/definition-gaps.ts'

const NAMES: Record<string, string> = {
  'on-time-due': 'Giải quyết đúng hạn', 'progress-766': 'Tiến độ giải quyết (766)', 'counter-satisfaction': 'Hài lòng tại quầy', 'satisfaction-766': 'Hài lòng theo hồ sơ (766)',
}
const way = (id: string, numerator: number | null, denominator: number | null, value = (numerator ?? 0) / (denominator ?? 1)): Way => ({
  definition: { id, name: { vi: NAMES[id] ?? id, en: id }, unit: 'share' }, row: { numerator, denominator, value } as IndicatorValue,
})
const plain = (text: string | null) => text?.replaceAll('\u00a0', ' ')

describe('why two ways to count differ', () => {
  it('is told for on-time rates by how many each leaves out, of what', () => {
    assert.equal(plain(toOnTimeGap('vi', [way('on-time-due', 750, 1000), way('on-time-resolved', 800, 1000), way('progress-766', 1440, 1600)])),
      '“Tiến độ giải quyết (766)” cao hơn “Giải quyết đúng hạn” 15,0 điểm, vì hai cách không đếm cùng những hồ sơ: một bên có 160 hồ sơ không được tính là đúng hạn trong 1.600 hồ sơ tiếp nhận trong kỳ, kể cả hồ sơ còn trong hạn; bên kia có 250 trong 1.000 hồ sơ đến hạn trong kỳ.')
  })

  it('is no question where they come to the same, and cannot be told of one alone or without counts', () => {
    assert.equal(toOnTimeGap('vi', [way('on-time-due', 12, 12), way('progress-766', 15, 15)]), 'Trong kỳ này các cách tính cho cùng một con số, nên không có gì phải giải thích.')
    assert.equal(toOnTimeGap('vi', [way('on-time-due', 12, 12), way('progress-766', null, null, 0.9)]), null)
  })

  it('is told for satisfaction by who is counted and what silence is taken for', () => {
    const said = plain(toSatisfactionGap('vi', [way('counter-satisfaction', 81, 103), way('satisfaction-766', 960, 1000)], true)) ?? ''
    for (const part of ['“Hài lòng theo hồ sơ (766)” cao hơn “Hài lòng tại quầy” 17,4 điểm', 'chỉ khoảng 105 lượt có trả lời', 'cả 1.000 hồ sơ được tính', '(40 hồ sơ trễ)']) assert.ok(said.includes(part), `${part} is not in ${said}`)
  })
})
