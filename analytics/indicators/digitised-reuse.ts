import { DOSSIERS, SHARED, type Indicator } from './indicator.ts'

/** Share of dossiers in which at least one paper was taken from what had been digitised before. */
export const digitisedReuse: Indicator = {
  definition: {
    ...SHARED, id: 'digitised-reuse', version: 1, effectiveFrom: '2024-01-01', countedUnit: DOSSIERS,
    name: { vi: 'Khai thác, sử dụng lại dữ liệu số hóa', en: 'Reuse of digitised data' },
    meaning: {
      vi: 'Trong số hồ sơ tiếp nhận có thành phần hồ sơ, bao nhiêu hồ sơ dùng lại ít nhất một giấy tờ đã số hóa.',
      en: 'Of the dossiers received with papers, the share that reused at least one that had been digitised before.',
    },
    caution: {
      vi: 'Bộ chỉ số 766 cho điểm tối đa từ 80 % trở lên.',
      en: 'Decision 766 gives full marks from 80 % on.',
    },
    formula: {
      vi: 'hồ sơ có ít nhất một thành phần dùng lại / hồ sơ có thành phần, tiếp nhận trong kỳ',
      en: 'dossiers with at least one paper reused / dossiers with papers received in the period',
    },
    source: 'Nghị định 107/2021/NĐ-CP; Quyết định 766/QĐ-TTg, nhóm số hóa hồ sơ (REUSED_DIGITIZED_DATA)',
  },
  rollup: 'dossier_daily',
  where: '1',
  numerator: 'sum(with_reuse)',
  denominator: 'sum(with_components)',
  sampleSize: 'sum(with_components)',
  coverage: 'sum(with_components) / sum(received)',
}
