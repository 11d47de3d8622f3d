import { toInstant } from './cells.ts'
import { column, readCells, type FactColumn, type ReadRow } from './fact-file.ts'

/** Columns of a file of dossiers: the contract's names, the words officials use, and the fields of the sync message of one-stop systems. */
export const DOSSIER_COLUMNS: readonly FactColumn[] = [
  column('code', 'text', ['mã hồ sơ', 'số hồ sơ', 'MaHoSo'], true),
  column('agencyCode', 'text', ['mã cơ quan', 'mã đơn vị', 'đơn vị xử lý', 'MaDonVi', 'DonViXuLy'], true),
  column('centreCode', 'text', ['mã trung tâm', 'MaTrungTam']),
  column('counterCode', 'text', ['mã quầy', 'MaQuay']),
  column('procedureCode', 'text', ['mã thủ tục', 'mã TTHC', 'MaTTHC']),
  column('sectorCode', 'text', ['mã lĩnh vực', 'MaLinhVuc']),
  column('channel', 'text', ['kênh', 'kênh thực hiện', 'hình thức nộp', 'KenhThucHien'], true),
  column('status', 'number', ['trạng thái', 'trạng thái hồ sơ', 'TrangThaiHoSo'], true),
  column('receivedAt', 'moment', ['ngày tiếp nhận', 'NgayTiepNhan'], true),
  column('dueAt', 'moment', ['ngày hẹn trả', 'hạn trả', 'NgayHenTra']),
  column('finishedAt', 'moment', ['ngày kết thúc xử lý', 'ngày có kết quả', 'NgayKetThucXuLy']),
  column('returnedAt', 'moment', ['ngày trả', 'ngày trả kết quả', 'NgayTra']),
  column('supplements', 'text', ['bổ sung', 'lần bổ sung']),
  column('components', 'number', ['số thành phần', 'số giấy tờ']),
  column('componentsDigitised', 'number', ['số thành phần số hóa', 'số giấy tờ số hóa']),
  column('componentsReused', 'number', ['số thành phần tái sử dụng']),
  column('resultElectronic', 'flag', ['kết quả điện tử', 'đã số hóa kết quả', 'DaSoHoaKetQua']),
  column('onlineEligible', 'flag', ['đủ điều kiện trực tuyến']),
  column('fee', 'number', ['phí', 'lệ phí', 'phí lệ phí']),
  column('paid', 'flag', ['đã thanh toán']),
  column('paidOnline', 'text', ['thanh toán trực tuyến', 'DuocThanhToanTrucTuyen']),
  column('updatedAt', 'moment', ['ngày cập nhật', 'cập nhật lúc', 'NgayCapNhat'], true),
]

/** Fields that one-stop systems write and nobody here may have or needs: they are not kept, not even in the report of refused rows. */
export const UNWANTED_DOSSIER_COLUMNS: readonly string[] = [
  'ChuHoSo', 'SoDinhDanh', 'LoaiDinhDanh', 'NguoiNop', 'MaDoiTuong', 'LoaiDoiTuong', 'TrichYeuHoSo', 'NguoiNhanHoSo', 'NguoiDangXuLy',
  'LyDoBoSung', 'ThoiHanBoSung', 'LyDoTuChoi', 'NgayTuChoi', 'TenTTHC', 'TenLinhVuc', 'DonViQuanLy', 'NgayNopHoSo', 'HinhThucTra', 'MucDo',
  'NoiNopHoSo', 'HoSoCoThanhPhanSoHoa', 'TaiKhoanDuocXacThucVoiVNeID', 'ThoiGianThucHien', 'LoaiThoiGianThucHien', 'BuocHienTai',
  'họ tên', 'họ và tên', 'chủ hồ sơ', 'người nộp', 'số điện thoại', 'điện thoại', 'địa chỉ', 'CCCD', 'số CCCD', 'email',
]

/** Trực tiếp 1, trực tuyến 2, bưu chính 3: words and numbers of other systems. */
const CHANNELS: Record<string, string> = {
  'trực tiếp': 'direct', 'trực tuyến': 'online', 'bưu chính': 'postal', 'bưu chính công ích': 'postal', 1: 'direct', 2: 'online', 3: 'postal',
}
const PAID_ONLINE: Record<string, string> = { 0: 'no', không: 'no', 1: 'national', có: 'national' }

/** `start → end | start`: the second has not ended. */
const toSupplements = (text: string) => text.split('|').map((pair) => {
  const [requestedAt = '', completedAt = ''] = pair.split('→').map((it) => it.trim())
  return { requestedAt: toInstant(requestedAt) ?? requestedAt, ...(completedAt ? { completedAt: toInstant(completedAt) ?? completedAt } : {}) }
})

/** One row of a file of dossiers, as the wire would have it. */
export function readDossierRow(cells: ReadonlyMap<string, string>): ReadRow {
  const row = readCells(cells, DOSSIER_COLUMNS)
  if ('breaches' in row) return row
  const { supplements, channel, paidOnline, ...rest } = row.item as Record<string, string>
  return {
    item: {
      ...rest, channel: CHANNELS[channel?.toLowerCase() ?? ''] ?? channel,
      ...(paidOnline ? { paidOnline: PAID_ONLINE[paidOnline.toLowerCase()] ?? paidOnline } : {}),
      ...(supplements ? { supplements: toSupplements(supplements) } : {}),
    },
  }
}
