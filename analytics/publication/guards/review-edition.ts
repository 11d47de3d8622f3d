import { z } from 'zod'
import type { EditionFindings } from '../../../contract/edition-review.ts'
import { addMonths, type DayRange } from '../../../contract/period.ts'
import { defineQuery } from '../../../platform/warehouse/define-query.ts'
import type { RecordStore } from '../../../platform/record/record.ts'
import type { Warehouse } from '../../../platform/warehouse/warehouse.ts'
import { listOddDays } from '../../quality/odd-days.ts'
import { findPublished, toSummary, type BuiltEdition } from '../edition-table.ts'
import { attackEdition } from '../protect-edition.ts'
import { readFigures } from '../read-edition.ts'
import { composeReport } from '../report/compose-report.ts'
import { readReportInput } from '../report/render-report.ts'
import { checkMeansOfMeans } from './check-aggregates.ts'
import { checkRankings, type EditionText } from './check-rankings.ts'
import { checkChanges, checkCoverage, checkExposures, checkGaming, checkGiven, checkJumps, checkParts, checkRatios, type Given } from './check-figures.ts'

const givenShares = defineQuery<{ period: string }, Given>({
  name: 'edition-given-shares', lane: 'job',
  row: z.object({ unit: z.string(), metric: z.string(), numerator: z.coerce.number(), denominator: z.coerce.number(), value: z.coerce.number() }),
  sql: `SELECT unit_code AS unit, metric, numerator, denominator, value FROM reported_measures_current
        WHERE period = {period:String} AND isNotNull(numerator) AND denominator > 0 AND isNotNull(value) ORDER BY unit, metric`,
})

/** What all guards find of an edition whose figures are stored, beside what everybody knows already; the attack goes by what will be shown. */
export async function reviewEdition({ record, warehouse }: { record: RecordStore; warehouse: Warehouse }, edition: BuiltEdition, days: DayRange): Promise<EditionFindings> {
  const figures = await readFigures(warehouse, edition)
  const [revised, monthBefore] = [await findPublished(record, edition.period), await findPublished(record, addMonths(edition.period, -1))]
  const earlier = revised ? await readFigures(warehouse, revised) : []
  const other = revised ?? monthBefore
  const ofMonthBefore = monthBefore ? await readFigures(warehouse, monthBefore) : []
  const odd = await listOddDays(warehouse, { counters: null, from: days.from, to: days.to })
  const { definitions } = edition.contents
  return {
    findings: [
      ...checkExposures(attackEdition(figures, earlier)), ...checkRatios(figures, definitions), ...checkParts(figures), ...checkMeansOfMeans(figures, definitions),
      ...checkGiven(await warehouse.select(givenShares, { period: edition.period })), ...checkJumps(figures, ofMonthBefore), ...checkCoverage(figures),
      ...(other ? checkChanges({ figures, definitions }, { figures: revised ? earlier : ofMonthBefore, definitions: other.contents.definitions }) : []),
      ...checkRankings(await textsOf(warehouse, edition), figures, definitions),
      ...checkGaming(odd.map((it) => `${it.day}, ${it.counterCode}`)),
    ],
    withheld: figures.filter((it) => it.hidden === 'all' && !it.held).length, held: figures.filter((it) => it.held !== null).length,
  }
}

/** Everything of an edition that is read as sentences: its reason, what its indicators mean, and its report in both languages. */
async function textsOf(warehouse: Warehouse, edition: BuiltEdition): Promise<EditionText[]> {
  const input = await readReportInput(warehouse, edition, { ...toSummary(edition, false), demo: false, contents: edition.contents })
  return [
    { where: 'reason', text: edition.reason ?? '' },
    ...(['vi', 'en'] as const).flatMap((language) => {
      const report = composeReport(input, language)
      const sentences = [...report.key.map((it) => it.meaning), ...report.charts.flatMap((it) => [it.finding, it.text, it.axis, it.alt]), ...report.methods.flatMap((it) => [it.meaning, ...it.lines.map((line) => line.text)]), report.tableNote, ...report.notes]
      return sentences.map((text) => ({ where: `report.${language}`, text }))
    }),
  ]
}
