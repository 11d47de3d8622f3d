import { DOSSIERS, SHARED, type Indicator } from './indicator.ts'

/** Share of dossiers with a fee that were paid online, through the national portal or a local gateway. */
export const onlinePayment: Indicator = {
  definition: {
    ...SHARED, id: 'online-payment', version: 1, effectiveFrom: '2024-01-01', countedUnit: DOSSIERS,
    name: { vi: 'Thanh toán trực tuyến', en: 'Online payment' },
    meaning: {
      vi: 'Trong số hồ sơ tiếp nhận có phí, lệ phí, bao nhiêu hồ sơ được thanh toán qua mạng.',
      en: 'Of the dossiers received that carry a fee, the share paid online.',
    },
    caution: {
      vi: 'Hồ sơ có phí mà chưa nộp tiền vẫn nằm trong mẫu số.',
      en: 'Dossiers whose fee has not been paid yet stay in the denominator.',
    },
    formula: {
      vi: 'hồ sơ thanh toán trực tuyến / hồ sơ có nghĩa vụ tài chính, tiếp nhận trong kỳ',
      en: 'dossiers paid online / dossiers with a fee received in the period',
    },
    source: 'Quyết định 766/QĐ-TTg, nhóm thanh toán trực tuyến (DuocThanhToanTrucTuyen 1 hoặc 2)',
  },
  rollup: 'dossier_daily',
  where: '1',
  numerator: 'sum(with_fee_paid_online)',
  denominator: 'sum(with_fee)',
  sampleSize: 'sum(with_fee)',
}
