import { DOSSIERS, SHARED, type Indicator } from './indicator.ts'

/** On-time rate among what was resolved: flattering where late dossiers are left open, so it never stands as the headline. */
export const onTimeResolved: Indicator = {
  definition: {
    ...SHARED, id: 'on-time-resolved', version: 1, effectiveFrom: '2024-01-01', countedUnit: DOSSIERS,
    name: { vi: 'Đúng hạn trên hồ sơ đã giải quyết', en: 'On time among resolved' },
    meaning: {
      vi: 'Trong số hồ sơ giải quyết xong trong kỳ, bao nhiêu hồ sơ xong trước hoặc đúng ngày hẹn.',
      en: 'Of the dossiers resolved in the period, the share resolved on or before the day they were due.',
    },
    caution: {
      vi: 'Hồ sơ quá hạn mà còn để đó thì không bị tính, nên tỷ lệ này thường cao hơn tỷ lệ trên hồ sơ đến hạn. Hồ sơ không có ngày hẹn nằm ngoài mẫu số.',
      en: 'Late dossiers that are left open do not count, so it is usually higher than the rate of dossiers due. Dossiers without an appointment stay out of the denominator.',
    },
    formula: {
      vi: '(hồ sơ xong trước hạn + xong đúng ngày hẹn) / (xong trước hạn + đúng ngày hẹn + quá hạn), giải quyết trong kỳ',
      en: '(resolved early + on the day) / (resolved early + on the day + late), resolved in the period',
    },
    source: 'Nghị định 118/2025/NĐ-CP; cách tính phổ biến trong báo cáo của Trung tâm Phục vụ hành chính công',
  },
  rollup: 'dossier_daily',
  where: '1',
  numerator: 'sum(resolved_early) + sum(resolved_on_time)',
  denominator: 'sum(resolved_early) + sum(resolved_on_time) + sum(resolved_late)',
  sampleSize: 'sum(resolved_early) + sum(resolved_on_time) + sum(resolved_late)',
  coverage: '(sum(resolved_early) + sum(resolved_on_time) + sum(resolved_late)) / sum(resolved)',
}
