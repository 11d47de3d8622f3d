import { DOSSIERS, SHARED, type Indicator } from './indicator.ts'

/** Dossiers digitised as Decision 766 counts them: papers and result both. */
export const digitisation766: Indicator = {
  definition: {
    ...SHARED, id: 'digitisation-766', version: 1, effectiveFrom: '2024-01-01', countedUnit: DOSSIERS,
    name: { vi: 'Số hóa hồ sơ (766)', en: 'Digitised dossiers (Decision 766)' },
    meaning: {
      vi: 'Trong số hồ sơ giải quyết xong trong kỳ, bao nhiêu hồ sơ có cả thành phần và kết quả được số hóa.',
      en: 'Of the dossiers resolved in the period, the share with both papers and result digitised.',
    },
    caution: {
      vi: 'Chỉ cần một thành phần được số hóa; thủ tục không trả kết quả bằng giấy vẫn nằm trong mẫu số vì hệ thống nguồn chưa phân biệt.',
      en: 'One digitised paper is enough; procedures without a paper result stay in the denominator, because sources do not tell them apart yet.',
    },
    formula: {
      vi: 'hồ sơ có thành phần và kết quả đã số hóa / hồ sơ đã giải quyết trong kỳ',
      en: 'dossiers with digitised papers and result / dossiers resolved in the period',
    },
    source: 'Quyết định 766/QĐ-TTg, nhóm số hóa hồ sơ (SO_HOA_GIAY_TO_GIAI_QUYET); mô tả công thức 4.2',
  },
  rollup: 'dossier_daily',
  where: '1',
  numerator: 'sum(resolved_digitised)',
  denominator: 'sum(resolved)',
  sampleSize: 'sum(resolved)',
}
