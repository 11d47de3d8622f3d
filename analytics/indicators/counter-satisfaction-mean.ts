import { RATINGS, SHARED, TRANSACTIONS, type Indicator } from './indicator.ts'

/** Mean of the five-level ratings on 0–100 points. Secondary: the share is the headline, because steps between levels are no distances. */
export const counterSatisfactionMean: Indicator = {
  definition: {
    ...SHARED, id: 'counter-satisfaction-mean', version: 1, effectiveFrom: '2024-01-01', countedUnit: RATINGS, kind: 'mean', unit: 'points', interval: 'Wilson 95 %, n hiệu dụng',
    name: { vi: 'Điểm hài lòng trung bình', en: 'Mean satisfaction' },
    meaning: {
      vi: 'Điểm trung bình của các lượt đánh giá 5 mức tại quầy, quy về thang 0–100 (rất không hài lòng = 0, rất hài lòng = 100).',
      en: 'Mean of the five-level ratings at the counters on 0–100 points (very dissatisfied = 0, very satisfied = 100).',
    },
    caution: {
      vi: 'Khoảng cách giữa các mức không đều nhau; nên đọc tỷ lệ hài lòng trước.',
      en: 'The steps between levels are not equal distances; read the share of satisfied first.',
    },
    formula: {
      vi: 'tổng 25 × (mức − 1) / tổng số lượt theo thang 5 mức',
      en: 'sum of 25 × (level − 1) / all ratings on the five-level scale',
    },
    source: 'ISO 10004; khoảng Wilson với n hiệu dụng',
  },
  rollup: 'rating_daily',
  where: 'scale = 5',
  numerator: 'sum(ratings * 25 * (score - 1))',
  denominator: 'sum(ratings)',
  sampleSize: 'sum(ratings)',
  squares: 'sum(ratings * 625 * (score - 1) * (score - 1))',
  coverage: TRANSACTIONS,
}
