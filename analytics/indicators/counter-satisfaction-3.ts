import { RATINGS, SHARED, TRANSACTIONS, type Indicator } from './indicator.ts'

/** Share of “satisfied” among three-level ratings. A three-level “satisfied” is another event than the top two of five and never mixed with it. */
export const counterSatisfaction3: Indicator = {
  definition: {
    ...SHARED, id: 'counter-satisfaction-3', version: 1, effectiveFrom: '2024-01-01', countedUnit: RATINGS,
    name: { vi: 'Hài lòng tại quầy (thang 3 mức)', en: 'Counter satisfaction (three levels)' },
    meaning: {
      vi: 'Trong số lượt đánh giá 3 mức tại quầy, bao nhiêu lượt chọn mức cao nhất “Hài lòng”.',
      en: 'Of the three-level ratings given at the counters, the share that chose the highest level, “satisfied”.',
    },
    caution: {
      vi: 'Không so sánh được với tỷ lệ theo thang 5 mức.',
      en: 'Cannot be compared with the share on the five-level scale.',
    },
    formula: {
      vi: 'số lượt mức 3 / tổng số lượt theo thang 3 mức',
      en: 'ratings of 3 / all ratings on the three-level scale',
    },
    source: 'Thông tư 01/2018/TT-VPCP, chương III (thu nhận đánh giá)',
  },
  rollup: 'rating_daily',
  where: 'scale = 3',
  numerator: 'sumIf(ratings, score = 3)',
  denominator: 'sum(ratings)',
  sampleSize: 'sum(ratings)',
  coverage: TRANSACTIONS,
}
