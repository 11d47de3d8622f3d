import { RATINGS, SHARED, TRANSACTIONS, type Indicator } from './indicator.ts'

/** Mean of the three-level ratings on 0–100 points. */
export const counterSatisfaction3Mean: Indicator = {
  definition: {
    ...SHARED, id: 'counter-satisfaction-3-mean', version: 1, effectiveFrom: '2024-01-01', countedUnit: RATINGS, kind: 'mean', unit: 'points', interval: 'Wilson 95 %, n hiệu dụng',
    name: { vi: 'Điểm hài lòng trung bình (thang 3 mức)', en: 'Mean satisfaction (three levels)' },
    meaning: {
      vi: 'Điểm trung bình của các lượt đánh giá 3 mức tại quầy, quy về thang 0–100.',
      en: 'Mean of the three-level ratings at the counters on 0–100 points.',
    },
    caution: {
      vi: 'Không so sánh được với điểm theo thang 5 mức.',
      en: 'Cannot be compared with the mean on the five-level scale.',
    },
    formula: {
      vi: 'tổng 50 × (mức − 1) / tổng số lượt theo thang 3 mức',
      en: 'sum of 50 × (level − 1) / all ratings on the three-level scale',
    },
    source: 'ISO 10004; khoảng Wilson với n hiệu dụng',
  },
  rollup: 'rating_daily',
  where: 'scale = 3',
  numerator: 'sum(ratings * 50 * (score - 1))',
  denominator: 'sum(ratings)',
  sampleSize: 'sum(ratings)',
  squares: 'sum(ratings * 2500 * (score - 1) * (score - 1))',
  coverage: TRANSACTIONS,
}
