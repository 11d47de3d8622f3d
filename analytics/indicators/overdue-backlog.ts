import { DOSSIERS, SHARED, type Indicator } from './indicator.ts'

/** Share of the open dossiers that are overdue at the end of the period; of a running one, now. */
export const overdueBacklog: Indicator = {
  definition: {
    ...SHARED, id: 'overdue-backlog', version: 1, effectiveFrom: '2024-01-01', countedUnit: DOSSIERS, direction: 'lower-is-better',
    name: { vi: 'Hồ sơ tồn quá hạn', en: 'Overdue backlog' },
    meaning: {
      vi: 'Trong số hồ sơ còn đang giải quyết ở cuối kỳ, bao nhiêu hồ sơ đã quá ngày hẹn.',
      en: 'Of the dossiers still open at the end of the period, the share whose due day is past.',
    },
    caution: {
      vi: 'Kỳ đang chạy lấy tình trạng hiện tại. Cả kỳ chỉ tính tình trạng ngày cuối, không cộng dồn các tháng.',
      en: 'A running period takes the present state. Longer periods take the state on their last day, not a sum of months.',
    },
    formula: {
      vi: 'hồ sơ chưa xong đã quá ngày hẹn / hồ sơ chưa xong, cuối kỳ (không tính hồ sơ rút)',
      en: 'open past the due day / open at the end of the period (withdrawn ones excluded)',
    },
    source: 'Nghị định 118/2025/NĐ-CP (theo dõi hồ sơ quá hạn, thư xin lỗi)',
  },
  rollup: 'dossier_daily',
  where: '1',
  numerator: 'sumIf(overdue_at_end, day = {lastDay})',
  denominator: 'sumIf(open_at_end, day = {lastDay}) - sumIf(unclassified_at_end, day = {lastDay})',
  sampleSize: 'sumIf(open_at_end, day = {lastDay}) - sumIf(unclassified_at_end, day = {lastDay})',
  coverage: '(sumIf(open_at_end, day = {lastDay}) - sumIf(unclassified_at_end, day = {lastDay})) / sumIf(open_at_end, day = {lastDay})',
  wholeMonths: true,
}
