import { stringify } from 'csv-stringify/sync'
import type { MonitoringReport } from '../../contract/monitoring-report.ts'
import { reportPartName, toReportLines } from '../../contract/words/report-lines.ts'
import type { Language } from '../../contract/words/translator.ts'

/** By which spreadsheets know that a file is UTF-8. */
const BOM = '\uFEFF'
/** A spreadsheet must not take words for a formula. */
const toPlain = (text: string) => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text)

const HEADS: Record<Language, string[]> = {
  vi: ['đơn vị', 'tháng', 'phần', 'dòng', 'số lượng', 'trên tổng', 'tỷ lệ', 'cận dưới 95%', 'cận trên 95%', 'nội dung'],
  en: ['unit', 'month', 'part', 'line', 'count', 'out of', 'share', 'lower 95%', 'upper 95%', 'words'],
}
const WORDS = { vi: { part: 'Lời báo cáo', cases: 'Vụ việc nổi bật', measures: 'Biện pháp đã làm' }, en: { part: 'Words', cases: 'Notable cases', measures: 'Measures taken' } } as const

/** The report as RFC 4180: a line of the table each, then what people wrote. Shares are 0–1; where nothing can be said the cells are empty. */
export function renderReportCsv(report: Pick<MonitoringReport, 'unit' | 'month' | 'figures' | 'cases' | 'measures'>, language: Language): string {
  const head = [toPlain(report.unit.name[language]), report.month]
  const lines = toReportLines(report.figures, language).map((it) =>
    [...head, reportPartName(it.part, language), it.name, it.count ?? '', it.outOf ?? '', it.share?.value ?? '', it.share?.lower ?? '', it.share?.upper ?? '', ''])
  const words = (['cases', 'measures'] as const).map((it) => [...head, WORDS[language].part, WORDS[language][it], '', '', '', '', '', toPlain(report[it])])
  return BOM + stringify([HEADS[language], ...lines, ...words], { record_delimiter: '\r\n', cast: { number: String } })
}
