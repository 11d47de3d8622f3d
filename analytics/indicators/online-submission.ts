import { DOSSIERS, SHARED, type Indicator } from './indicator.ts'

/** Share of dossiers submitted online among those that could be (the procedure is offered online). */
export const onlineSubmission: Indicator = {
  definition: {
    ...SHARED, id: 'online-submission', version: 1, effectiveFrom: '2024-01-01', countedUnit: DOSSIERS,
    name: { vi: 'Nộp hồ sơ trực tuyến', en: 'Online submission' },
    meaning: {
      vi: 'Trong số hồ sơ tiếp nhận có thể nộp qua mạng, bao nhiêu hồ sơ được nộp trực tuyến.',
      en: 'Of the dossiers received that could be submitted online, the share that was.',
    },
    caution: {
      vi: 'Không nói hồ sơ do người dân tự nộp hay cán bộ nộp hộ tại quầy.',
      en: 'Does not tell whether the citizen submitted it or an official did so on the citizen’s behalf.',
    },
    formula: {
      vi: 'hồ sơ nộp trực tuyến / hồ sơ thuộc thủ tục có nộp trực tuyến, tiếp nhận trong kỳ',
      en: 'dossiers submitted online / dossiers received in the period for procedures offered online',
    },
    source: 'Quyết định 766/QĐ-TTg, nhóm cung cấp dịch vụ trực tuyến (kênh thực hiện 2)',
  },
  rollup: 'dossier_daily',
  where: '1',
  numerator: 'sum(online_of_eligible)',
  denominator: 'sum(online_eligible)',
  sampleSize: 'sum(online_eligible)',
}
