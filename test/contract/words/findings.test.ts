import assert from 'node:assert/strict'
import { toInnerPlace, toSpreadFinding } from '../../../contract/words/findings.ts'
import { countSides, toSide, toTone } from '../../../contract/words/side.ts'

const onTime = { name: { vi: 'Giải quyết đúng hạn', en: 'On time' } }

describe('what a comparison of places says', () => {
  it('counts who is surely higher, who is surely lower and who cannot be told apart', () => {
    assert.equal(toSpreadFinding('vi', onTime, '2026-08', 'cả nước', { higher: 12, lower: 9, unsure: 11 }),
      'Giải quyết đúng hạn: 12 nơi chắc chắn cao hơn cả nước, 9 nơi chắc chắn thấp hơn, 11 nơi chưa phân biệt được')
    assert.equal(toSpreadFinding('en', onTime, '2026-08', 'the country', { higher: 0, lower: 2, unsure: 3 }), 'On time: 2 surely below the country, 3 cannot be told apart')
    assert.equal(toSpreadFinding('vi', onTime, '2026-08', 'cả nước', { higher: 2, lower: 1, unsure: 0 }), 'Giải quyết đúng hạn: 2 nơi chắc chắn cao hơn cả nước, 1 nơi chắc chắn thấp hơn')
  })

  it('says so where nobody can be told apart, and where nothing is known', () => {
    assert.equal(toSpreadFinding('vi', onTime, '2026-08', 'cả nước', { higher: 0, lower: 0, unsure: 5 }), 'Giải quyết đúng hạn: chưa nơi nào trong 5 nơi phân biệt được với cả nước')
    assert.equal(toSpreadFinding('vi', onTime, '2026-08', 'cả nước', { higher: 0, lower: 0, unsure: 0 }), 'Giải quyết đúng hạn: tháng 8/2026 chưa đủ số liệu để so sánh')
  })

  it('takes a side only where the whole interval lies on it', () => {
    assert.deepEqual([toSide({ lower: 0.81, upper: 0.9 }, 0.8), toSide({ lower: 0.8, upper: 0.9 }, 0.8), toSide({ lower: 0.6, upper: 0.79 }, 0.8)], ['higher', 'cannot-tell', 'lower'])
    const estimate = (lower: number, upper: number) => ({ value: (lower + upper) / 2, lower, upper, sampleSize: 100 })
    assert.deepEqual(countSides([estimate(0.81, 0.9), null, estimate(0.7, 0.9), estimate(0.1, 0.2)], 0.8), { higher: 1, lower: 1, unsure: 1 })
  })

  it('calls higher worse where lower is better', () => {
    assert.deepEqual([toTone('higher', 'lower-is-better'), toTone('higher', 'higher-is-better'), toTone('cannot-tell', 'lower-is-better')], ['worse', 'better', 'unsure'])
  })

  it('writes a place small inside a sentence, but not its own name', () => {
    assert.deepEqual([toInnerPlace('vi', 'Tỉnh Phú Thọ'), toInnerPlace('vi', 'Huế'), toInnerPlace('en', 'Phu Tho province')], ['tỉnh Phú Thọ', 'Huế', 'Phu Tho province'])
  })
})
