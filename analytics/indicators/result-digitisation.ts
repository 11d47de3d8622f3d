import { DOSSIERS, SHARED, type Indicator } from './indicator.ts'

/** Share of resolved dossiers (status 9 or 10) whose result was issued electronically. */
export const resultDigitisation: Indicator = {
  definition: {
    ...SHARED, id: 'result-digitisation', version: 1, effectiveFrom: '2024-01-01', countedUnit: DOSSIERS,
    name: { vi: 'Số hóa kết quả giải quyết', en: 'Result digitisation' },
    meaning: {
      vi: 'Trong số hồ sơ giải quyết xong trong kỳ, bao nhiêu hồ sơ có kết quả điện tử.',
      en: 'Of the dossiers resolved in the period, the share whose result was issued electronically.',
    },
    caution: {
      vi: 'Chỉ tính hồ sơ đã xong hoặc đã trả kết quả; hồ sơ từ chối, dừng, rút không có kết quả để số hóa.',
      en: 'Counts resolved or returned dossiers only; refused, stopped and withdrawn ones have no result to digitise.',
    },
    formula: {
      vi: 'hồ sơ có kết quả điện tử / hồ sơ đã giải quyết trong kỳ',
      en: 'dossiers with an electronic result / dossiers resolved in the period',
    },
    source: 'Nghị định 107/2021/NĐ-CP; Thông tư 01/2023/TT-VPCP; Quyết định 766/QĐ-TTg, nhóm số hóa hồ sơ',
  },
  rollup: 'dossier_daily',
  where: '1',
  numerator: 'sum(resolved_electronically)',
  denominator: 'sum(resolved)',
  sampleSize: 'sum(resolved)',
}
