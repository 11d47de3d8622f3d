import assert from 'node:assert/strict'
import { extractText, getMeta } from 'unpdf'
import { indicators } from '../../../analytics/indicators/registry.ts'
import { composeReport, REPORTED, type ReportedFigures } from '../../../analytics/publication/report/compose-report.ts'
import { compileReport } from '../../../analytics/publication/report/render-report.ts'
import { wilson } from '../../../analytics/statistics/wilson.ts'
import type { EditionDetail } from '../../../contract/edition.ts'
import type { IndicatorValue } from '../../../contract/indicator.ts'

const FROZEN_AT = '2026-10-15T02:00:00.000Z'
const edition: EditionDetail = {
  period: '2026-08', number: 1, state: 'frozen', askedAt: FROZEN_AT, askedBy: null, failure: null, closedAt: FROZEN_AT, frozenAt: FROZEN_AT, computedAt: FROZEN_AT, codeVersion: '1.2.3', kind: 'final', reason: null,
  readyAt: null, approvedAt: null, approvedBy: null, publishAt: null, keyId: null, figures: 1, units: 1, contentHash: 'ab'.repeat(32), csvHash: null, csvBytes: null, demo: true,
  contents: { inputs: { ratings: 12_345, dossiers: 678, measures: 0, setAside: [], lastReceivedAt: { ratings: null, dossiers: null, measures: null } }, definitions: [], schemes: [] },
}
const value = (unit: string, name: string, k: number | null, n: number): IndicatorValue => {
  const interval = k === null ? null : wilson(k, n)
  return {
    unit, unitName: { vi: name, en: name }, period: '2026-08', segment: null, numerator: k, denominator: k === null ? null : n, value: k === null ? null : k / n, lower: interval?.lower ?? null, upper: interval?.upper ?? null,
    sampleSize: k === null ? null : n, coverage: null, setAside: null, quality: [], reason: k === null ? 'withheld' : null, computedAt: FROZEN_AT, definitionVersion: 1, origin: 'counted', source: null,
  }
}
const figures = REPORTED.flatMap((id) => indicators.filter((it) => it.definition.id === id)).map(({ definition }, at): ReportedFigures => ({
  definition, country: value('VN', 'Cả nước', 81_234 - at, 90_000),
  provinces: [value('46', 'Thành phố Huế', 1_234 - at, 1_500), value('04', 'Tỉnh Cao Bằng #[x] $', 512, 520 + at), value('11', 'Tỉnh Điện Biên', null, 7)],
}))

describe('the report of an edition', () => {
  it('counts places that surely differ from the country, in the order of their names and without ranks', () => {
    const { charts, tables } = composeReport({ edition, figures, indices: [] }, 'vi')
    assert.equal(charts[0]?.finding, 'Hài lòng tại quầy: 2 trong 2 nơi khác cả nước một cách chắc chắn')
    assert.match(charts[0]?.text ?? '', /^1 nơi tốt hơn, 1 nơi kém hơn, 0 nơi chưa phân biệt được/)
    assert.match(charts[0]?.svg ?? '', /^<svg [^]*Tỉnh Điện Biên/)
    assert.deepEqual(tables[0]?.rows.map(([name, shown]) => [name, shown]), [['Cả nước', '90,3%'], ['Thành phố Huế', '82,3%'], ['Tỉnh Cao Bằng #[x] $', '98,5%'], ['Tỉnh Điện Biên', 'không công bố']])
  })

  it('prints every figure as it is composed, whatever is in a name, and says what it must not be used for', async () => {
    for (const language of ['vi', 'en'] as const) {
      const report = composeReport({ edition, figures, indices: [] }, language)
      const pdf = await compileReport(report, Date.parse(FROZEN_AT))
      const { text } = await extractText(new Uint8Array(pdf), { mergePages: true })
      const printed = text.normalize('NFC').replaceAll(/\s+/g, ' ')
      for (const cell of report.tables.flatMap((it) => it.rows.flat()).filter((it) => it !== '')) assert.ok(printed.includes(cell.replaceAll(/\s+/g, ' ')), `${cell} is not printed`)
      for (const { value: shown } of report.key) assert.ok(printed.includes(shown ?? '-'))
      assert.match(printed, language === 'vi' ? /Không dùng số liệu này để xếp hạng/ : /Do not use these figures to rank/)
      assert.match(printed, language === 'vi' ? /SỐ LIỆU MINH HỌA/ : /DEMONSTRATION FIGURES/)
    }
  })

  it('is the same to the byte when it is set again, is tagged for screen readers, and has a title', async () => {
    const report = composeReport({ edition, figures, indices: [] }, 'vi')
    const [one, other] = [await compileReport(report, Date.parse(FROZEN_AT)), await compileReport(report, Date.parse(FROZEN_AT))]
    assert.ok(Buffer.from(one).equals(Buffer.from(other)))
    const { info } = await getMeta(new Uint8Array(one))
    assert.equal(info['Title'], 'Chỉ số phục vụ hành chính công, tháng 8/2026')
    assert.match(Buffer.from(one).toString('latin1'), /pdfuaid:part>1</)
  })
})
