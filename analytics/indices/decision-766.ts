import type { IndexScheme, SharePart } from './index-scheme.ts'

const share = (metric: string, max: number, ofNothing: SharePart['ofNothing'], fullMarksAt: SharePart['fullMarksAt'] = [1, 1]): SharePart =>
  ({ kind: 'share', metric, max, fullMarksAt, ofNothing })

/**
 * Bộ chỉ số 766 (Quyết định 766/QĐ-TTg, 23/6/2022): six groups, 100 points, as the national portal scores them. The text of the decision
 * names five groups; the portal shows the 22 points of online service as 12 and 10. Maxima, thresholds and the rules for nothing to count
 * were read off the portal's published figures of 2026 and reproduce all of them (domain.md §1.5–1.6); the split of the 12 points of
 * online service is not published, so they are taken as given. The middle bands of the grades (80, 70, 50) are from practice, the ends
 * from published reports.
 */
export const DECISION_766: readonly IndexScheme[] = [{
  id: 'decision-766',
  version: 1,
  effectiveFrom: '2022-08-01',
  source: 'Quyết định 766/QĐ-TTg ngày 23/6/2022; cách tính của Cổng Dịch vụ công quốc gia',
  groups: [
    {
      id: 'transparency', max: 18, scoreMetric: 'TRANSPARENCY_SCORE',
      parts: [share('PUBLISH_ON_TIME', 6, 'null'), share('PUBLIC_UPDATE_ON_TIME', 4, 'null'), share('PUBLIC_CONTENT_FULL', 2, 'null'), share('DOSSIER_SYNC', 6, 'null')],
    },
    { id: 'progress', max: 20, scoreMetric: 'PROGRESS_SCORE', parts: [share('PROGRESS', 20, 'zero')] },
    { id: 'online-service', max: 12, scoreMetric: 'ONLINE_SERVICE_SCORE', parts: [{ kind: 'points', metric: 'ONLINE_SERVICE_SCORE', max: 12 }] },
    {
      id: 'online-payment', max: 10, scoreMetric: 'ONLINE_PAYMENT_SCORE',
      parts: [share('PAYMENT_DOSSIERS', 6, 'zero'), share('PAYMENT_PROCEDURES', 2, 'zero', [4, 5]), share('PAYMENT_FEE_DATA', 2, 'zero', [4, 5])],
    },
    {
      id: 'digitisation', max: 22, scoreMetric: 'DIGITISATION_SCORE',
      parts: [
        share('ORIGINAL_RESULT_AVAILABLE', 6, 'null'), share('SO_HOA_GIAY_TO_GIAI_QUYET', 4, 'null'), share('REUSED_DIGITIZED_DATA', 2, 'null', [4, 5]),
        share('SYNCED_WITH_DVCQG_PERSONAL_STORAGE', 4, 'null'), share('CITIZEN_DATA_CONNECTED_DOSSIER', 2, 'null'),
        share('CITIZEN_DATA_CONNECTED_FORMALITY', 2, 'null'), share('ELECTRONIC_CERTIFIED_COPY', 2, 'null'),
      ],
    },
    {
      id: 'satisfaction', max: 18, scoreMetric: 'SATISFACTION_SCORE',
      parts: [
        share('PETITION_PROCESSING_ON_TIME', 6, 'full'), share('PETITION_HANDLING_SATISFACTION', 6, 'full'),
        share('DOSSIER_RECEIVING_SATISFACTION', 6, 'zero', [9, 10]),
        { kind: 'information', metric: 'PETITION_CLASSIFICATION_TTHC' }, { kind: 'information', metric: 'PETITION_CLASSIFICATION_STAFF' },
      ],
    },
  ],
  grades: [{ from: 90, grade: 'excellent' }, { from: 80, grade: 'good' }, { from: 70, grade: 'fair' }, { from: 50, grade: 'average' }, { from: 0, grade: 'weak' }],
}]
