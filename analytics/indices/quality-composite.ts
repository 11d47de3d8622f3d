import type { CompositePartScheme, CompositeScheme } from './composite-scheme.ts'

const share = (indicator: string, weight: number): CompositePartScheme => ({ kind: 'indicator', indicator, weight })

/**
 * Chất lượng phục vụ: our own composite of shares that are counted here, with the weights of the five groups of Decision 766 (18, 20, 22,
 * 22, 18). Not the portal's score of that decision, which `decision-766` reproduces: there silence counts as satisfaction, here only
 * citizens who answered do. Weights within a group follow the points of the portal's parts that come nearest (results 6, papers 4, reuse 2;
 * online service 12, online payment 10). Transparency cannot be counted here and is taken from the portal's points.
 */
export const SERVICE_QUALITY: readonly CompositeScheme[] = [{
  id: 'service-quality',
  version: 1,
  effectiveFrom: '2024-01-01',
  source: 'Trọng số năm nhóm theo Quyết định 766/QĐ-TTg ngày 23/6/2022; cách gộp, độ phủ và hai cận theo Sổ tay OECD/JRC về chỉ số tổng hợp (2008)',
  minimumCoverage: 0.7,
  required: [{ group: 'progress', otherwise: 'no-progress' }, { group: 'satisfaction', otherwise: 'no-satisfaction' }],
  groups: [
    { id: 'transparency', weight: 18, parts: [{ kind: 'reported-points', indicator: 'TRANSPARENCY_SCORE', outOf: 18, weight: 18 }] },
    { id: 'progress', weight: 20, parts: [share('on-time-due', 20)] },
    { id: 'digitisation', weight: 22, parts: [share('result-digitisation', 6), share('component-digitisation', 4), share('digitised-reuse', 2)] },
    { id: 'online', weight: 22, parts: [share('online-submission', 12), share('online-payment', 10)] },
    { id: 'satisfaction', weight: 18, parts: [share('counter-satisfaction', 18)] },
  ],
}]
