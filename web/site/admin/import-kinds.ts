import type { Right } from '../../../contract/access.ts'
import type { ImportKind } from '../../../contract/import.ts'
import type { MessageKey } from '../../i18n/messages.ts'

/** A column by its name in the contract and by the Vietnamese one that the server knows too, with a value as an example. */
export interface ImportColumn { name: string, vi: string, required?: true, example: string }

/** One kind of file: what it is called, what it is for, the right that opens it, its columns. */
export interface ImportEntry { kind: ImportKind, name: MessageKey, text: MessageKey, right: Right, columns: readonly ImportColumn[] }

/** The kinds of files in the order of the page. Adding one = a line here and its words; a test holds the columns against the server's. */
export const importEntries: readonly ImportEntry[] = [
  {
    kind: 'units', name: 'importUnits', text: 'importUnitsText', right: 'registry:write', columns: [
      { name: 'code', vi: 'Mã đơn vị', required: true, example: 'H46.12' },
      { name: 'parentCode', vi: 'Mã cấp trên', required: true, example: '46' },
      { name: 'kind', vi: 'Loại đơn vị', required: true, example: 'agency / cơ quan' },
      { name: 'nameVi', vi: 'Tên đơn vị', required: true, example: 'Sở Xây dựng' },
      { name: 'nameEn', vi: 'Tên tiếng Anh', example: 'Department of Construction' },
      { name: 'validFrom', vi: 'Từ ngày', required: true, example: '01/07/2025' },
      { name: 'validTo', vi: 'Đến ngày', example: '' },
      { name: 'successorCode', vi: 'Mã đơn vị kế thừa', example: '' },
    ],
  },
  {
    kind: 'counters', name: 'importCounters', text: 'importCountersText', right: 'registry:write', columns: [
      { name: 'code', vi: 'Mã quầy', required: true, example: 'H46.TT01.Q07' },
      { name: 'centreCode', vi: 'Mã trung tâm', required: true, example: 'H46.TT01' },
      { name: 'nameVi', vi: 'Tên quầy', required: true, example: 'Quầy 7' },
      { name: 'nameEn', vi: 'Tên tiếng Anh', example: 'Counter 7' },
      { name: 'validFrom', vi: 'Từ ngày', required: true, example: '01/07/2025' },
      { name: 'validTo', vi: 'Đến ngày', example: '' },
    ],
  },
  {
    kind: 'officials', name: 'importOfficials', text: 'importOfficialsText', right: 'registry:write', columns: [
      { name: 'code', vi: 'Mã cán bộ', required: true, example: 'CB001' },
      { name: 'name', vi: 'Họ tên', example: '' },
      { name: 'counterCode', vi: 'Mã quầy', example: 'H46.TT01.Q07' },
      { name: 'validFrom', vi: 'Từ ngày', example: '15/06/2026 07:30' },
      { name: 'validTo', vi: 'Đến ngày', example: '15/06/2026 11:30' },
    ],
  },
  {
    kind: 'procedures', name: 'importProcedures', text: 'importProceduresText', right: 'registry:write', columns: [
      { name: 'code', vi: 'Mã thủ tục', required: true, example: '1.001234' },
      { name: 'nameVi', vi: 'Tên thủ tục', required: true, example: 'Cấp bản sao trích lục hộ tịch' },
      { name: 'sectorCode', vi: 'Mã lĩnh vực', required: true, example: 'LV01' },
      { name: 'sectorName', vi: 'Lĩnh vực', required: true, example: 'Hộ tịch' },
      { name: 'limitHours', vi: 'Thời hạn (giờ)', example: '' },
      { name: 'limitWorkingDays', vi: 'Thời hạn (ngày làm việc)', example: '5' },
      { name: 'fee', vi: 'Lệ phí', example: '8000' },
      { name: 'onlineLevel', vi: 'Mức độ trực tuyến', example: 'full / toàn trình' },
      { name: 'validFrom', vi: 'Từ ngày', example: '' },
      { name: 'validTo', vi: 'Đến ngày', example: '' },
    ],
  },
  {
    kind: 'devices', name: 'importDevices', text: 'importDevicesText', right: 'registry:write', columns: [
      { name: 'serial', vi: 'Số máy', required: true, example: 'SM-00017' },
      { name: 'counterCode', vi: 'Mã quầy', required: true, example: 'H46.TT01.Q07' },
    ],
  },
  {
    kind: 'ratings', name: 'importRatings', text: 'importRatingsText', right: 'ratings:write', columns: [
      { name: 'id', vi: 'Mã phiếu', required: true, example: '184513' },
      { name: 'occurredAt', vi: 'Thời điểm đánh giá', required: true, example: '02/03/2026 08:15' },
      { name: 'counterCode', vi: 'Mã quầy', required: true, example: 'H46.TT01.Q07' },
      { name: 'scale', vi: 'Thang điểm', required: true, example: '5' },
      { name: 'score', vi: 'Mức đánh giá', required: true, example: '4' },
      { name: 'reasons', vi: 'Lý do', example: 'waiting-time|attitude' },
      { name: 'comment', vi: 'Góp ý', example: '' },
      { name: 'procedureCode', vi: 'Mã thủ tục', example: '1.001234' },
      { name: 'officialCode', vi: 'Mã cán bộ', example: '' },
      { name: 'dossierCode', vi: 'Mã hồ sơ', example: 'H46.12-20260302-0000012' },
    ],
  },
  {
    kind: 'dossiers', name: 'importDossiers', text: 'importDossiersText', right: 'dossiers:write', columns: [
      { name: 'code', vi: 'Mã hồ sơ', required: true, example: 'H46.12-20260302-0000012' },
      { name: 'agencyCode', vi: 'Mã cơ quan', required: true, example: 'H46.12' },
      { name: 'centreCode', vi: 'Mã trung tâm', example: 'H46.TT01' },
      { name: 'counterCode', vi: 'Mã quầy', example: 'H46.TT01.Q07' },
      { name: 'procedureCode', vi: 'Mã thủ tục', example: '1.001234' },
      { name: 'sectorCode', vi: 'Mã lĩnh vực', example: 'LV01' },
      { name: 'channel', vi: 'Kênh thực hiện', required: true, example: 'direct / trực tiếp' },
      { name: 'status', vi: 'Trạng thái hồ sơ', required: true, example: '9' },
      { name: 'receivedAt', vi: 'Ngày tiếp nhận', required: true, example: '02/03/2026 08:15' },
      { name: 'dueAt', vi: 'Ngày hẹn trả', example: '09/03/2026 17:00' },
      { name: 'finishedAt', vi: 'Ngày có kết quả', example: '06/03/2026 10:30' },
      { name: 'returnedAt', vi: 'Ngày trả kết quả', example: '06/03/2026 14:05' },
      { name: 'components', vi: 'Số thành phần', example: '3' },
      { name: 'componentsDigitised', vi: 'Số thành phần số hóa', example: '2' },
      { name: 'componentsReused', vi: 'Số thành phần tái sử dụng', example: '1' },
      { name: 'resultElectronic', vi: 'Kết quả điện tử', example: '1' },
      { name: 'onlineEligible', vi: 'Đủ điều kiện trực tuyến', example: '1' },
      { name: 'fee', vi: 'Lệ phí', example: '50000' },
      { name: 'paid', vi: 'Đã thanh toán', example: '1' },
      { name: 'paidOnline', vi: 'Thanh toán trực tuyến', example: 'national' },
      { name: 'updatedAt', vi: 'Ngày cập nhật', required: true, example: '06/03/2026 14:05' },
    ],
  },
  {
    kind: 'measures', name: 'importMeasures', text: 'importMeasuresText', right: 'measures:write', columns: [
      { name: 'unitCode', vi: 'Mã đơn vị', required: true, example: 'H46.12' },
      { name: 'period', vi: 'Kỳ báo cáo', required: true, example: '2026-08' },
      { name: 'metric', vi: 'Mã chỉ số', required: true, example: 'PROGRESS' },
      { name: 'numerator', vi: 'Tử số', example: '87' },
      { name: 'denominator', vi: 'Mẫu số', example: '89' },
      { name: 'value', vi: 'Giá trị', example: '' },
      { name: 'source', vi: 'Nguồn', required: true, example: 'national-portal' },
      { name: 'reportedAt', vi: 'Ngày báo cáo', example: '05/09/2026' },
    ],
  },
]
