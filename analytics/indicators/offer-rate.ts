import { DOSSIERS, SHARED, type Indicator } from './indicator.ts'

/**
 * Share of the dossiers handed over at counters with a tablet whose citizens a tablet asked. Whoever was not asked counts, whatever the reason:
 * a tablet that was off or cut off, a system that told of the hand-over too late (after five minutes the citizen has gone), or somebody who
 * did not want that one asked. To leave out what was told late would leave a way to ask whom one likes. Counters without a tablet cannot
 * ask and are not in it; how much of all that is, coverage says (decision 45).
 */
export const offerRate: Indicator = {
  definition: {
    ...SHARED, id: 'offer-rate', version: 1, effectiveFrom: '2026-01-01', countedUnit: DOSSIERS,
    name: { vi: 'Tỷ lệ được mời đánh giá', en: 'Offer rate' },
    meaning: {
      vi: 'Trong số hồ sơ trả kết quả tại quầy có máy tính bảng, bao nhiêu hồ sơ được máy mời đánh giá ngay lúc đó.',
      en: 'Of the dossiers handed over at counters with a tablet, the share whose citizen the tablet asked for a rating at that moment.',
    },
    caution: {
      vi: 'Thấp chưa chắc là cố ý: máy tắt, mất mạng, hoặc phần mềm hồ sơ báo trả kết quả muộn hơn 5 phút đều làm máy không mời được. Quầy không có máy không tính vào đây.',
      en: 'A low rate need not be intended: a tablet that is off or offline, or a dossier system that tells of a hand-over more than five minutes late, asks nobody. Counters without a tablet are not counted.',
    },
    formula: {
      vi: 'hồ sơ được máy mời đánh giá / hồ sơ trả kết quả trong kỳ tại quầy lúc đó có máy',
      en: 'dossiers a tablet asked about / dossiers handed over in the period at a counter that then had a tablet',
    },
    source: 'Định nghĩa của hệ thống; không văn bản nào quy định',
  },
  rollup: 'offer_daily',
  where: '1',
  numerator: 'sum(asked)',
  denominator: 'sum(equipped)',
  sampleSize: 'sum(equipped)',
  coverage: 'if(sum(closed) = 0, NULL, sum(equipped) / sum(closed))',
}
