import type { DailyRollup } from './rollup.ts'

/** The measures whose items are counted together, and the question whether one would recommend the service. */
const MEASURES = ['access', 'procedures', 'officials', 'results', 'feedback', 'overall'] as const
export const RECOMMEND = 'recommend'
export const SURVEY_HISTOGRAM_TYPE = 'Map(UInt64, UInt64)'

/** So many items of one measure stand in a pattern: 3^20 is the last power of three below 2^32. A matrix has eight at the most. */
export const ITEMS_COUNTED = 20
/** Where the series begins in the key of a way to answer. */
export const SERIES_SHIFT = 2 ** 32
const PLACES = Array.from({ length: ITEMS_COUNTED }, (_, place) => 3 ** place).join(', ')

/** Σ 3^i · (0 not answered or no opinion, 1 not satisfied, 2 satisfied) over the items of a measure; satisfied are levels 4 and 5 of 5. */
const patternOf = (measure: string) => `arraySum((it, place) -> multiIf(levels[it] >= 4, toUInt64(2), levels[it] > 0, toUInt64(1), toUInt64(0)) * place,
  measured['${measure}'], arraySlice([${PLACES}], 1, length(measured['${measure}'])))`
const recommended = `arrayMax(arrayPushBack(arrayMap(it -> if(mapContains(numbers, it), toUInt64(numbers[it]) + 1, toUInt64(0)), measured['${RECOMMEND}']), toUInt64(0)))`
const counted = (pattern: string) => `arrayMap(it -> it + toUInt64(series) * ${SERIES_SHIFT}, arrayFilter(it -> it > 0, [${pattern}]))`

/**
 * Sheets of surveys and invitations to them by the first day of the dossiers' month, centre, questionnaire, procedure, channel and outcome. Which items
 * a measure has, and which versions are one series, is in the copy of the questionnaires; sheets of a version that is not copied yet count as sheets.
 */
export const SURVEY_DAILY: DailyRollup = {
  kind: 'surveys',
  table: 'survey_daily',
  version: 1,
  dimensions: ['day', 'centre_code', 'questionnaire', 'procedure_code', 'channel', 'outcome'],
  measures: ['sheets', 'finished', 'invited'],
  histograms: [...MEASURES, RECOMMEND],
  histogramType: SURVEY_HISTOGRAM_TYPE,
  cellsPerStatement: 32_000,
  freshCells: ({ from, to, isDirty, isDirtyCentre }) => {
    const first = "toDate(concat(month, '-01'))"
    const ofMonths = `month >= '${from.slice(0, 7)}' AND month <= '${to.slice(0, 7)}' AND ${isDirtyCentre} AND ${isDirty(first)}`
    return `
    SELECT ${first} AS day, centre_code, questionnaire, procedure_code, channel, outcome,
      toUInt8(1) AS fresh_sheets, sheets.finished AS fresh_finished, toUInt32(0) AS fresh_invited,
      ${MEASURES.map((it) => `${counted(patternOf(it))} AS fresh_${it}`).join(',\n      ')}, ${counted(recommended)} AS fresh_${RECOMMEND}
    FROM (SELECT * FROM survey_answers FINAL WHERE ${ofMonths}) AS sheets
    LEFT JOIN (SELECT questionnaire, version, any(series) AS series, CAST(groupArray((toString(measure), items)), 'Map(String, Array(String))') AS measured
      FROM survey_measures FINAL GROUP BY questionnaire, version) AS asked ON asked.questionnaire = sheets.questionnaire AND asked.version = sheets.version
    UNION ALL
    SELECT ${first} AS day, centre_code, questionnaire, procedure_code, channel, outcome, toUInt8(0) AS fresh_sheets, toUInt8(0) AS fresh_finished, invited AS fresh_invited,
      ${[...MEASURES, RECOMMEND].map((it) => `CAST([], 'Array(UInt64)') AS fresh_${it}`).join(', ')}
    FROM survey_invited FINAL WHERE ${ofMonths}`
  },
}
