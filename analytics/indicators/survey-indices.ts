import { STANDARD_QUESTIONNAIRE } from '../../contract/questionnaire.ts'
import { SHARED, SHEETS, type Indicator } from './indicator.ts'

/**
 * Sheets of the standard questionnaire about finished dossiers, from people who were invited. Figures of units are of one questionnaire, or they could not be
 * laid beside each other; what a unit asks besides is on the results page of its survey.
 */
export const MAIN_SHEETS = `questionnaire = '${STANDARD_QUESTIONNAIRE}' AND outcome = 'finished' AND channel != 'open'`
/** What all survey figures have in common: of the months of dossiers, with coverage by those invited, and with the promise that few stay unseen. */
export const OF_SURVEYS = { rollup: 'survey_daily', wholeMonths: true, keepsSmallCounts: true } as const
export const ANSWERED_OF_INVITED = 'sum(sheets) / nullIf(sum(invited), 0)'

type Words = { vi: string; en: string }

const caution: Words = {
  vi: 'Không phải chỉ số SIPAS của Bộ Nội vụ. Chỉ tính người được mời và có trả lời; các phiên bản câu hỏi không so được với nhau thì không cộng chung.',
  en: 'Not the SIPAS index of the Ministry of Home Affairs. Counts only those who were invited and answered; versions of questions that cannot be compared are not added up.',
}
const formula: Words = {
  vi: 'trung bình cộng, không trọng số, của tỷ lệ “hài lòng” và “rất hài lòng” ở từng câu của nhóm; “không có ý kiến” không tính',
  en: 'the unweighted mean of the shares of “satisfied” and “very satisfied” of each item of the group; “no opinion” counts nowhere',
}
const SOURCE = 'Quyết định 1001/QĐ-BNV năm 2023 (năm nhóm yếu tố); khoảng Wilson với n hiệu dụng'

/** `answered`: how many people have an answer to any item of the measure. */
const toIndex = (id: string, histogram: string, words: { name: Words; meaning: Words; formula?: Words }): Indicator => {
  const answered = `arraySum(mapValues(sumMap(cells.${histogram})))`
  return {
    ...OF_SURVEYS,
    definition: {
      ...SHARED, id, version: 1, effectiveFrom: '2026-01-01', countedUnit: SHEETS, kind: 'index', interval: 'Wilson 95 %, n hiệu dụng', caution, formula, source: SOURCE, ...words,
    },
    where: MAIN_SHEETS,
    numerator: '0', denominator: answered, sampleSize: answered, histogram, answers: 'items',
    coverage: ANSWERED_OF_INVITED, isOfAsked: true,
  }
}

/** Share of people who are satisfied all in all, asked in the survey after their dossier was finished. */
export const surveySatisfaction = toIndex('survey-satisfaction', 'overall', {
  name: { vi: 'Hài lòng chung qua khảo sát', en: 'Overall satisfaction in the survey' },
  meaning: {
    vi: 'Trong số người được mời trả lời khảo sát sau khi xong hồ sơ, bao nhiêu người hài lòng hoặc rất hài lòng về toàn bộ lần phục vụ.',
    en: 'Of those invited to the survey after their dossier was finished, the share satisfied or very satisfied with all of the service.',
  },
  formula: { vi: 'phiếu chọn mức 4 và 5 ở câu hỏi chung / phiếu có trả lời câu hỏi chung', en: 'sheets with 4 or 5 in the question about all of it / sheets that answer it' },
})

export const surveyAccess = toIndex('survey-access', 'access', {
  name: { vi: 'Khảo sát: tiếp cận dịch vụ', en: 'Survey: access to the service' },
  meaning: { vi: 'Mức hài lòng về nơi đến, chỉ dẫn, chỗ ngồi chờ, trang thiết bị và cách nộp hồ sơ.', en: 'Satisfaction with finding the place, signs, seats, equipment and ways to submit.' },
})
export const surveyProcedures = toIndex('survey-procedures', 'procedures', {
  name: { vi: 'Khảo sát: thủ tục hành chính', en: 'Survey: procedures' },
  meaning: { vi: 'Mức hài lòng về giấy tờ phải nộp, phí, lệ phí và thời hạn giải quyết.', en: 'Satisfaction with the papers asked for, fees, and the time a procedure takes.' },
})
export const surveyOfficials = toIndex('survey-officials', 'officials', {
  name: { vi: 'Khảo sát: công chức phục vụ', en: 'Survey: officials' },
  meaning: { vi: 'Mức hài lòng về thái độ, sự tận tình và hiểu việc của công chức.', en: 'Satisfaction with the manner, care and knowledge of the officials.' },
})
export const surveyResults = toIndex('survey-results', 'results', {
  name: { vi: 'Khảo sát: kết quả', en: 'Survey: results' },
  meaning: { vi: 'Mức hài lòng về kết quả nhận được: đúng hẹn, đúng thông tin, công bằng.', en: 'Satisfaction with the result: on the day, correct, fair.' },
})
export const surveyFeedback = toIndex('survey-feedback', 'feedback', {
  name: { vi: 'Khảo sát: tiếp nhận góp ý', en: 'Survey: handling of feedback' },
  meaning: { vi: 'Mức hài lòng về cách tiếp nhận và trả lời góp ý, phản ánh, kiến nghị.', en: 'Satisfaction with how feedback and petitions are taken and answered.' },
})
