import { z } from 'zod'
import { defineQuery } from '../../platform/warehouse/define-query.ts'
import type { Warehouse } from '../../platform/warehouse/warehouse.ts'
import { counterSatisfaction } from '../indicators/counter-satisfaction.ts'
import { toStrata, type CatalogueSector } from '../queries/stratified-cells.ts'
import { spreadRatings } from '../statistics/spread-ratings.ts'
import type { Stratum } from '../statistics/post-stratify.ts'
import type { SheetScope } from './survey-counts.ts'

/** Answers at a centre to one procedure ('' where nobody said), and dossiers that were closed there. */
interface Answered { counter: string; procedure: string; channel: string; satisfied: number; ratings: number }
interface Served { counter: string; procedure: string; sector: string; channel: string; transactions: number }
type Bound = Record<string, unknown>

const [text, count] = [z.string(), z.coerce.number()]
const answeredRow = z.object({ centre: text, procedure: text, satisfied: count, n: count })
  .transform(({ centre, procedure, satisfied, n }): Answered => ({ counter: centre, procedure, channel: '', satisfied, ratings: n }))
const AT_CENTRES = '({everywhere:UInt8} = 1 OR centre_code IN {centres:Array(String)})'
const IN_MONTHS = "day >= toDate(concat({fromMonth:String}, '-01')) AND day < addMonths(toDate(concat({toMonth:String}, '-01')), 1)"

const sheets = defineQuery<Bound, Answered>({
  name: 'survey-overall-by-procedure', row: answeredRow,
  sql: `SELECT centre_code AS centre, procedure_code AS procedure, countIf(levels[{item:String}] >= 4) AS satisfied, countIf(levels[{item:String}] > 0) AS n
        FROM survey_answers FINAL WHERE questionnaire = {questionnaire:String} AND version IN {versions:Array(UInt16)} AND month >= {fromMonth:String} AND month <= {toMonth:String}
          AND ${AT_CENTRES} AND outcome = 'finished' AND channel != 'open' GROUP BY centre, procedure HAVING n > 0 ORDER BY centre, procedure`,
})
const tablets = defineQuery<Bound, Answered>({
  name: 'survey-tablets-by-procedure', row: answeredRow,
  sql: `SELECT centre_code AS centre, procedure_code AS procedure, ${counterSatisfaction.numerator} AS satisfied, ${counterSatisfaction.denominator} AS n
        FROM rating_daily FINAL WHERE is_deleted = 0 AND ${IN_MONTHS} AND ${AT_CENTRES} AND ${counterSatisfaction.where} GROUP BY centre, procedure HAVING n > 0 ORDER BY centre, procedure`,
})
const closed = defineQuery<Bound, Served>({
  name: 'survey-closed-dossiers',
  sql: `SELECT centre_code AS centre, procedure_code AS procedure, sector_code AS sector, sum(resolved) AS transactions
        FROM dossier_daily FINAL WHERE is_deleted = 0 AND ${IN_MONTHS} AND ${AT_CENTRES} GROUP BY centre, procedure, sector HAVING transactions > 0 ORDER BY centre, procedure, sector`,
  row: z.object({ centre: text, procedure: text, sector: text, transactions: count }).transform(({ centre, ...it }): Served => ({ ...it, counter: centre, channel: '' })),
})

/** How many answered, and how many of them were satisfied. */
export interface Answers { k: number; n: number }
/** Strata centre × sector of a unit, in the same order: closed dossiers with the sheets, and with the ratings of tablets, that belong to them; and all answers. */
export interface SurveyStrata { ofSheets: Stratum[]; ofTablets: Stratum[]; sheets: Answers; tablets: Answers }
const sumOf = (answered: readonly Answered[]): Answers => answered.reduce((sum, it) => ({ k: sum.k + it.satisfied, n: sum.n + it.ratings }), { k: 0, n: 0 })

/** A sheet knows its centre and procedure, and not whether the dossier came online or to which counter: so strata are centre × sector. */
export async function readSurveyStrata(warehouse: Warehouse, scope: SheetScope, overallItem: string, catalogue: CatalogueSector): Promise<SurveyStrata> {
  const { questionnaire, versions, centres, fromMonth, toMonth } = scope
  const place = { fromMonth, toMonth, everywhere: centres === null ? 1 : 0, centres: centres ?? [] }
  const served = await warehouse.select(closed, place)
  const of = (answered: readonly Answered[]) => {
    const { groups, work } = toStrata(answered, served, catalogue)
    return spreadRatings(groups, work).cells
  }
  const [answered, rated] = [await warehouse.select(sheets, { ...place, questionnaire, versions: [...versions], item: overallItem }), await warehouse.select(tablets, place)]
  return { ofSheets: of(answered), ofTablets: of(rated), sheets: sumOf(answered), tablets: sumOf(rated) }
}
