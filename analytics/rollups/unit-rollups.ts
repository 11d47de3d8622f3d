import { PRESENT_TREE } from '../dimensions/tree-tables.ts'
import { placedFacts } from '../queries/placed-facts.ts'
import { DOSSIER_DAILY } from './dossier-daily.ts'
import type { RollupDefinition } from './rollup.ts'

/** Levels of the tree of units; counters, officials, procedures and sectors are read from the rollups by centre. */
const LEVELS = "('country', 'province', 'agency', 'commune', 'centre')"
const DAYS = '(SELECT arrayJoin({days:Array(Date)}))'

/**
 * Sums by unit and day, made from the rollups by centre and the tree as it is: each unit has what lies in it that day. Codes that decide
 * about the place are added up first, so that procedures and officials are not joined with the tree.
 */
export const RATING_UNITS: RollupDefinition = {
  kind: 'rating-units',
  table: 'rating_units',
  version: 1,
  dimensions: ['level', 'unit_code', 'day', 'channel', 'language', 'scale', 'score'],
  measures: ['ratings'],
  histograms: [],
  freshCells: `
    SELECT unit.ancestor_kind AS level, unit.ancestor_code AS unit_code, cells.day AS day, channel, language, scale, score, cells.summed AS fresh_ratings
    FROM ${placedFacts(`(SELECT day, centre_code, counter_code, channel, language, scale, score, sum(ratings) AS summed
        FROM rating_daily FINAL WHERE day >= {from:Date} AND day <= {to:Date} AND day IN ${DAYS}
        GROUP BY day, centre_code, counter_code, channel, language, scale, score)`, 'rating_daily', PRESENT_TREE)} AS cells
    INNER JOIN ${PRESENT_TREE.ancestry} AS unit ON unit.code = cells.place
    WHERE cells.day >= unit.valid_from AND cells.day < unit.valid_to AND unit.ancestor_kind IN ${LEVELS}`,
}

const { measures, histograms } = DOSSIER_DAILY
const summed = [...measures.map((it) => `sum(${it}) AS summed_${it}`), ...histograms.map((it) => `sumMap(${it}) AS summed_${it}`)].join(', ')
const PLACED_DOSSIERS = placedFacts(`(SELECT day, centre_code, agency_code, counter_code, channel, received_month, ${summed}
  FROM dossier_daily FINAL WHERE day >= {from:Date} AND day <= {to:Date} AND day IN ${DAYS}
  GROUP BY day, centre_code, agency_code, counter_code, channel, received_month)`, 'dossier_daily', PRESENT_TREE)

/** A dossier belongs to the agency that handles it; every other unit is found through the counter or centre. */
export const DOSSIER_UNITS: RollupDefinition = {
  kind: 'dossier-units',
  table: 'dossier_units',
  version: 1,
  dimensions: ['level', 'unit_code', 'day', 'channel', 'received_month'],
  measures,
  histograms,
  freshCells: `
    SELECT unit.ancestor_kind AS level, unit.ancestor_code AS unit_code, cells.day AS day, channel, received_month,
      ${[...measures, ...histograms].map((it) => `cells.summed_${it} AS fresh_${it}`).join(', ')}
    FROM (SELECT *, arrayJoin([(0, place), (1, agency_place)]) AS lying FROM ${PLACED_DOSSIERS}) AS cells
    INNER JOIN ${PRESENT_TREE.ancestry} AS unit ON unit.code = cells.lying.2
    WHERE cells.day >= unit.valid_from AND cells.day < unit.valid_to AND unit.ancestor_kind IN ${LEVELS}
      AND (unit.ancestor_kind = 'agency') = (cells.lying.1 = 1)`,
}
