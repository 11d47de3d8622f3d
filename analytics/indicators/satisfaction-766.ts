import { DOSSIERS, SHARED, type Indicator } from './indicator.ts'
import { progress766 } from './progress-766.ts'

/** Satisfaction as Decision 766 counts it from dossiers: silence is satisfaction, lateness is not. Beside the satisfaction of those who answered, never merged with it. */
export const satisfaction766: Indicator = {
  // Whoever was not late is satisfied, as far as is known: the same counts.
  ...progress766,
  definition: {
    ...SHARED, id: 'satisfaction-766', version: 1, effectiveFrom: '2024-01-01', countedUnit: DOSSIERS,
    name: { vi: 'Hài lòng theo hồ sơ (766)', en: 'Dossier satisfaction (Decision 766)' },
    meaning: {
      vi: 'Trong số hồ sơ tiếp nhận trong kỳ, bao nhiêu hồ sơ không trễ hạn. Người không nói gì được coi là hài lòng.',
      en: 'Of the dossiers received in the period, the share that was not late. Whoever says nothing counts as satisfied.',
    },
    caution: {
      vi: 'Khác xa tỷ lệ hài lòng tại quầy: chỉ số này đếm hồ sơ, coi im lặng là hài lòng; tại quầy chỉ đếm người đã trả lời. Phản ánh, không hài lòng gắn với từng hồ sơ chưa được trừ ở đây, nên đây là mức cao nhất có thể.',
      en: 'Far from satisfaction at the counter: this counts dossiers and takes silence for consent, the other counts those who answered. Complaints about single dossiers are not subtracted here yet, so this is the highest it can be.',
    },
    formula: {
      vi: '(hồ sơ tiếp nhận − hồ sơ trễ hạn) / hồ sơ tiếp nhận trong kỳ',
      en: '(dossiers received − late ones) / dossiers received in the period',
    },
    source: 'Quyết định 766/QĐ-TTg, nhóm mức độ hài lòng; mô tả công thức 5.4 của Cổng Dịch vụ công quốc gia',
  },
}
