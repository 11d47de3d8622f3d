import { z } from 'zod'
import { DOSSIER_OUTCOMES, dossierOutcome, unclassifiedReason, type DossierOutcome, type OutcomeCounts, type UnclassifiedReason } from '../../contract/dossier-clock.ts'
import { defineQuery } from '../../platform/warehouse/define-query.ts'
import type { Warehouse } from '../../platform/warehouse/warehouse.ts'
import { LOOKED_UP_ON, reasonSql } from '../dossiers/dossier-outcome.ts'
import { TOLD_COLUMNS } from '../dossiers/progress-columns.ts'
import type { DossierCondition } from '../dossiers/progress-cuts.ts'
import { fewCurrentStates, manyCurrentStates, type PlaceCodes } from './current-dossiers.ts'

/**
 * Which dossiers: of these places, looked up on days `[from, to)` (open where null), of a class, of a procedure, and what else is asked.
 * `today` is a day of Hanoi; `areMany` says that tens of thousands may fit before the class is looked at.
 */
export interface DossierSearch {
  places: PlaceCodes; from: string; to: string | null; outcome: DossierOutcome | null; procedure: string | null; today: string
  more?: readonly DossierCondition[]; areMany?: boolean
  /** a condition on what progress-columns.ts tells of a dossier */
  told?: string | null
}

/** Where a page begins: after this dossier. */
export interface DossierPlace { day: string; agencyCode: string; code: string }

/** A dossier of the list; moments in milliseconds UTC. */
export interface FoundDossier extends DossierPlace {
  procedureCode: string; status: number; registeredAt: number; dueAt: number | null; endedAt: number | null; outcome: DossierOutcome; reason: UnclassifiedReason | null
}

const TODAY = 'toDate({today:String})'

function toSource({ places, to, procedure, more = [], areMany = false }: DossierSearch): string {
  const condition = [
    `${LOOKED_UP_ON} >= toDate({from:String})`, ...(to === null ? [] : [`${LOOKED_UP_ON} < toDate({to:String})`]),
    ...(procedure === null ? [] : ['procedure_code = {procedure:String}']), ...more.map(({ sql }) => `(${sql})`),
  ].join(' AND ')
  const toStates = areMany ? manyCurrentStates : fewCurrentStates
  return toStates({
    places, condition,
    columns: `code, procedure_code, status, registered_at, due_at, finished_at, returned_at, ${LOOKED_UP_ON} AS looked_up_on, ${TOLD_COLUMNS}, ${reasonSql(TODAY)} AS reason`,
  })
}

const toParameters = ({ places, from, to, outcome, procedure, today, more = [] }: DossierSearch): Record<string, unknown> => ({
  ...Object.fromEntries(more.flatMap(({ params }) => Object.entries(params))),
  from, today, ...(to === null ? {} : { to }), ...(procedure === null ? {} : { procedure }), ...(outcome === null ? {} : { outcome }), ...places,
})

const ms = z.coerce.number()
const foundRow = z.object({
  day: z.string(), agency_code: z.string(), code: z.string(), procedure_code: z.string(), status: z.number(),
  registered_ms: ms, due_ms: ms.nullable(), ended_ms: ms.nullable(), outcome: dossierOutcome, reason: z.union([unclassifiedReason, z.literal('')]),
}).transform((row): FoundDossier => ({
  day: row.day, agencyCode: row.agency_code, code: row.code, procedureCode: row.procedure_code, status: row.status,
  registeredAt: row.registered_ms, dueAt: row.due_ms, endedAt: row.ended_ms, outcome: row.outcome, reason: row.reason || null,
}))

/** Up to `limit` dossiers after a place in the list, in the order of their days, agencies and codes. */
export async function selectDossiers(warehouse: Warehouse, search: DossierSearch, { after, limit }: { after: DossierPlace | null; limit: number }): Promise<FoundDossier[]> {
  const conditions = [
    search.told ?? '1', search.outcome === null ? '1' : 'outcome = {outcome:String}',
    after === null ? '1' : '(looked_up_on, agency_code, code) > (toDate({afterDay:String}), {afterAgency:String}, {afterCode:String})',
  ]
  const query = defineQuery<Record<string, unknown>, FoundDossier>({
    name: 'dossier-list', row: foundRow,
    sql: `SELECT toString(looked_up_on) AS day, agency_code, code, procedure_code, status, toUnixTimestamp64Milli(registered_at) AS registered_ms,
            toUnixTimestamp64Milli(due_at) AS due_ms, toUnixTimestamp64Milli(ifNull(finished_at, returned_at)) AS ended_ms, outcome, reason
          FROM ${toSource(search)} WHERE ${conditions.join(' AND ')} ORDER BY looked_up_on, agency_code, code LIMIT ${Math.trunc(limit)}`,
  })
  const beginning = after === null ? {} : { afterDay: after.day, afterAgency: after.agencyCode, afterCode: after.code }
  return await warehouse.select(query, { ...toParameters(search), ...beginning })
}

/** How many there are of every class, whichever was asked for. */
export async function countOutcomes(warehouse: Warehouse, search: DossierSearch): Promise<OutcomeCounts> {
  const query = defineQuery<Record<string, unknown>, { outcome: DossierOutcome; count: number }>({
    name: 'dossier-outcomes', row: z.object({ outcome: dossierOutcome, count: z.coerce.number() }),
    sql: `SELECT outcome, count() AS count FROM ${toSource(search)} WHERE ${search.told ?? '1'} GROUP BY outcome`,
  })
  const found = new Map((await warehouse.select(query, toParameters({ ...search, outcome: null }))).map((it) => [it.outcome, it.count]))
  return Object.fromEntries(DOSSIER_OUTCOMES.map((it) => [it, found.get(it) ?? 0])) as OutcomeCounts
}
