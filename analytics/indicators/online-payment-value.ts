import { DOSSIERS, SHARED, type Indicator } from './indicator.ts'

/** Share of the money due as fees that was paid online; its interval knows that a few large fees weigh more than many small ones. */
export const onlinePaymentValue: Indicator = {
  definition: {
    ...SHARED, id: 'online-payment-value', version: 1, effectiveFrom: '2024-01-01', countedUnit: DOSSIERS, interval: 'Wilson 95 %, n hiệu dụng (Kish)',
    name: { vi: 'Giá trị thanh toán trực tuyến', en: 'Online payment by value' },
    meaning: {
      vi: 'Trong tổng số tiền phí, lệ phí của hồ sơ tiếp nhận trong kỳ, bao nhiêu tiền được nộp qua mạng.',
      en: 'Of the fees due on dossiers received in the period, the share of the money that was paid online.',
    },
    caution: {
      vi: 'Vài hồ sơ phí lớn có thể quyết định cả tỷ lệ; hãy xem cùng tỷ lệ tính theo hồ sơ.',
      en: 'A few large fees can decide the share; read it together with the share of dossiers.',
    },
    formula: {
      vi: 'tiền phí, lệ phí nộp trực tuyến / tổng tiền phí, lệ phí (đồng)',
      en: 'fees paid online / all fees (đồng)',
    },
    source: 'Quyết định 766/QĐ-TTg, nhóm thanh toán trực tuyến; chỉ tiêu giá trị thanh toán của các tỉnh',
  },
  rollup: 'dossier_daily',
  where: '1',
  numerator: 'sum(fee_paid_online)',
  denominator: 'sum(fee)',
  sampleSize: 'sum(with_fee)',
  squares: 'sum(fee_squares) * 1000000',
}
