import { SHARED, type Indicator } from './indicator.ts'

/**
 * Share of the offers at the counters that were answered with a rating. Ratings say that they answer an offer, not which: what was rated is not
 * kept with the dossier. So they are counted beside the offers of their counter and day, never more than there were. Surveys are not in it:
 * invitations and sheets stand apart on purpose, in two stores and by the month, and have no counter and day (their own page tells that rate).
 */
export const responseRate: Indicator = {
  definition: {
    ...SHARED, id: 'response-rate', version: 1, effectiveFrom: '2026-01-01', countedUnit: { vi: 'lượt mời', en: 'offers' },
    name: { vi: 'Tỷ lệ trả lời khi được mời', en: 'Response rate' },
    meaning: {
      vi: 'Trong số lượt máy tại quầy mời đánh giá, bao nhiêu lượt người dân có bấm.',
      en: 'Of the ratings that tablets at the counters asked for, the share that was given.',
    },
    caution: {
      vi: 'Trả lời hay không là quyền của người dân; tỷ lệ thấp nghĩa là chỉ số hài lòng nói thay cho ít người hơn. Không tính phiếu khảo sát.',
      en: 'Nobody has to answer; a low rate means that satisfaction speaks for fewer people. Surveys are not counted here.',
    },
    formula: {
      vi: 'lượt đánh giá sau khi được mời / lượt máy mời đánh giá trong kỳ',
      en: 'ratings that answered an offer / offers shown in the period',
    },
    source: 'Định nghĩa của hệ thống; không văn bản nào quy định',
  },
  rollup: 'offer_daily',
  where: '1',
  numerator: 'sum(answered)',
  denominator: 'sum(offered)',
  sampleSize: 'sum(offered)',
}
