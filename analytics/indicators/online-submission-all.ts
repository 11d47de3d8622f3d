import { DOSSIERS, SHARED, type Indicator } from './indicator.ts'

/** Share of all dossiers that came online, whether their procedure is offered online or not. */
export const onlineSubmissionAll: Indicator = {
  definition: {
    ...SHARED, id: 'online-submission-all', version: 1, effectiveFrom: '2024-01-01', countedUnit: DOSSIERS,
    name: { vi: 'Hồ sơ trực tuyến trên tổng số', en: 'Online among all dossiers' },
    meaning: {
      vi: 'Trong tất cả hồ sơ tiếp nhận trong kỳ, bao nhiêu hồ sơ được nộp trực tuyến.',
      en: 'Of all dossiers received in the period, the share submitted online.',
    },
    caution: {
      vi: 'Thấp hơn tỷ lệ trên hồ sơ thuộc thủ tục có nộp trực tuyến, vì thủ tục chưa lên mạng cũng nằm trong mẫu số.',
      en: 'Lower than the rate of eligible dossiers, because procedures not yet online are in the denominator.',
    },
    formula: {
      vi: 'hồ sơ nộp trực tuyến / hồ sơ tiếp nhận trong kỳ',
      en: 'dossiers submitted online / dossiers received in the period',
    },
    source: 'Báo cáo của Trung tâm Phục vụ hành chính công (Cần Thơ, 2024); kênh thực hiện 2',
  },
  rollup: 'dossier_daily',
  where: '1',
  numerator: 'sumIf(received, channel = \'online\')',
  denominator: 'sum(received)',
  sampleSize: 'sum(received)',
}
