import { RATINGS, SHARED, TRANSACTIONS, type Indicator } from './indicator.ts'

/**
 * Share of satisfied ratings given at the counters (CSAT, top two of five). It speaks for those who answered, not for all
 * who came; it is not SIPAS, which is a yearly random survey. Three-level ratings are another event and are never mixed in.
 */
export const counterSatisfaction: Indicator = {
  definition: {
    ...SHARED, id: 'counter-satisfaction', version: 1, effectiveFrom: '2024-01-01', countedUnit: RATINGS,
    name: { vi: 'Hài lòng tại quầy', en: 'Counter satisfaction' },
    meaning: {
      vi: 'Trong số lượt đánh giá 5 mức tại quầy, bao nhiêu lượt chọn “Hài lòng” hoặc “Rất hài lòng”.',
      en: 'Of the five-level ratings given at the counters, the share that chose “satisfied” or “very satisfied”.',
    },
    caution: {
      vi: 'Chỉ tính người có trả lời. Đây không phải chỉ số SIPAS của Bộ Nội vụ.',
      en: 'Counts only those who answered. This is not the SIPAS index of the Ministry of Home Affairs.',
    },
    formula: {
      vi: 'số lượt từ mức 4 trở lên / tổng số lượt theo thang 5 mức',
      en: 'ratings of 4 or 5 / all ratings on the five-level scale',
    },
    source: 'Thông tư 01/2018/TT-VPCP, chương III (thu nhận đánh giá); ISO 10004 (top-two-box)',
  },
  rollup: 'rating_daily',
  where: 'scale = 5',
  numerator: 'sumIf(ratings, score >= 4)',
  denominator: 'sum(ratings)',
  sampleSize: 'sum(ratings)',
  coverage: TRANSACTIONS,
}
