import type { IndicatorValue } from '../indicator.ts'
import type { ReportFigures } from '../monitoring-report.ts'
import type { Language } from './translator.ts'

/** The parts of a monthly report, in their order. */
export type ReportPart = 'service' | 'petitions' | 'limits' | 'findings' | 'cases'

/** A line of the report's table: a count, or a share with its counts and its interval; `isKnown` false where nothing can be said. */
export interface ReportLine {
  part: ReportPart; name: string; count: number | null; outOf: number | null; share: Pick<IndicatorValue, 'value' | 'lower' | 'upper' | 'sampleSize'> | null; isKnown: boolean
}

const W = {
  service: { vi: 'Phục vụ', en: 'Service' }, petitions: { vi: 'Phản ánh, kiến nghị', en: 'Petitions' }, limits: { vi: 'Thời hạn xử lý phản ánh', en: 'Time limits of petitions' },
  findings: { vi: 'Quầy cần xem lại', en: 'Counters to look at' }, cases: { vi: 'Vụ việc', en: 'Cases' },
  'counter-satisfaction': { vi: 'Lượt đánh giá hài lòng', en: 'Satisfied ratings' }, 'on-time-due': { vi: 'Hồ sơ đến hạn được giải quyết đúng hạn', en: 'Dossiers due that were done in time' },
  'overdue-backlog': { vi: 'Hồ sơ còn tồn cuối kỳ đã quá hạn', en: 'Open dossiers at the end that are overdue' }, late: { vi: 'Hồ sơ đến hạn trong tháng bị trễ', en: 'Dossiers due in the month that were late' },
  received: { vi: 'Tiếp nhận trong tháng', en: 'Received in the month' }, procedure: { vi: 'Về thủ tục hành chính', en: 'About procedures' }, staff: { vi: 'Về thái độ, hành vi của cán bộ', en: 'About staff' },
  other: { vi: 'Về việc khác', en: 'About something else' }, 'not-petition': { vi: 'Không phải phản ánh, kiến nghị', en: 'No petition' }, unclassified: { vi: 'Chưa phân loại', en: 'Not classified yet' },
  answered: { vi: 'Đã trả lời và công khai', en: 'Answered in public' }, refused: { vi: 'Từ chối, có nêu lý do', en: 'Refused, with the reason' }, open: { vi: 'Đang xử lý', en: 'Being handled' }, waiting: { vi: 'Trong đó chờ người gửi bổ sung', en: 'Of those, waiting for the sender' },
  liked: { vi: 'Người gửi hài lòng với câu trả lời', en: 'Senders satisfied with the answer' }, repeated: { vi: 'Bị phản ánh lại về cùng việc', en: 'Petitioned again about the same matter' },
  refuse: { vi: 'Từ chối đúng hạn', en: 'Refused in time' }, ask: { vi: 'Yêu cầu bổ sung đúng hạn', en: 'Asked for more in time' }, resolve: { vi: 'Có kết quả đúng hạn', en: 'Resolved in time' }, publish: { vi: 'Công khai đúng hạn', en: 'Published in time' },
  flagged: { vi: 'Quầy có nhiều lượt không hài lòng hơn hẳn dự kiến', en: 'Counters with clearly more dissatisfaction than expected' }, toReview: { vi: 'Trong đó lặp lại ba tháng gần đây, cần xem lại', en: 'Of those, again within three months: to be reviewed' },
  explained: { vi: 'Quầy đã ghi nguyên nhân hoặc trả lời', en: 'Counters with a cause or an answer' }, appeals: { vi: 'Đề nghị xem lại kết luận', en: 'Appeals' },
  opened: { vi: 'Mở trong tháng', en: 'Opened in the month' }, closed: { vi: 'Đã đóng', en: 'Closed' }, inTime: { vi: 'Đóng đúng hạn', en: 'Closed in time' },
} as const

export const reportPartName = (part: ReportPart, language: Language): string => W[part][language]

/** The figures of a monthly report line by line, as the page shows and the file holds them. */
export function toReportLines({ indicators, lateDossiers, petitions, findings, cases }: ReportFigures, language: Language): ReportLine[] {
  const line = (part: ReportPart, name: keyof typeof W, count: number | null, outOf: number | null = null): ReportLine =>
    ({ part, name: W[name][language], count, outOf, share: null, isKnown: count !== null && outOf !== 0 })
  const shareLines = indicators.map(({ id, row }): ReportLine => ({
    ...line('service', id as keyof typeof W, row?.numerator ?? null, row?.denominator ?? null), share: row?.value === null || row === null ? null : row, isKnown: row !== null && row.value !== null,
  }))
  const rated = petitions.ratedSatisfied + petitions.ratedDissatisfied
  return [
    ...shareLines, line('service', 'late', lateDossiers),
    line('petitions', 'received', petitions.received),
    ...petitions.byClass.filter((it) => it.petitions > 0).map((it) => line('petitions', it.class ?? 'unclassified', it.petitions, petitions.received)),
    line('petitions', 'answered', petitions.answered, petitions.received), line('petitions', 'refused', petitions.refused, petitions.received), line('petitions', 'open', petitions.open, petitions.received), line('petitions', 'waiting', petitions.waiting, petitions.received),
    line('petitions', 'liked', petitions.ratedSatisfied, rated), line('petitions', 'repeated', petitions.repeated, petitions.received),
    ...petitions.limits.map((it) => line('limits', it.kind, it.kept, it.kept + it.missed)),
    ...(findings ? [line('findings', 'flagged', findings.flagged, findings.judged), line('findings', 'toReview', findings.toReview, findings.judged), line('findings', 'explained', findings.answered), line('findings', 'appeals', findings.appeals)] : []),
    line('cases', 'opened', cases.opened), line('cases', 'closed', cases.closed, cases.opened), line('cases', 'inTime', cases.inTime, cases.inTime + cases.late),
  ]
}
