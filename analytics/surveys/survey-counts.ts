import { z } from 'zod'
import { surveyChannel, surveyOutcome, type SurveyChannel, type SurveyOutcome } from '../../contract/survey.ts'
import { defineQuery } from '../../platform/warehouse/define-query.ts'
import type { Warehouse } from '../../platform/warehouse/warehouse.ts'
import type { ItemPattern } from '../statistics/factor-index.ts'

/** Which sheets: of a questionnaire's versions, at centres (null for all), for months of dossiers, the last included. */
export interface SheetScope { questionnaire: string; versions: readonly number[]; centres: readonly string[] | null; fromMonth: string; toMonth: string }
type Bound = Record<string, unknown>

const FROM = 'survey_answers FINAL'
const WHERE = `questionnaire = {questionnaire:String} AND version IN {versions:Array(UInt16)} AND month >= {fromMonth:String} AND month <= {toMonth:String}
  AND ({everywhere:UInt8} = 1 OR centre_code IN {centres:Array(String)})`
const toBound = ({ questionnaire, versions, centres, fromMonth, toMonth }: SheetScope): Bound =>
  ({ questionnaire, versions: [...versions], fromMonth, toMonth, everywhere: centres === null ? 1 : 0, centres: centres ?? [] })

/** A way to answer some items, by month, channel and outcome. */
export interface CountedPattern extends ItemPattern { month: string; channel: SurveyChannel; outcome: SurveyOutcome }
const patterns = defineQuery<Bound, CountedPattern>({
  name: 'survey-patterns',
  sql: `SELECT month, channel, outcome, arrayMap(it -> if(mapContains(levels, it) AND levels[it] > 0, toInt8(levels[it] >= 4), -1), {keys:Array(String)}) AS pattern, count() AS times
        FROM ${FROM} WHERE ${WHERE} GROUP BY month, channel, outcome, pattern HAVING arrayExists(it -> it >= 0, pattern) ORDER BY month, channel, outcome, pattern`,
  row: z.object({ month: z.string(), channel: surveyChannel, outcome: surveyOutcome, pattern: z.array(z.number()), times: z.coerce.number() })
    .transform(({ pattern, ...row }) => ({ ...row, satisfied: pattern.map((it) => (it < 0 ? null : it === 1)) })),
})
/** How the items of a measure were answered; an answer of 4 or 5 of 5 is satisfied, and no opinion counts nowhere. */
export const countPatterns = (warehouse: Warehouse, scope: SheetScope, keys: readonly string[]) => warehouse.select(patterns, { ...toBound(scope), keys: [...keys] })

const sheets = defineQuery<Bound, { channel: SurveyChannel; sheets: number; finished: number }>({
  name: 'survey-sheets', sql: `SELECT channel, count() AS sheets, countIf(finished = 1) AS finished FROM ${FROM} WHERE ${WHERE} GROUP BY channel ORDER BY channel`,
  row: z.object({ channel: surveyChannel, sheets: z.coerce.number(), finished: z.coerce.number() }),
})
export const countSheets = (warehouse: Warehouse, scope: SheetScope) => warehouse.select(sheets, toBound(scope))

const dropOff = defineQuery<Bound, { key: string; shown: number; answered: number }>({
  name: 'survey-drop-off',
  sql: `SELECT key, count() AS shown_times, countIf(mapContains(levels, key) OR mapContains(numbers, key) OR mapContains(choices, key) OR mapContains(texts, key)) AS answered
        FROM (SELECT arrayJoin(shown) AS key, levels, numbers, choices, texts FROM ${FROM} WHERE ${WHERE}) GROUP BY key`,
  row: z.object({ key: z.string(), shown_times: z.coerce.number(), answered: z.coerce.number() }).transform(({ key, shown_times: shown, answered }) => ({ key, shown, answered })),
})
/** How many were shown a question, and how many answered it. */
export const countDropOff = (warehouse: Warehouse, scope: SheetScope) => warehouse.select(dropOff, toBound(scope))

/** Enough for intervals that say something; more would only take longer. */
const MOST_RESPONDENTS = 5_000
const means = defineQuery<Bound, number[]>({
  name: 'survey-factor-means',
  sql: `SELECT arrayMap(keys -> arrayAvg(arrayFilter(it -> it > 0, arrayMap(it -> toFloat64(levels[it]), keys))), {measures:Array(Array(String))}) AS row
        FROM ${FROM} WHERE ${WHERE} AND finished = 1 AND outcome = 'finished' AND channel != 'open'
          AND arrayAll(keys -> arrayExists(it -> levels[it] > 0, keys), {measures:Array(Array(String))})
        ORDER BY cityHash64(ticket) LIMIT ${MOST_RESPONDENTS}`,
  row: z.object({ row: z.array(z.number()) }).transform((it) => it.row),
})
/** The mean level of each measure, a row for each finished sheet that has an answer to all of them. */
export const readMeans = (warehouse: Warehouse, scope: SheetScope, measures: readonly (readonly string[])[]) => warehouse.select(means, { ...toBound(scope), measures: measures.map((it) => [...it]) })
