import { z } from 'zod'
import type { EditionFindings } from '../../../contract/edition-review.ts'
import { addMonths, type DayRange } from '../../../contract/period.ts'
import { defineQuery } from '../../../platform/warehouse/define-query.ts'
import type { RecordStore } from '../../../platform/record/record.ts'
import type { Warehouse } from '../../../platform/warehouse/warehouse.ts'
import { listOddDays } from '../../quality/odd-days.ts'
import { findPublished, type BuiltEdition } from '../edition-table.ts'
import { attackEdition } from '../protect-edition.ts'
import { readFigures } from '../read-edition.ts'
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
      ...checkExposures(attackEdition(figures, earlier)), ...checkRatios(figures, definitions), ...checkParts(figures),
      ...checkGiven(await warehouse.select(givenShares, { period: edition.period })), ...checkJumps(figures, ofMonthBefore), ...checkCoverage(figures),
      ...(other ? checkChanges({ figures, definitions }, { figures: revised ? earlier : ofMonthBefore, definitions: other.contents.definitions }) : []),
      ...checkGaming(odd.map((it) => `${it.day}, ${it.counterCode}`)),
    ],
    withheld: figures.filter((it) => it.hidden === 'all' && !it.held).length, held: figures.filter((it) => it.held !== null).length,
  }
}
