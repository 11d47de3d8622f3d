import type { TreeTables } from '../dimensions/tree-tables.ts'
import type { Rollup } from '../indicators/indicator.ts'

/**
 * Facts with the unit they lie in on their day, as the registry knows it now: by their counter where it was there that day, else by
 * the centre they were stored with, a dossier else by its agency. Adds three columns:
 * - `place`: the unit; its ancestors of that day are in the table of ancestry. '' only for facts of a tree that never was.
 * - `placed_by`: the counter's or unit's code that decided.
 * - `agency_place` (dossiers): where the agency that handles it lies, which is what counts by agency.
 * Each lookup finds the newest row of the code that began by that day.
 */
export function placedFacts(source: string, rollup: Rollup, { places }: TreeTables): string {
  const lookup = (name: string, code: string) =>
    `ASOF LEFT JOIN ${places} AS ${name} ON ${name}.code = facts.${code} AND ${name}.valid_from <= facts.day`
  if (rollup === 'survey_daily') {
    return `(SELECT facts.*, by_centre.place_code AS place, facts.centre_code AS placed_by FROM ${source} AS facts ${lookup('by_centre', 'centre_code')})`
  }
  if (rollup !== 'dossier_daily') {
    return `(SELECT facts.*, if(by_counter.is_open = 1, by_counter.place_code, by_centre.place_code) AS place,
        if(by_counter.is_open = 1, facts.counter_code, facts.centre_code) AS placed_by
      FROM ${source} AS facts ${lookup('by_counter', 'counter_code')} ${lookup('by_centre', 'centre_code')})`
  }
  const choose = (counter: string, centre: string, agency: string) =>
    `multiIf(by_counter.is_open = 1, ${counter}, by_centre.is_open = 1, ${centre}, by_agency.place_code != '', ${agency}, ${centre})`
  return `(SELECT facts.*, ${choose('by_counter.place_code', 'by_centre.place_code', 'by_agency.place_code')} AS place,
      ${choose('facts.counter_code', 'facts.centre_code', 'facts.agency_code')} AS placed_by, by_agency.place_code AS agency_place
    FROM ${source} AS facts ${lookup('by_counter', 'counter_code')} ${lookup('by_centre', 'centre_code')} ${lookup('by_agency', 'agency_code')})`
}
