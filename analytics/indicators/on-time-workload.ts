import { DOSSIERS, SHARED, type Indicator } from './indicator.ts'

/** Everything in hand: what was open when the period began, and what came. */
const WORKLOAD = 'sumIf(carried_over, day = {firstDay}) + sum(received) - sum(received_withdrawn)'

/** On-time rate over the whole workload, as provincial portals publish it: what was late or is overdue at the end, against all that was in hand. */
export const onTimeWorkload: Indicator = {
  definition: {
    ...SHARED, id: 'on-time-workload', version: 1, effectiveFrom: '2024-01-01', countedUnit: DOSSIERS,
    name: { vi: 'Đúng hạn trên tổng hồ sơ phải giải quyết', en: 'On time over the workload' },
    meaning: {
      vi: 'Trong toàn bộ hồ sơ phải giải quyết trong kỳ (tồn đầu kỳ và mới tiếp nhận), bao nhiêu hồ sơ không trễ và không đang quá hạn ở cuối kỳ.',
      en: 'Of all dossiers in hand in the period (carried over and received), the share that was neither finished late nor overdue at its end.',
    },
    caution: {
      vi: 'Hồ sơ mới nhận và chưa đến hạn cũng được tính là chưa trễ. Kỳ đang chạy lấy tình trạng hiện tại làm cuối kỳ.',
      en: 'Dossiers just received and not yet due count as not late. A running period takes the present state as its end.',
    },
    formula: {
      vi: '1 − (hồ sơ xong trễ trong kỳ + hồ sơ quá hạn chưa xong cuối kỳ) / (tồn đầu kỳ + tiếp nhận trong kỳ, không tính hồ sơ rút)',
      en: '1 − (finished late in the period + open and overdue at its end) / (carried over + received in the period, withdrawn ones excluded)',
    },
    source: 'Công thức do các cổng dịch vụ công cấp tỉnh công bố (Gia Lai)',
  },
  rollup: 'dossier_daily',
  where: '1',
  // Not below nothing: a counter that moves within the period ends at its new centre what it had received at the old one.
  numerator: `greatest(0, ${WORKLOAD} - sum(ended_late) - sumIf(overdue_at_end, day = {lastDay}))`,
  denominator: WORKLOAD,
  sampleSize: WORKLOAD,
  wholeMonths: true,
}
