import { DOSSIERS, SHARED, type Indicator } from './indicator.ts'

/** Share of dossiers whose papers were all digitised. */
export const fullDigitisation: Indicator = {
  definition: {
    ...SHARED, id: 'full-digitisation', version: 1, effectiveFrom: '2024-01-01', countedUnit: DOSSIERS,
    name: { vi: 'Hồ sơ số hóa đầy đủ', en: 'Fully digitised dossiers' },
    meaning: {
      vi: 'Trong số hồ sơ tiếp nhận có thành phần hồ sơ, bao nhiêu hồ sơ được số hóa toàn bộ giấy tờ.',
      en: 'Of the dossiers received with papers, the share whose papers were all digitised.',
    },
    caution: {
      vi: 'Chặt hơn tỷ lệ số hóa thành phần: thiếu một giấy tờ là không tính.',
      en: 'Stricter than component digitisation: one missing paper and the dossier does not count.',
    },
    formula: {
      vi: 'hồ sơ có mọi thành phần đã số hóa / hồ sơ có thành phần, tiếp nhận trong kỳ',
      en: 'dossiers with all components digitised / dossiers with components received in the period',
    },
    source: 'Nghị định 107/2021/NĐ-CP; Thông tư 01/2023/TT-VPCP',
  },
  rollup: 'dossier_daily',
  where: '1',
  numerator: 'sum(with_all_digitised)',
  denominator: 'sum(with_components)',
  sampleSize: 'sum(with_components)',
  coverage: 'sum(with_components) / sum(received)',
}
