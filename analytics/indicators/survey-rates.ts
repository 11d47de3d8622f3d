import { STANDARD_QUESTIONNAIRE } from '../../contract/questionnaire.ts'
import { INVITATIONS, SHARED, SHEETS, type Indicator } from './indicator.ts'
import { ANSWERED_OF_INVITED, MAIN_SHEETS, OF_SURVEYS } from './survey-indices.ts'

const SOURCE = 'AAPOR Standard Definitions (RR2: phiếu trả lời một phần cũng tính); ISO 10004'

/** Of those invited, how many answered at all. Nobody is invited by an open link. */
export const surveyResponseRate: Indicator = {
  ...OF_SURVEYS,
  definition: {
    ...SHARED, id: 'survey-response-rate', version: 1, effectiveFrom: '2026-01-01', countedUnit: INVITATIONS,
    name: { vi: 'Tỷ lệ trả lời khảo sát', en: 'Response rate of the survey' },
    meaning: { vi: 'Trong số lời mời khảo sát đã gửi, bao nhiêu lời mời có người trả lời, kể cả trả lời một phần.', en: 'Of the invitations to the survey, the share that somebody answered, in part or whole.' },
    caution: {
      vi: 'Ít người trả lời thì kết quả khảo sát chỉ là tiếng nói của người sẵn lòng trả lời. Tháng đang chạy còn tăng: lời mời có hạn vài tuần.',
      en: 'Where few answer, a survey speaks for those who like to answer. A running month still rises: invitations are good for some weeks.',
    },
    formula: { vi: 'phiếu có ít nhất một câu trả lời / lời mời, theo tháng của hồ sơ; không tính đường liên kết mở', en: 'sheets with any answer / invitations, by month of the dossier; open links are not counted' },
    source: SOURCE,
  },
  where: `questionnaire = '${STANDARD_QUESTIONNAIRE}' AND channel != 'open'`,
  numerator: 'least(sum(sheets), sum(invited))',
  denominator: 'sum(invited)',
  sampleSize: 'sum(invited)',
}

/** Of the sheets that were begun, how many were finished. */
export const surveyCompletionRate: Indicator = {
  ...OF_SURVEYS,
  definition: {
    ...SHARED, id: 'survey-completion-rate', version: 1, effectiveFrom: '2026-01-01', countedUnit: SHEETS,
    name: { vi: 'Tỷ lệ trả lời hết phiếu', en: 'Completion rate of the survey' },
    meaning: { vi: 'Trong số phiếu khảo sát đã bắt đầu trả lời, bao nhiêu phiếu được trả lời đến hết.', en: 'Of the survey sheets that were begun, the share answered to the end.' },
    caution: { vi: 'Phiếu bỏ dở vẫn được tính ở những câu đã trả lời.', en: 'Sheets that were left still count in the questions that they answer.' },
    formula: { vi: 'phiếu trả lời đến hết / phiếu đã bắt đầu', en: 'sheets finished / sheets begun' },
    source: SOURCE,
  },
  where: `questionnaire = '${STANDARD_QUESTIONNAIRE}'`,
  numerator: 'sum(finished)',
  denominator: 'sum(sheets)',
  sampleSize: 'sum(sheets)',
}

const recommended = 'arraySum(mapValues(sumMap(cells.recommend)))'

/** Net promoter score: only of a question of 0–10 that asks whether one would recommend the service, and never the headline: nobody chooses an office. */
export const surveyNps: Indicator = {
  ...OF_SURVEYS,
  definition: {
    ...SHARED, id: 'survey-nps', version: 1, effectiveFrom: '2026-01-01', countedUnit: SHEETS, kind: 'mean', unit: 'net-points', interval: 'Wilson 95 %, n hiệu dụng',
    name: { vi: 'Sẵn lòng giới thiệu (NPS)', en: 'Would recommend (NPS)' },
    meaning: { vi: 'Số người cho 9–10 điểm trừ số người cho 0–6 điểm, trên 100 người trả lời câu hỏi có sẵn lòng giới thiệu dịch vụ hay không.', en: 'Those who give 9–10 less those who give 0–6, of 100 who answer whether they would recommend the service.' },
    caution: {
      vi: 'Cần số phiếu gấp khoảng bốn lần so với tỷ lệ hài lòng. Người dân không chọn được nơi làm thủ tục, nên đọc sau các chỉ số khác. Chỉ có khi bộ câu hỏi có câu này.',
      en: 'Needs about four times the sheets of a share of satisfied. Nobody chooses an office, so read it after the others. Only where the questionnaire asks.',
    },
    formula: { vi: '100 × (số người cho 9–10 − số người cho 0–6) / số người trả lời', en: '100 × (answers of 9–10 − answers of 0–6) / answers' },
    source: 'Reichheld 2003; Fisher và Kordupleski 2019 (giới hạn của cách tính)',
  },
  where: MAIN_SHEETS,
  numerator: '0', denominator: recommended, sampleSize: recommended, histogram: 'recommend', answers: 'recommend',
  coverage: ANSWERED_OF_INVITED, isOfAsked: true,
}
