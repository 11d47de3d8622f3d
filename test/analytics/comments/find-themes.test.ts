import assert from 'node:assert/strict'
import { countThemes } from '../../../analytics/comments/count-themes.ts'
import { findThemes } from '../../../analytics/comments/find-themes.ts'
import { THEME_DICTIONARY } from '../../../contract/theme-words.ts'
import { LABELLED } from './labelled-comments.ts'

describe('themes of comments', () => {
  it('are found between whole syllables, with diacritics where there are any', () => {
    assert.deepEqual(findThemes('Chăm sóc người già'), [])
    assert.deepEqual(findThemes('CHẬM QUÁ'), ['waiting'])
    assert.deepEqual(findThemes('Phía sau trụ sở'), [])
    // Written with marks that stand by themselves, as some telephones do.
    assert.deepEqual(findThemes('thái độ'.normalize('NFD')), ['attitude'])
  })

  it('are found without diacritics in texts that have none, but for what would mean several things', () => {
    assert.deepEqual(findThemes('phai cho lau'), [])
    assert.deepEqual(findThemes('di lai nhieu lan'), ['repeat-visits'])
    assert.deepEqual(findThemes('cham soc'), [])
  })

  it('take praise for none where it is turned over, and mentions for mentions', () => {
    assert.deepEqual(findThemes('Không hài lòng'), [])
    assert.deepEqual(findThemes('Chưa thật tốt'), [])
    assert.deepEqual(findThemes('Không nhiệt tình'), ['attitude'])
  })

  it('are as right on the labelled sentences as the methods page says', () => {
    let [hits, found, there] = [0, 0, 0]
    const wrong: string[] = []
    for (const [text, ...themes] of LABELLED) {
      const got = findThemes(text)
      hits += got.filter((it) => themes.includes(it)).length
      found += got.length
      there += themes.length
      if (got.join() !== [...themes].sort((a, b) => got.indexOf(a) - got.indexOf(b)).join()) wrong.push(`${text}: ${got.join()} ≠ ${themes.join()}`)
    }
    const measured = { version: THEME_DICTIONARY.version, sentences: LABELLED.length, precision: Math.floor((100 * hits) / found) / 100, recall: Math.floor((100 * hits) / there) / 100 }
    assert.deepEqual(measured, THEME_DICTIONARY, wrong.join('\n'))
  })

  it('are told from ten comments on, with the share of dissatisfied and a few examples in no order of time', () => {
    const many = Array.from({ length: 12 }, (_, index) => ({ text: `Chờ lâu quá, lần ${index + 1}`, dissatisfied: index < 6 }))
    const { comments, withoutTheme, few, rows } = countThemes('tablet', [...many, { text: 'Bình thường', dissatisfied: null }, { text: 'Nhà vệ sinh bẩn', dissatisfied: true }])
    assert.deepEqual([comments, withoutTheme, few, rows.map((it) => [it.theme, it.comments])], [14, 1, 1, [['waiting', 12]]])
    assert.deepEqual([rows[0]?.dissatisfied?.value, rows[0]?.dissatisfied?.sampleSize, rows[0]?.examples.length], [0.5, 12, 3])
  })
})
