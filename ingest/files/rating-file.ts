import { createHash } from 'node:crypto'
import { column, readCells, type FactColumn, type ReadRow } from './fact-file.ts'

/** Columns of a file of ratings; the names are those of the contract. */
export const RATING_COLUMNS: readonly FactColumn[] = [
  column('id', 'text', ['mã phiếu', 'mã đánh giá', 'MaPhieu'], true),
  column('occurredAt', 'moment', ['thời điểm', 'thời điểm đánh giá', 'ngày đánh giá', 'thời gian', 'ThoiDiemDanhGia', 'NgayDanhGia'], true),
  column('counterCode', 'text', ['mã quầy', 'quầy', 'MaQuay'], true),
  column('scale', 'number', ['thang điểm', 'thang đo', 'ThangDiem'], true),
  column('score', 'number', ['điểm', 'mức đánh giá', 'mức độ hài lòng', 'MucDanhGia'], true),
  column('reasons', 'text', ['lý do', 'LyDo']),
  column('comment', 'text', ['góp ý', 'ý kiến', 'nội dung góp ý', 'YKien']),
  column('language', 'text', ['ngôn ngữ']),
  column('procedureCode', 'text', ['mã thủ tục', 'mã TTHC', 'MaTTHC']),
  column('officialCode', 'text', ['mã cán bộ', 'mã CBCC', 'MaCanBo']),
  column('dossierCode', 'text', ['mã hồ sơ', 'MaHoSo']),
  column('trigger', 'text', ['cách mời']),
]

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** A number of another system becomes a UUID that is the same whenever the file comes again. RFC 9562, version 8. */
function toEventId(counterCode: string, id: string): string {
  if (UUID.test(id)) return id
  const hex = createHash('sha256').update(`${counterCode}\n${id}`).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

/** One row of a file of ratings, as the wire would have it. */
export function readRatingRow(cells: ReadonlyMap<string, string>): ReadRow {
  const row = readCells(cells, RATING_COLUMNS)
  if ('breaches' in row) return row
  const { id = '', counterCode = '', reasons, ...rest } = row.item as Record<string, string>
  return {
    item: {
      ...rest, counterCode: counterCode || undefined, id: id && toEventId(counterCode, id),
      ...(reasons ? { reasons: reasons.split(/[|,]/).map((it) => it.trim()).filter((it) => it !== '') } : {}),
    },
  }
}
