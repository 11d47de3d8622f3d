import { column, readCells, type FactColumn, type ReadRow } from './fact-file.ts'

/** Columns of a file of measures; `reportedAt` may be left out, then it is the moment of the import. */
export const MEASURE_COLUMNS: readonly FactColumn[] = [
  column('unitCode', 'text', ['mã đơn vị'], true),
  column('period', 'text', ['kỳ', 'kỳ báo cáo'], true),
  column('metric', 'text', ['chỉ số', 'mã chỉ số'], true),
  column('numerator', 'number', ['tử số']),
  column('denominator', 'number', ['mẫu số']),
  column('value', 'number', ['giá trị', 'tỷ lệ']),
  column('source', 'text', ['nguồn'], true),
  column('reportedAt', 'moment', ['ngày báo cáo', 'báo cáo lúc']),
]

/** One row of a file of measures, as the wire would have it. */
export function readMeasureRow(cells: ReadonlyMap<string, string>, now: number): ReadRow {
  const row = readCells(cells, MEASURE_COLUMNS)
  return 'breaches' in row ? row : { item: { reportedAt: new Date(now).toISOString(), ...row.item } }
}
