/**
 * How pages group the indicators: what a group is about, the indicator that is shown first, and other ways to count the same things. Every
 * indicator stands in one group; a test holds this against the registry.
 */
export interface IndicatorGroup {
  id: 'satisfaction' | 'punctuality' | 'digitisation' | 'online'
  name: { vi: string; en: string }
  headline: string
  others: readonly string[]
}

export const INDICATOR_GROUPS: readonly IndicatorGroup[] = [
  {
    id: 'satisfaction', name: { vi: 'Hài lòng', en: 'Satisfaction' }, headline: 'counter-satisfaction',
    others: [
      'counter-satisfaction-mean', 'dissatisfied-per-1000', 'counter-satisfaction-3', 'counter-satisfaction-3-mean', 'satisfaction-766', 'offer-rate', 'response-rate',
      'survey-satisfaction', 'survey-access', 'survey-procedures', 'survey-officials', 'survey-results', 'survey-feedback', 'survey-nps', 'survey-response-rate', 'survey-completion-rate',
    ],
  },
  {
    id: 'punctuality', name: { vi: 'Đúng hạn', en: 'On time' }, headline: 'on-time-due',
    others: ['on-time-resolved', 'on-time-workload', 'progress-766', 'early-share', 'overdue-backlog', 'median-handling-days'],
  },
  {
    id: 'digitisation', name: { vi: 'Số hóa', en: 'Digitisation' }, headline: 'component-digitisation',
    others: ['full-digitisation', 'result-digitisation', 'digitisation-766', 'digitised-reuse'],
  },
  {
    id: 'online', name: { vi: 'Trực tuyến và thanh toán', en: 'Online service and payment' }, headline: 'online-submission',
    others: ['online-submission-all', 'online-payment', 'online-payment-value'],
  },
]

/** The indicators of a group in the order in which they are shown. */
export const idsOf = ({ headline, others }: IndicatorGroup): string[] => [headline, ...others]
