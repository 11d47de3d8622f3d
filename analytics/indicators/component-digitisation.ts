import { DOSSIERS, SHARED, type Indicator } from './indicator.ts'

/**
 * Share of the papers handed in that were digitised on receipt. The papers of one dossier are scanned together or not at all,
 * so the interval is computed with the number of dossiers, not of papers.
 */
export const componentDigitisation: Indicator = {
  definition: {
    ...SHARED, id: 'component-digitisation', version: 1, effectiveFrom: '2024-01-01', countedUnit: DOSSIERS,
    name: { vi: 'Số hóa thành phần hồ sơ', en: 'Component digitisation' },
    meaning: {
      vi: 'Trong số giấy tờ nộp cùng hồ sơ tiếp nhận trong kỳ, bao nhiêu giấy tờ đã được số hóa.',
      en: 'Of the papers handed in with dossiers received in the period, the share that was digitised.',
    },
    caution: {
      vi: 'Nộp trực tuyến mà không số hóa lại thì tùy hệ thống nguồn ghi nhận; nên xem cùng tỷ lệ nộp trực tuyến.',
      en: 'Source systems differ in how they record online papers; read it together with the online submission rate.',
    },
    formula: {
      vi: 'số thành phần đã số hóa / tổng số thành phần của hồ sơ tiếp nhận trong kỳ',
      en: 'components digitised / components of the dossiers received in the period',
    },
    source: 'Nghị định 107/2021/NĐ-CP; Thông tư 01/2023/TT-VPCP; Quyết định 766/QĐ-TTg, nhóm số hóa hồ sơ',
  },
  rollup: 'dossier_daily',
  where: '1',
  numerator: 'sum(components_digitised)',
  denominator: 'sum(components)',
  sampleSize: 'sum(with_components)',
  coverage: 'sum(with_components) / sum(received)',
}
