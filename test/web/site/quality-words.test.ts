import assert from 'node:assert/strict'
import { DOSSIERS, RATINGS } from '../../../contract/counted-units.ts'
import { quality, type IndicatorValue } from '../../../contract/indicator.ts'
import { enFirst } from '../../../web/i18n/first-en.ts'
import { viFirst } from '../../../web/i18n/first-vi.ts'
import { speakerOf } from '../../../web/i18n/messages.ts'
import { MARK_WORDS, toMarkSentence, toQualityNotes } from '../../../web/site/figures/quality-words.ts'

const of = (countedUnit: { vi: string, en: string }) => ({ countedUnit, minimumSample: 10 })
const row = (marks: IndicatorValue['quality'], coverage: number | null, setAside: number | null = null) => ({ quality: marks, coverage, setAside })
const notesOf = (...asked: [countedUnit: { vi: string, en: string }, ReturnType<typeof row>]) => toQualityNotes('vi', speakerOf('vi'), of(asked[0]), asked[1])

describe('marks of values in words', () => {
  it('exist for every mark in both languages, with nothing left to fill in', () => {
    for (const mark of quality.options) {
      assert.ok(MARK_WORDS[mark] in viFirst && MARK_WORDS[mark] in enFirst, mark)
      for (const language of ['vi', 'en'] as const) assert.doesNotMatch(toMarkSentence(language, speakerOf(language), mark, of(DOSSIERS), row([mark], 0.4, 0.03)), /[{}]/)
    }
  })

  it('say calmly how many of those served have rated, and warn where they are few', () => {
    assert.deepEqual(notesOf(RATINGS, row([], 0.429)), [{ text: '42% người được phục vụ đã đánh giá.', isWarning: false }])
    assert.deepEqual(notesOf(RATINGS, row(['not-representative'], 0.034)), [{ text: 'Chỉ 3,4% người được phục vụ đã đánh giá, chưa đại diện cho tất cả.', isWarning: true }])
    assert.deepEqual(notesOf(RATINGS, row([], 1)), [{ text: 'Số lượt đánh giá không ít hơn số hồ sơ đã giải quyết.', isWarning: false }])
  })

  it('say which share of dossiers could not be classified or counted', () => {
    assert.deepEqual(notesOf(DOSSIERS, row(['incomplete', 'set-aside'], 0.86, 0.021)).map(({ text }) => text), ['Số liệu chưa đủ: 14% hồ sơ chưa phân loại được.', '2,1% hồ sơ đã nhận nhưng phải để riêng, chưa tính vào.'])
    assert.deepEqual(notesOf(DOSSIERS, row(['provisional'], 0.99)), [])
  })
})
