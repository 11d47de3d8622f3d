import { PRESENT_TREE } from '../dimensions/tree-tables.ts'
import { placedFacts } from '../queries/placed-facts.ts'
import type { Rollup } from '../indicators/indicator.ts'
import { DOSSIER_DAILY } from './dossier-daily.ts'
import { OFFER_DAILY } from './offer-daily.ts'
import { RATING_DAILY } from './rating-daily.ts'
import { toValues, type RollupDefinition } from './rollup.ts'
import { SURVEY_DAILY, SURVEY_HISTOGRAM_TYPE } from './survey-daily.ts'

/** Levels of the tree of units; counters, officials, procedures and sectors are read from the rollups by centre. */
const LEVELS = "('country', 'province', 'agency', 'commune', 'centre')"

/** Whole days, in order. They are our own, and stand in the text. */
export interface DaysScope { days: readonly string[] }
export const isAmong = ({ days }: DaysScope): string => `day >= '${days[0]}' AND day <= '${days.at(-1)}' AND day IN (${days.map((it) => `'${it}'`).join(', ')})`

const summed = (measures: readonly string[], histograms: readonly string[]) =>
  [...measures.map((it) => `sum(placed.${it}) AS ${it}`), ...histograms.map((it) => `groupArrayArray(${toValues(`placed.${it}`)}) AS ${it}`)].join(', ')

/** Cells of the rollup by centre added up by the place they lie in; then only places, and not counters, are joined with all units above them. */
function byPlace({ rollup, codes, places, kept, measures, histograms }: PlaceSums, scope: DaysScope): string {
  const columns = ['day', ...codes, ...kept, ...measures, ...histograms].join(', ')
  const byPlaces = ['day', ...places, ...kept].join(', ')
  return `(SELECT ${byPlaces}, ${summed(measures, histograms)}
    FROM ${placedFacts(`(SELECT ${columns} FROM ${rollup} FINAL WHERE is_deleted = 0 AND ${isAmong(scope)})`, rollup, PRESENT_TREE)} AS placed
    GROUP BY ${byPlaces})`
}
interface PlaceSums { rollup: Rollup; codes: readonly string[]; places: readonly string[]; kept: readonly string[]; measures: readonly string[]; histograms: readonly string[] }

const fresh = (names: readonly string[]) => names.map((it) => `cells.${it} AS fresh_${it}`).join(', ')
const isOfItsDay = `cells.day >= unit.valid_from AND cells.day < unit.valid_to AND unit.ancestor_kind IN ${LEVELS}`

const ratingKept = ['channel', 'language', 'scale', 'score']
const ratingSums = { measures: RATING_DAILY.measures, histograms: RATING_DAILY.histograms }

/** Sums by unit and day, made from the rollups by centre and the tree as it is: each unit has what lies in it that day. */
export const RATING_UNITS: RollupDefinition<DaysScope> = {
  kind: 'rating-units',
  table: 'rating_units',
  version: 1,
  dimensions: ['level', 'unit_code', 'day', ...ratingKept],
  ...ratingSums,
  freshCells: (scope) => `
    SELECT unit.ancestor_kind AS level, unit.ancestor_code AS unit_code, cells.day AS day, ${ratingKept.join(', ')}, ${fresh(ratingSums.measures)}
    FROM ${byPlace({ rollup: 'rating_daily', codes: ['centre_code', 'counter_code'], places: ['place'], kept: ratingKept, ...ratingSums }, scope)} AS cells
    INNER JOIN ${PRESENT_TREE.ancestry} AS unit ON unit.code = cells.place
    WHERE ${isOfItsDay}`,
}

const dossierKept = ['channel', 'received_month']
const dossierSums = { measures: DOSSIER_DAILY.measures, histograms: DOSSIER_DAILY.histograms }

/** A dossier belongs to the agency that handles it; every other unit is found through the counter or centre. */
export const DOSSIER_UNITS: RollupDefinition<DaysScope> = {
  kind: 'dossier-units',
  table: 'dossier_units',
  version: 1,
  dimensions: ['level', 'unit_code', 'day', ...dossierKept],
  ...dossierSums,
  freshCells: (scope) => `
    SELECT unit.ancestor_kind AS level, unit.ancestor_code AS unit_code, cells.day AS day, ${dossierKept.join(', ')},
      ${fresh([...dossierSums.measures, ...dossierSums.histograms])}
    FROM (SELECT *, arrayJoin([(toUInt8(0), place), (toUInt8(1), agency_place)]) AS lying
      FROM ${byPlace({ rollup: 'dossier_daily', codes: ['centre_code', 'agency_code', 'counter_code'], places: ['place', 'agency_place'], kept: dossierKept, ...dossierSums }, scope)}) AS cells
    INNER JOIN (SELECT *, ancestor_kind = 'agency' AS is_agency FROM ${PRESENT_TREE.ancestry}) AS unit ON unit.code = cells.lying.2 AND unit.is_agency = cells.lying.1
    WHERE ${isOfItsDay}`,
}

/** Offers lie where their counter does. */
export const OFFER_UNITS: RollupDefinition<DaysScope> = {
  kind: 'offer-units',
  table: 'offer_units',
  version: 2,
  dimensions: ['level', 'unit_code', 'day'],
  measures: OFFER_DAILY.measures,
  histograms: [],
  freshCells: (scope) => `
    SELECT unit.ancestor_kind AS level, unit.ancestor_code AS unit_code, cells.day AS day, ${fresh(OFFER_DAILY.measures)}
    FROM ${byPlace({ rollup: 'offer_daily', codes: ['centre_code', 'counter_code'], places: ['place'], kept: [], measures: OFFER_DAILY.measures, histograms: [] }, scope)} AS cells
    INNER JOIN ${PRESENT_TREE.ancestry} AS unit ON unit.code = cells.place
    WHERE ${isOfItsDay}`,
}

const surveyKept = ['questionnaire', 'channel', 'outcome']
const surveySums = { measures: SURVEY_DAILY.measures, histograms: SURVEY_DAILY.histograms }

/** Sheets and invitations lie where their centre does. */
export const SURVEY_UNITS: RollupDefinition<DaysScope> = {
  kind: 'survey-units',
  table: 'survey_units',
  version: 1,
  dimensions: ['level', 'unit_code', 'day', ...surveyKept],
  ...surveySums,
  histogramType: SURVEY_HISTOGRAM_TYPE,
  freshCells: (scope) => `
    SELECT unit.ancestor_kind AS level, unit.ancestor_code AS unit_code, cells.day AS day, ${surveyKept.join(', ')}, ${fresh([...surveySums.measures, ...surveySums.histograms])}
    FROM ${byPlace({ rollup: 'survey_daily', codes: ['centre_code'], places: ['place'], kept: surveyKept, ...surveySums }, scope)} AS cells
    INNER JOIN ${PRESENT_TREE.ancestry} AS unit ON unit.code = cells.place
    WHERE ${isOfItsDay}`,
}
