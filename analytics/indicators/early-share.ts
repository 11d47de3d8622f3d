import { DOSSIERS, SHARED, type Indicator } from './indicator.ts'

/** Share of resolved dossiers that were done before their day. */
export const earlyShare: Indicator = {
  definition: {
    ...SHARED, id: 'early-share', version: 1, effectiveFrom: '2024-01-01', countedUnit: DOSSIERS,
    name: { vi: 'Giải quyết trước hạn', en: 'Resolved early' },
    meaning: {
      vi: 'Trong số hồ sơ giải quyết xong trong kỳ, bao nhiêu hồ sơ xong trước ngày hẹn.',
      en: 'Of the dossiers resolved in the period, the share resolved before the day they were due.',
    },
    caution: {
      vi: 'Tỷ lệ rất cao có thể chỉ cho thấy ngày hẹn được đặt quá xa.',
      en: 'A very high share may only say that appointments are set too far off.',
    },
    formula: {
      vi: 'hồ sơ xong trước ngày hẹn / hồ sơ đã giải quyết có ngày hẹn, trong kỳ',
      en: 'resolved before the due day / resolved dossiers with a due day in the period',
    },
    source: 'Báo cáo định kỳ của Trung tâm Phục vụ hành chính công (trước hạn, đúng hạn, quá hạn)',
  },
  rollup: 'dossier_daily',
  where: '1',
  numerator: 'sum(resolved_early)',
  denominator: 'sum(resolved_early) + sum(resolved_on_time) + sum(resolved_late)',
  sampleSize: 'sum(resolved_early) + sum(resolved_on_time) + sum(resolved_late)',
  coverage: '(sum(resolved_early) + sum(resolved_on_time) + sum(resolved_late)) / sum(resolved)',
}
