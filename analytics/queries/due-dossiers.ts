import { z } from 'zod'
import { defineQuery } from '../../platform/warehouse/define-query.ts'
import type { Warehouse } from '../../platform/warehouse/warehouse.ts'
import { DUE_ON, IS_OPEN, outcomeSql } from '../dossiers/dossier-outcome.ts'
import { manyCurrentStates, type PlaceCodes } from './current-dossiers.ts'

/** Open dossiers of an agency, handed in at a centre ('' for none), that are due on a day. */
export interface DueGroup { agencyCode: string; centreCode: string; dueOn: string; codes: string[] }

const STILL_IN_TIME = `${IS_OPEN} AND ifNull(${DUE_ON} >= toDate({from:String}) AND ${DUE_ON} <= toDate({to:String}), 0)`

const dueGroups = defineQuery<{ from: string; to: string; today: string }, DueGroup>({
  name: 'due-dossiers', lane: 'job',
  sql: `SELECT toString(agency_code) AS agency, toString(centre_code) AS centre, toString(due_on) AS due, arraySort(groupArray(code)) AS codes
        FROM ${manyCurrentStates({ places: null, condition: STILL_IN_TIME, columns: `agency_code, centre_code, code, ${DUE_ON} AS due_on, ${outcomeSql('toDate({today:String})')} AS outcome` })}
        WHERE outcome = 'open-within-due' GROUP BY agency_code, centre_code, due_on ORDER BY agency, centre, due`,
  row: z.object({ agency: z.string(), centre: z.string(), due: z.string(), codes: z.array(z.string()) })
    .transform((row): DueGroup => ({ agencyCode: row.agency, centreCode: row.centre, dueOn: row.due, codes: row.codes })),
})

/** What is open in the whole country and due on days `from` to `to`, both included and not before today. */
export const selectDueGroups = (warehouse: Warehouse, days: { from: string; to: string }): Promise<DueGroup[]> => warehouse.select(dueGroups, { ...days, today: days.from })

/** How many dossiers of these places that are due on days `from` to `to` (both included) are open now, by agency and due day. */
export async function countStillOpen(warehouse: Warehouse, places: PlaceCodes, { from, to }: { from: string; to: string }): Promise<(agencyCode: string, dueOn: string) => number> {
  const query = defineQuery<Record<string, unknown>, { agency: string; due: string; count: number }>({
    name: 'still-open-dossiers', row: z.object({ agency: z.string(), due: z.string(), count: z.coerce.number() }),
    sql: `SELECT toString(agency_code) AS agency, toString(due_on) AS due, count() AS count
          FROM ${manyCurrentStates({ places, condition: STILL_IN_TIME, columns: `agency_code, ${DUE_ON} AS due_on` })} GROUP BY agency_code, due_on`,
  })
  const counts = new Map((await warehouse.select(query, { from, to, ...places })).map((it) => [`${it.due} ${it.agency}`, it.count]))
  return (agencyCode, dueOn) => counts.get(`${dueOn} ${agencyCode}`) ?? 0
}
