import type { IndicatorDefinition } from '../../../../contract/indicator.ts'
import type { Language } from '../../../i18n/translator.ts'

/** What each metric that other systems report is called; the codes are the national portal's (domain.md §1.5). */
const WORDS: Record<string, Record<Language, string>> = {
  PUBLISH_ON_TIME: { vi: 'Công bố thủ tục đúng hạn', en: 'Procedures announced on time' },
  PUBLIC_UPDATE_ON_TIME: { vi: 'Cập nhật, công khai thủ tục đúng hạn', en: 'Procedures updated and published on time' },
  PUBLIC_CONTENT_FULL: { vi: 'Thủ tục công khai đủ nội dung', en: 'Procedures published with all parts' },
  DOSSIER_SYNC: { vi: 'Hồ sơ đồng bộ lên Cổng quốc gia', en: 'Dossiers sent to the national portal' },
  PROGRESS: { vi: 'Tiến độ giải quyết', en: 'Progress of handling' },
  PAYMENT_DOSSIERS: { vi: 'Hồ sơ thanh toán trực tuyến', en: 'Dossiers paid online' },
  PAYMENT_PROCEDURES: { vi: 'Thủ tục có phát sinh thanh toán trực tuyến', en: 'Procedures that were paid online' },
  PAYMENT_FEE_DATA: { vi: 'Thủ tục có dữ liệu phí, lệ phí', en: 'Procedures with fee data' },
  ORIGINAL_RESULT_AVAILABLE: { vi: 'Hồ sơ có kết quả điện tử', en: 'Dossiers with an electronic result' },
  SO_HOA_GIAY_TO_GIAI_QUYET: { vi: 'Hồ sơ được số hóa', en: 'Digitised dossiers' },
  REUSED_DIGITIZED_DATA: { vi: 'Hồ sơ dùng lại dữ liệu đã số hóa', en: 'Dossiers reusing digitised papers' },
  SYNCED_WITH_DVCQG_PERSONAL_STORAGE: { vi: 'Hồ sơ chia sẻ dữ liệu để dùng lại', en: 'Dossiers sharing data for reuse' },
  CITIZEN_DATA_CONNECTED_DOSSIER: { vi: 'Hồ sơ dùng dữ liệu dân cư', en: 'Dossiers using population data' },
  CITIZEN_DATA_CONNECTED_FORMALITY: { vi: 'Thủ tục kết nối dữ liệu dân cư', en: 'Procedures connected to population data' },
  ELECTRONIC_CERTIFIED_COPY: { vi: 'Chứng thực bản sao điện tử', en: 'Electronic certified copies' },
  PETITION_PROCESSING_ON_TIME: { vi: 'Phản ánh, kiến nghị xử lý đúng hạn', en: 'Petitions handled on time' },
  PETITION_HANDLING_SATISFACTION: { vi: 'Hài lòng với xử lý phản ánh, kiến nghị', en: 'Satisfaction with handled petitions' },
  DOSSIER_RECEIVING_SATISFACTION: { vi: 'Hài lòng trong giải quyết hồ sơ', en: 'Satisfaction with handled dossiers' },
  PETITION_CLASSIFICATION_TTHC: { vi: 'Phản ánh về thủ tục', en: 'Petitions about procedures' },
  PETITION_CLASSIFICATION_STAFF: { vi: 'Phản ánh về cán bộ', en: 'Petitions about staff' },
  DOSSIERS_PROCESSED: { vi: 'Hồ sơ đã giải quyết', en: 'Dossiers processed' },
  DOSSIERS_OPEN: { vi: 'Hồ sơ đang giải quyết', en: 'Dossiers open' },
  DOSSIERS_EARLY: { vi: 'Giải quyết trước hạn', en: 'Ended before the due day' },
  DOSSIERS_ON_TIME: { vi: 'Giải quyết đúng hạn', en: 'Ended on the due day' },
  DOSSIERS_LATE: { vi: 'Giải quyết quá hạn', en: 'Ended after the due day' },
  TRANSPARENCY_SCORE: { vi: 'Điểm công khai, minh bạch', en: 'Points for transparency' },
  PROGRESS_SCORE: { vi: 'Điểm tiến độ giải quyết', en: 'Points for progress' },
  ONLINE_SERVICE_SCORE: { vi: 'Điểm dịch vụ công trực tuyến', en: 'Points for online service' },
  ONLINE_PAYMENT_SCORE: { vi: 'Điểm thanh toán trực tuyến', en: 'Points for online payment' },
  DIGITISATION_SCORE: { vi: 'Điểm số hóa hồ sơ', en: 'Points for digitisation' },
  SATISFACTION_SCORE: { vi: 'Điểm mức độ hài lòng', en: 'Points for satisfaction' },
}

export const isPoints = (metric: string) => metric.endsWith('_SCORE')

/** A metric's name: the portal's, or that of the indicator whose id it is; else the code itself. */
export const toMetricName = (metric: string, language: Language, definitions: readonly Pick<IndicatorDefinition, 'id' | 'name'>[]): string =>
  WORDS[metric]?.[language] ?? definitions.find(({ id }) => id === metric)?.name[language] ?? metric
