import { RATINGS, SHARED, TRANSACTIONS, type Indicator } from './indicator.ts'

/** Dissatisfied ratings in a thousand: where nearly all are satisfied, this shows what the share hides. */
export const dissatisfiedPer1000: Indicator = {
  definition: {
    ...SHARED, id: 'dissatisfied-per-1000', version: 1, effectiveFrom: '2024-01-01', countedUnit: RATINGS, unit: 'per-1000', direction: 'lower-is-better',
    name: { vi: 'Không hài lòng trên 1.000 lượt', en: 'Dissatisfied per 1,000' },
    meaning: {
      vi: 'Cứ 1.000 lượt đánh giá 5 mức tại quầy thì có bao nhiêu lượt không hài lòng hoặc rất không hài lòng.',
      en: 'Of 1,000 five-level ratings at the counters, how many were dissatisfied or very dissatisfied.',
    },
    caution: {
      vi: 'Dùng khi tỷ lệ hài lòng đã sát trần: từ 98 lên 99 % là số lượt không hài lòng giảm một nửa.',
      en: 'For where satisfaction is near its ceiling: from 98 to 99 % the dissatisfied have halved.',
    },
    formula: {
      vi: '1.000 × số lượt mức 1 và 2 / tổng số lượt theo thang 5 mức',
      en: '1,000 × ratings of 1 or 2 / all ratings on the five-level scale',
    },
    source: 'ISO 10004 (bottom-two-box)',
  },
  rollup: 'rating_daily',
  where: 'scale = 5',
  numerator: 'sumIf(ratings, score <= 2)',
  denominator: 'sum(ratings)',
  sampleSize: 'sum(ratings)',
  coverage: TRANSACTIONS,
}
