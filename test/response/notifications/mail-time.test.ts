import assert from 'node:assert/strict'
import { isQuiet, toMailAt } from '../../../response/notifications/mail-time.ts'
import { toNoticePath, toNoticeSentence } from '../../../contract/words/alert-words.ts'

const hanoi = (text: string) => Date.parse(`2026-03-${text}+07:00`)
const told = (moment: number | null) => moment && new Date(moment + 7 * 3_600_000).toISOString().slice(8, 16)
const night = { from: '18:00', to: '07:00' }

describe('when a notice goes out by mail', () => {
  it('is at once by day, at the end of quiet hours by night, in the morning for a digest, and never where the browser is enough', () => {
    assert.equal(told(toMailAt(hanoi('10T10:15:00'), 'at-once', night)), '10T10:15')
    assert.equal(told(toMailAt(hanoi('10T18:00:00'), 'at-once', night)), '11T07:00')
    assert.equal(told(toMailAt(hanoi('10T03:00:00'), 'at-once', night)), '10T07:00')
    assert.equal(told(toMailAt(hanoi('10T23:00:00'), 'at-once', null)), '10T23:00')
    assert.equal(told(toMailAt(hanoi('10T07:30:00'), 'digest', night)), '10T07:30')
    assert.equal(told(toMailAt(hanoi('10T07:31:00'), 'digest', night)), '11T07:30')
    assert.equal(toMailAt(hanoi('10T10:15:00'), 'browser', night), null)
  })

  it('knows quiet hours within a day and over midnight', () => {
    assert.deepEqual(['10T12:00:00', '10T13:30:00'].map((it) => isQuiet(hanoi(it), { from: '11:30', to: '13:30' })), [true, false])
    assert.deepEqual(['10T17:59:00', '10T18:00:00', '11T06:59:00', '11T07:00:00'].map((it) => isQuiet(hanoi(it), night)), [false, true, true, false])
  })

  it('says the same in a mail and in the browser', () => {
    const alert = { kind: 'alert' as const, unit: 'Thành phố Huế', facts: { alertKind: 'silent-tablets', count: 200, placeVi: 'Quầy 1', placeEn: 'Counter 1', tablets: 200 } }
    assert.equal(toNoticeSentence('vi', alert), 'Thành phố Huế: 200 máy tính bảng im lặng cùng lúc trong giờ làm việc')
    assert.equal(toNoticeSentence('vi', { kind: 'alert', unit: 'TT A', facts: { alertKind: 'dissatisfied-share', count: 1, placeVi: 'Quầy 7', placeEn: '', n: 120, dissatisfied: 41, days: 14, limit: 0.15, lower: 0.26 } }),
      'TT A: Quầy 7: 41/120 lượt không hài lòng trong 14 ngày, chắc chắn quá mức 15%')
    assert.equal(toNoticeSentence('vi', { kind: 'case-due', unit: 'TT A', facts: { code: 'VV26-000001', limit: 'answer', state: 'over' } }), 'Vụ việc VV26-000001 đã quá hạn trả lời, TT A')
    assert.equal(toNoticePath({ kind: 'case-due', subject: 'case:VV26-000001#answer-over-1', unit: 'A' }), '/vu-viec/VV26-000001')
  })
})
