import { z } from 'zod'
import { defineQuery } from '../../platform/warehouse/define-query.ts'
import type { Warehouse } from '../../platform/warehouse/warehouse.ts'
import type { SheetScope } from '../surveys/survey-counts.ts'
import type { ReadComment } from './count-themes.ts'

/** More are not read: shares would only become more exact than anybody needs. Which of them is by chance, and the same each time. */
const MOST_COMMENTS = 20_000
type Bound = Record<string, unknown>
const AT_CENTRES = '({everywhere:UInt8} = 1 OR centre_code IN {centres:Array(String)})'
const row = z.object({ text: z.string(), bad: z.number().nullable() }).transform(({ text, bad }): ReadComment => ({ text, dissatisfied: bad === null ? null : bad === 1 }))

const ofSheets = defineQuery<Bound, ReadComment>({
  name: 'survey-comments', row,
  sql: `SELECT arrayJoin(arrayFilter(it -> it != '', mapValues(texts))) AS text, if(levels[{item:String}] > 0, toNullable(levels[{item:String}] <= 2), NULL) AS bad
        FROM survey_answers FINAL WHERE questionnaire = {questionnaire:String} AND version IN {versions:Array(UInt16)} AND month >= {fromMonth:String} AND month <= {toMonth:String}
          AND ${AT_CENTRES} AND channel != 'open' ORDER BY cityHash64(ticket) LIMIT ${MOST_COMMENTS}`,
})
const ofTablets = defineQuery<Bound, ReadComment>({
  name: 'tablet-comments', row,
  sql: `SELECT comment AS text, toNullable(score < intDiv(scale + 1, 2)) AS bad FROM ratings_current
        WHERE comment != '' AND corrected_at >= toDateTime64(concat({fromMonth:String}, '-01 00:00:00'), 3, 'Asia/Ho_Chi_Minh')
          AND corrected_at < addMonths(toDateTime64(concat({toMonth:String}, '-01 00:00:00'), 3, 'Asia/Ho_Chi_Minh'), 1) AND ${AT_CENTRES}
        ORDER BY sipHash64(sender, id) LIMIT ${MOST_COMMENTS}`,
})

/** What people wrote in a survey and at tablets of the same centres and months; masked as it was stored. */
export async function readComments(warehouse: Warehouse, scope: SheetScope, overallItem: string): Promise<{ survey: ReadComment[]; tablet: ReadComment[] }> {
  const { questionnaire, versions, centres, fromMonth, toMonth } = scope
  const place = { fromMonth, toMonth, everywhere: centres === null ? 1 : 0, centres: centres ?? [] }
  return { survey: await warehouse.select(ofSheets, { ...place, questionnaire, versions: [...versions], item: overallItem }), tablet: await warehouse.select(ofTablets, place) }
}
