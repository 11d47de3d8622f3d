import { DOSSIERS, SHARED, type Indicator } from './indicator.ts'

/** The middle of the handling times: half of the resolved dossiers took no longer. */
export const medianHandlingDays: Indicator = {
  definition: {
    ...SHARED, id: 'median-handling-days', version: 1, effectiveFrom: '2024-01-01', countedUnit: DOSSIERS, kind: 'median', unit: 'days', direction: 'lower-is-better', interval: 'thứ hạng nhị thức 95 %',
    name: { vi: 'Số ngày giải quyết trung vị', en: 'Median handling days' },
    meaning: {
      vi: 'Một nửa số hồ sơ giải quyết xong trong kỳ mất không quá chừng này ngày, kể từ ngày tiếp nhận.',
      en: 'Half of the dossiers resolved in the period took no more than this many days from receipt.',
    },
    caution: {
      vi: 'Tính ngày lịch, trừ những ngày chờ người dân bổ sung. Thủ tục dài, ngắn khác nhau nên chỉ so sánh trong cùng một thủ tục hoặc lĩnh vực.',
      en: 'Calendar days, less those spent waiting for the citizen’s supplement. Procedures differ in length: compare within one procedure or sector only.',
    },
    formula: {
      vi: 'trung vị của (ngày xong − ngày tiếp nhận − số ngày chờ bổ sung)',
      en: 'median of (day finished − day received − days of waiting for supplements)',
    },
    source: 'Quyết định 766/QĐ-TTg, tiêu chí 2.2 (thời gian giải quyết trung bình), thay bằng trung vị; khoảng tin cậy theo thứ hạng (David và Nagaraja)',
  },
  rollup: 'dossier_daily',
  where: '1',
  numerator: 'sum(resolved)',
  denominator: 'sum(resolved)',
  sampleSize: 'sum(resolved)',
  histogram: 'handling_days',
}
