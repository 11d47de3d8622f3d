import { DOSSIERS, SHARED, type Indicator } from './indicator.ts'

/** Progress as Decision 766 counts it on the national portal: of the dossiers received, those finished in time or still within their due day at the end of the period. */
export const progress766: Indicator = {
  definition: {
    ...SHARED, id: 'progress-766', version: 1, effectiveFrom: '2024-01-01', countedUnit: DOSSIERS,
    name: { vi: 'Tiến độ giải quyết (766)', en: 'Progress (Decision 766)' },
    meaning: {
      vi: 'Trong số hồ sơ tiếp nhận trong kỳ, bao nhiêu hồ sơ đã xong đúng hạn hoặc vẫn còn trong hạn ở cuối kỳ.',
      en: 'Of the dossiers received in the period, the share finished in time or still within their due day at its end.',
    },
    caution: {
      vi: 'Từ lần yêu cầu bổ sung thứ hai, hồ sơ bị tính là trễ; đang chờ bổ sung lần đầu thì lấy ngày yêu cầu làm ngày kết thúc. Hồ sơ không có ngày hẹn không được tính là đúng hạn. Cổng quốc gia tính trên dữ liệu đồng bộ nên con số có thể khác.',
      en: 'From the second request for a supplement on, a dossier counts as late; while it waits for the first, the day of the request is its end. Without an appointment it is not counted as in time. The national portal counts what was synchronised to it, so its figure may differ.',
    },
    formula: {
      vi: '(hồ sơ đúng hạn + hồ sơ còn trong hạn cuối kỳ) / hồ sơ tiếp nhận trong kỳ',
      en: '(finished in time + still within due at the end) / dossiers received in the period',
    },
    source: 'Quyết định 766/QĐ-TTg, nhóm tiến độ giải quyết; mô tả công thức 2.1 của Cổng Dịch vụ công quốc gia',
  },
  rollup: 'dossier_daily',
  where: '1',
  numerator: 'sum(received) - sum(received_without_due) - sumIf(missed, received_month >= {firstDay})',
  denominator: 'sum(received)',
  sampleSize: 'sum(received)',
  coverage: '(sum(received) - sum(received_without_due)) / sum(received)',
  onlyPastDays: true,
  wholeMonths: true,
}
