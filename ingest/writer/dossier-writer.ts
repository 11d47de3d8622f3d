import type { Logger } from 'pino'
import { z } from 'zod'
import { toHanoiDay } from '../../contract/period.ts'
import { defineQuery } from '../../platform/warehouse/define-query.ts'
import type { DirtyDay, DirtyDays } from '../../platform/warehouse/dirty-days.ts'
import type { Warehouse } from '../../platform/warehouse/warehouse.ts'
import type { DossierRow } from '../queue/fact-batch.ts'
import { createFactWriter, type Row } from './fact-writer.ts'

const COLUMNS = [
  'agency_code', 'code', 'centre_code', 'counter_code', 'procedure_code', 'sector_code', 'channel', 'status',
  'registered_at', 'due_at', 'finished_at', 'returned_at', 'supplements', 'components', 'components_digitised', 'components_reused',
  'result_electronic', 'online_eligible', 'fee', 'paid', 'paid_online', 'updated_at', 'sender', 'received_at',
] as const
const [AGENCY, CODE, CENTRE] = [0, 1, 2] as const
/** The days on which a dossier counts: received, due, finished or (where no end is given) returned. */
const COUNTED_ON = [COLUMNS.indexOf('registered_at'), COLUMNS.indexOf('due_at'), COLUMNS.indexOf('finished_at'), COLUMNS.indexOf('returned_at')]

const earlierStates = defineQuery<{ agencies: string[]; codes: string[] }, { day: string; centre_code: string }>({
  name: 'earlier-dossier-states',
  // Every stored state of these dossiers, not only the current one: each may have been counted on its own days.
  sql: `SELECT DISTINCT toString(arrayJoin(arrayFilter(it -> isNotNull(it), [toDate(registered_at, 'Asia/Ho_Chi_Minh'),
          toDate(due_at, 'Asia/Ho_Chi_Minh'), toDate(finished_at, 'Asia/Ho_Chi_Minh'), toDate(returned_at, 'Asia/Ho_Chi_Minh')]))) AS day, centre_code
        FROM dossiers WHERE agency_code IN {agencies:Array(String)} AND (agency_code, code) IN (SELECT arrayJoin(arrayZip({agencies:Array(String)}, {codes:Array(String)})))`,
  row: z.object({ day: z.string(), centre_code: z.string() }),
})

const toInstant = (epochMs: number | null) => (epochMs === null ? null : new Date(epochMs).toISOString())

const toStoredRow = (row: DossierRow, sender: string, receivedAt: number): Row => {
  const [agency, code, centre, counter, procedure, sector, channel, status, registeredAt, dueAt, finishedAt, returnedAt, supplements, ...rest] = row
  const [components, digitised, reused, electronic, eligible, fee, paid, paidOnline, updatedAt] = rest
  return [
    agency, code, centre, counter, procedure, sector, channel, status, toInstant(registeredAt), toInstant(dueAt), toInstant(finishedAt),
    toInstant(returnedAt), supplements.map(([requestedAt, completedAt]) => ({ requested_at: toInstant(requestedAt), completed_at: toInstant(completedAt) })), components, digitised, reused, electronic,
    eligible, fee, paid, paidOnline, toInstant(updatedAt), sender, toInstant(receivedAt),
  ]
}

/** Writes dossier states; resolves when they are in the warehouse. A changed state makes its old days dirty as well as its new ones. */
export function createDossierWriter(deps: { warehouse: Warehouse; dirtyDays: DirtyDays; logger: Logger }) {
  const writer = createFactWriter({
    ...deps, kind: 'dossiers', table: 'dossiers', columns: COLUMNS,
    dirtyDaysOf: async (rows) => {
      const earlier = await deps.warehouse.select(earlierStates, {
        agencies: rows.map((row) => String(row[AGENCY])), codes: rows.map((row) => String(row[CODE])),
      })
      const cells = [
        ...earlier.map((it) => ({ day: it.day, centreCode: it.centre_code })),
        ...rows.flatMap((row) => COUNTED_ON.map((at) => row[at]).filter((it) => typeof it === 'string')
          .map((instant): DirtyDay => ({ day: toHanoiDay(Date.parse(instant)), centreCode: String(row[CENTRE]) }))),
      ]
      return [...new Map(cells.map((cell) => [`${cell.day}|${cell.centreCode}`, cell])).values()]
    },
  })
  return {
    write: (rows: DossierRow[], sender: string, receivedAt: number) => writer.write(rows.map((row) => toStoredRow(row, sender, receivedAt))),
  }
}
export type DossierWriter = ReturnType<typeof createDossierWriter>
