import assert from 'node:assert/strict'
import type { ReorganisationPreview } from '../../../../contract/reorganisation.ts'
import { speakerOf } from '../../../../web/i18n/messages.ts'
import { toChangeSentences, toFinding } from '../../../../web/site/admin/reorganisations/place-changes-words.ts'
import { toPlaceChanges } from '../../../../web/site/admin/reorganisations/place-changes.ts'
import { toReorganisationSentence } from '../../../../web/site/admin/reorganisations/reorganisation-words.ts'

type Change = ReorganisationPreview['changes'][number]
const FROM = '2026-08-01'
const state = (over: Partial<Change['after']>): Change['after'] => ({
  parentCode: 'A', nameVi: 'Trung tâm A', nameEn: 'Centre A', kind: 'centre', validFrom: '2020-01-01', validTo: null, successorCode: null, ...over,
})
/** A stretch that ends on the day, and the one that begins there. */
const ends = (what: Change['what'], code: string, over: Partial<Change['after']> = {}): Change => ({ what, code, before: state(over), after: state({ ...over, validTo: FROM }) })
const begins = (what: Change['what'], code: string, over: Partial<Change['after']> = {}): Change => ({ what, code, before: null, after: state({ ...over, validFrom: FROM }) })
const words = { language: 'vi' as const, say: speakerOf('vi'), nameOf: (code: string) => `đơn vị ${code}` }

describe('what a preview says', () => {
  it('tells an end with its successor from a move, and puts units before counters', () => {
    const merged = ends('unit', 'C1')
    const changes = [
      ends('counter', 'Q1', { parentCode: 'C1', nameVi: 'Quầy 1', kind: null }), begins('counter', 'Q1', { parentCode: 'C2', nameVi: 'Quầy 1', kind: null }),
      { ...merged, after: { ...merged.after, successorCode: 'C2' } },
    ]
    const places = toPlaceChanges({ changes }, FROM)
    assert.equal(toFinding(places, FROM, words), 'Từ 1/8/2026: 1 đơn vị kết thúc, 1 quầy đổi trung tâm.')
    assert.deepEqual(toChangeSentences(places, words), [
      'Trung tâm A (C1) kết thúc, nơi kế thừa là đơn vị C2.', 'Quầy 1 (Q1) chuyển từ đơn vị C1 về đơn vị C2.',
    ])
  })

  it('tells a new unit, a rename and another kind, also where a stretch is corrected in place', () => {
    const corrected: Change = { what: 'unit', code: 'C3', before: state({ validFrom: FROM }), after: state({ validFrom: FROM, nameVi: 'Trung tâm B', kind: 'agency' }) }
    const places = toPlaceChanges({ changes: [begins('unit', 'C9', { nameVi: 'Trung tâm mới' }), corrected] }, FROM)
    assert.deepEqual(places.map(({ code, did }) => [code, did]), [['C9', ['begins']], ['C3', ['renamed', 'recast']]])
    assert.deepEqual(toChangeSentences(places, words), [
      'Trung tâm mới (C9) được lập, thuộc đơn vị A.', 'Trung tâm A (C3) đổi tên thành Trung tâm B.', 'Trung tâm A (C3) đổi từ trung tâm thành cơ quan.',
    ])
  })

  it('tells in one sentence what moves together', () => {
    const moved = Array.from({ length: 8 }, (_, index) => [
      ends('counter', `Q${index}`, { parentCode: 'C1', nameVi: `Quầy ${index}`, kind: null }), begins('counter', `Q${index}`, { parentCode: 'C2', nameVi: `Quầy ${index}`, kind: null }),
    ]).flat()
    assert.deepEqual(toChangeSentences(toPlaceChanges({ changes: moved }, FROM), words), [
      '8 quầy chuyển từ đơn vị C1 về đơn vị C2: Quầy 0, Quầy 1, Quầy 2, Quầy 3, Quầy 4, Quầy 5 và 2 quầy nữa.',
    ])
  })

  it('says that nothing changes where nothing does', () => {
    assert.equal(toFinding(toPlaceChanges({ changes: [] }, FROM), FROM, words), 'Từ 1/8/2026 không có gì thay đổi.')
  })
})

describe('a reorganisation in a sentence', () => {
  const when = { validFrom: FROM }
  it('names what is done, and counts where there are many', () => {
    const sentence = (asked: Parameters<typeof toReorganisationSentence>[0]) => toReorganisationSentence(asked, words)
    assert.equal(sentence({ kind: 'merge', unitCodes: ['1', '2'], into: { code: '3' }, ...when }), 'Nhập đơn vị 1, đơn vị 2 vào đơn vị 3.')
    assert.equal(sentence({ kind: 'merge', unitCodes: ['1'], into: { code: '9', nameVi: 'Trung tâm mới' }, ...when }), 'Nhập đơn vị 1 vào Trung tâm mới.')
    assert.equal(sentence({ kind: 'move', unitCodes: ['1', '2', '3', '4', '5'], counterCodes: [], toCode: '6', ...when }), 'Chuyển đơn vị 1, đơn vị 2, đơn vị 3 và 2 đơn vị nữa về đơn vị 6.')
    assert.equal(sentence({ kind: 'close', counterCode: 'Q1', ...when }), 'Đóng quầy Q1.')
  })
})
