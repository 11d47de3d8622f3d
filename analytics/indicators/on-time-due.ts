import { DOSSIERS, SHARED, type Indicator } from './indicator.ts'

/**
 * Headline on-time rate: of the dossiers due in the period, those finished on or before the day they were due. A dossier that
 * is still open after its day counts as late, so the rate cannot be raised by leaving late files open. Withdrawn ones are out.
 */
export const onTimeDue: Indicator = {
  definition: {
    ...SHARED, id: 'on-time-due', version: 1, effectiveFrom: '2024-01-01', countedUnit: DOSSIERS,
    name: { vi: 'Giải quyết đúng hạn', en: 'On-time rate' },
    meaning: {
      vi: 'Trong số hồ sơ đến hạn trả trong kỳ, bao nhiêu hồ sơ đã giải quyết xong trước hoặc đúng ngày hẹn.',
      en: 'Of the dossiers due in the period, the share resolved on or before the day they were due.',
    },
    caution: {
      vi: 'Khác tỷ lệ tiến độ của Bộ chỉ số 766 (chia cho hồ sơ tiếp nhận) và tỷ lệ trên hồ sơ đã giải quyết.',
      en: 'Differs from the progress ratio of Decision 766 (divided by dossiers received) and from the rate among resolved dossiers.',
    },
    formula: {
      vi: 'hồ sơ xong trước hoặc đúng ngày hẹn / hồ sơ đến hạn trong kỳ (không tính hồ sơ rút)',
      en: 'dossiers finished by their due day / dossiers due in the period (withdrawn ones excluded)',
    },
    source: 'Nghị định 118/2025/NĐ-CP (giấy hẹn trả kết quả); Quyết định 766/QĐ-TTg, nhóm tiến độ giải quyết',
  },
  rollup: 'dossier_daily',
  where: '1',
  numerator: 'sum(due_on_time)',
  denominator: 'sum(due)',
  sampleSize: 'sum(due)',
  coverage: 'sum(due) / (sum(due) + sum(received_without_due))',
  onlyPastDays: true,
}
