import assert from 'node:assert/strict'
import type { SurveyChannels, SurveyWeighted } from '../../../contract/survey-results.ts'
import { SHEETS } from '../../../contract/counted-units.ts'
import { toQualityNotes } from '../../../web/site/figures/quality-words.ts'
import { toChannelWords, toWeightedNotes, toWeightedReason } from '../../../web/site/surveys/result-words.ts'
import { speakerOf, type Say } from '../../../web/i18n/messages.ts'

/** Figures and their marks are held together by blanks that do not break. */
const say: Say = (key, values) => speakerOf('vi')(key, values).replaceAll('\u00a0', ' ')
const weighted: SurveyWeighted = {
  value: 0.72, lower: 0.68, upper: 0.76, effectiveSample: 150, designEffect: 2, sheets: 300, dossiers: 1_200, strata: 6, emptyStrata: 0, emptyShare: 0, trimmedStrata: 0, trimmedShare: 0,
  moving: { name: { vi: 'Đất đai', en: 'Land' }, ofSheets: 0.12, ofDossiers: 0.4 },
}
const share = { value: 0.8, lower: 0.75, upper: 0.84, sampleSize: 200 }
const channels = (difference: [number, number, number], sameMix: [number, number, number] | null): SurveyChannels => {
  const toInterval = ([value, lower, upper]: [number, number, number]) => ({ value, lower, upper })
  return { survey: share, tablets: share, difference: toInterval(difference), sameMix: sameMix && { ...toInterval(sameMix), survey: 0.8, tablets: 0.8, sectors: 2, covered: 1 } }
}

describe('words about a survey beside other figures', () => {
  it('say in one sentence which sector moves a weighted share, or that nothing does', () => {
    assert.equal(toWeightedReason('vi', say, weighted, 0.8), 'Hai số chênh 8,0 điểm, nhiều nhất vì lĩnh vực Đất đai chiếm 40% số hồ sơ mà chiếm 12% số phiếu.')
    assert.equal(toWeightedReason('vi', say, weighted, 0.722), 'Hai số gần như nhau: phiếu trải ra giống như hồ sơ.')
    assert.match(toWeightedReason('vi', say, { ...weighted, moving: null }, 0.8), /vì phiếu không trải ra giống như hồ sơ/)
  })

  it('tell empty and trimmed cells, and always what weights cannot do', () => {
    assert.equal(toWeightedNotes('vi', say, weighted).length, 1)
    const notes = toWeightedNotes('vi', say, { ...weighted, emptyStrata: 2, emptyShare: 0.09, trimmedStrata: 1, trimmedShare: 0.2 })
    assert.match(notes[0] ?? '', /^2 trong 6 ô .* chiếm 9% số hồ sơ/)
    assert.match(notes[1] ?? '', /^Ở 1 ô, .*gấp 5 lần/)
  })

  it('say of the figures of units who of those invited answered, and not who was served', () => {
    const of = { countedUnit: SHEETS, minimumSample: 10 }
    assert.deepEqual(toQualityNotes('vi', say, of, { quality: ['low-response'], coverage: 0.15, setAside: null }).map((it) => it.text), ['Mới 15% người được mời đã trả lời khảo sát, nên đọc thận trọng.'])
    assert.deepEqual(toQualityNotes('vi', say, of, { quality: [], coverage: 0.4, setAside: null }).map((it) => it.text), ['40% người được mời đã trả lời khảo sát.'])
  })

  it('put a difference of channels first, then what is left of it in the same mix, and call nothing a cause', () => {
    const partly = toChannelWords('vi', say, channels([-0.06, -0.09, -0.03], [-0.03, -0.05, -0.01])).join(' ')
    assert.match(partly, /^Người trả lời trên mạng ít hài lòng hơn người chấm tại quầy 6,0 điểm .*Một phần đi cùng với việc họ làm các thủ tục khác nhau: .* chênh 3,0 điểm/)
    assert.match(toChannelWords('vi', say, channels([0.06, 0.03, 0.09], [0.01, -0.02, 0.04])).join(' '), /^Người trả lời trên mạng hài lòng hơn .*không còn thấy chênh lệch rõ rệt/)
    assert.match(toChannelWords('vi', say, channels([-0.06, -0.09, -0.03], [-0.061, -0.09, -0.03])).join(' '), /vẫn chênh 6,1 điểm/)
    assert.match(toChannelWords('vi', say, channels([0.01, -0.02, 0.04], null)).join(' '), /^Chưa thấy .*quá ít lượt biết làm thủ tục gì/)
  })
})
