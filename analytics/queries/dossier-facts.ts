import { z } from 'zod'
import { channel } from '../../contract/dossier.ts'
import { defineQuery } from '../../platform/warehouse/define-query.ts'
import type { Warehouse } from '../../platform/warehouse/warehouse.ts'
import type { ClockFacts } from '../dossiers/dossier-clock.ts'
import type { StoredState } from '../dossiers/state-history.ts'

/** A dossier by its key. */
export type DossierKey = { agency: string; code: string }

/** A dossier as it stands now; codes are '' where the source gave none. */
export interface StoredDossier extends ClockFacts { centreCode: string; counterCode: string; procedureCode: string; channel: z.infer<typeof channel> }

const ms = z.coerce.number()
const optionalMs = ms.nullable()
const fields = {
  centre_code: z.string(), counter_code: z.string(), procedure_code: z.string(), status: z.number(), registered_ms: ms, due_ms: optionalMs, finished_ms: optionalMs, returned_ms: optionalMs,
  supplement_ms: z.array(z.tuple([ms, optionalMs])),
}
const shared = z.object(fields)
const toShared = (row: z.infer<typeof shared>) => ({
  centreCode: row.centre_code, counterCode: row.counter_code, procedureCode: row.procedure_code, status: row.status,
  registeredAt: row.registered_ms, dueAt: row.due_ms, finishedAt: row.finished_ms, returnedAt: row.returned_ms,
  supplements: row.supplement_ms.map(([requestedAt, completedAt]) => ({ requestedAt, completedAt })),
})

const SHARED_COLUMNS = `centre_code, counter_code, procedure_code, channel, status,
  toUnixTimestamp64Milli(registered_at) AS registered_ms, toUnixTimestamp64Milli(due_at) AS due_ms,
  toUnixTimestamp64Milli(finished_at) AS finished_ms, toUnixTimestamp64Milli(returned_at) AS returned_ms,
  arrayMap(it -> (toUnixTimestamp64Milli(it.1), toUnixTimestamp64Milli(it.2)), supplements) AS supplement_ms`

const currentState = defineQuery<DossierKey, StoredDossier>({
  name: 'dossier',
  sql: `SELECT ${SHARED_COLUMNS} FROM dossiers FINAL WHERE agency_code = {agency:String} AND code = {code:String}`,
  row: z.object({ ...fields, channel }).transform((row) => ({ ...toShared(row), channel: row.channel })),
})

/** A source that sends every dossier every night makes no more states than there are changes; of more than these the newest are told. */
const MOST_STATES = 500

const states = defineQuery<DossierKey, StoredState>({
  name: 'dossier-states',
  sql: `SELECT ${SHARED_COLUMNS}, toUnixTimestamp64Milli(updated_at) AS updated_ms,
          toString(tuple(sector_code, components, components_digitised, components_reused, result_electronic, online_eligible, fee, paid, paid_online)) AS content,
          toUnixTimestamp64Milli(min(received_at)) AS first_received_ms, toUnixTimestamp64Milli(max(received_at)) AS last_received_ms, toUInt32(count()) AS deliveries
        FROM dossier_states FINAL WHERE agency_code = {agency:String} AND code = {code:String}
        GROUP BY updated_at, centre_code, counter_code, procedure_code, channel, status, registered_at, due_at, finished_at, returned_at, supplements,
          sector_code, components, components_digitised, components_reused, result_electronic, online_eligible, fee, paid, paid_online
        ORDER BY updated_ms DESC, last_received_ms DESC LIMIT ${MOST_STATES}`,
  row: z.object({ ...fields, channel: z.string(), updated_ms: ms, content: z.string(), first_received_ms: ms, last_received_ms: ms, deliveries: z.number() })
    .transform((row) => ({
      ...toShared(row), channel: row.channel, content: row.content, updatedAt: row.updated_ms,
      firstReceivedAt: row.first_received_ms, lastReceivedAt: row.last_received_ms, deliveries: row.deliveries,
    })),
})

/** The state of a dossier that counts; null when there is no such dossier. */
export const readDossier = async (warehouse: Warehouse, key: DossierKey): Promise<StoredDossier | null> => (await warehouse.select(currentState, key))[0] ?? null

/** Every different state that was delivered of a dossier. */
export const readDossierStates = (warehouse: Warehouse, key: DossierKey): Promise<StoredState[]> => warehouse.select(states, key)
