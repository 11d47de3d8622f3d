import type { Logger } from 'pino'
import { z } from 'zod'
import { toHanoiDay } from '../../contract/period.ts'
import { defineQuery } from '../../platform/warehouse/define-query.ts'
import type { DirtyDay, DirtyDays } from '../../platform/warehouse/dirty-days.ts'
import type { Warehouse } from '../../platform/warehouse/warehouse.ts'
import type { PublishedPeriods } from '../../registry/published-periods.ts'
import type { DossierRow } from '../queue/fact-batch.ts'
import { createFactWriter, type Row, type Written } from './fact-writer.ts'

const COLUMNS = [
  'agency_code', 'code', 'centre_code', 'counter_code', 'procedure_code', 'sector_code', 'channel', 'status',
  'registered_at', 'due_at', 'finished_at', 'returned_at', 'supplements', 'components', 'components_digitised', 'components_reused',
  'result_electronic', 'online_eligible', 'fee', 'paid', 'paid_online', 'updated_at', 'sender', 'received_at', 'flags',
] as const
const [AGENCY, CODE, CENTRE] = [0, 1, 2] as const
/** The days on which a dossier counts: received, due, finished or (where no end is given) returned. */
const COUNTED_ON = [COLUMNS.indexOf('registered_at'), COLUMNS.indexOf('due_at'), COLUMNS.indexOf('finished_at'), COLUMNS.indexOf('returned_at')]
/** Parameters travel in an address, which has its limits. */
const CODES_PER_QUERY = 1_000

interface EarlierState { agency_code: string; code: string; centre_code: string; days: string[] }
const earlierStates = defineQuery<{ agencies: string[]; codes: string[] }, EarlierState>({
  name: 'earlier-dossier-states',
  // Every stored state of these dossiers, not only the current one: each may have been counted on its own days.
  sql: `SELECT agency_code, code, centre_code, groupUniqArrayArray(arrayMap(it -> toString(assumeNotNull(it)), arrayFilter(it -> isNotNull(it), [
          toDate(registered_at, 'Asia/Ho_Chi_Minh'), toDate(due_at, 'Asia/Ho_Chi_Minh'),
          toDate(finished_at, 'Asia/Ho_Chi_Minh'), toDate(returned_at, 'Asia/Ho_Chi_Minh')]))) AS days
        FROM dossiers WHERE agency_code IN {agencies:Array(String)} AND (agency_code, code) IN (SELECT arrayJoin(arrayZip({agencies:Array(String)}, {codes:Array(String)})))
        GROUP BY agency_code, code, centre_code`,
  row: z.object({ agency_code: z.string(), code: z.string(), centre_code: z.string(), days: z.array(z.string()) }),
})

const toInstant = (epochMs: number | null) => (epochMs === null ? null : new Date(epochMs).toISOString())

const toStoredRow = (row: DossierRow, sender: string, receivedAt: number): unknown[] => {
  const [agency, code, centre, counter, procedure, sector, channel, status, registeredAt, dueAt, finishedAt, returnedAt, supplements, ...rest] = row
  const [components, digitised, reused, electronic, eligible, fee, paid, paidOnline, updatedAt] = rest
  return [
    agency, code, centre, counter, procedure, sector, channel, status, toInstant(registeredAt), toInstant(dueAt), toInstant(finishedAt),
    toInstant(returnedAt), supplements.map(([requestedAt, completedAt]) => ({ requested_at: toInstant(requestedAt), completed_at: toInstant(completedAt) })), components, digitised, reused, electronic,
    eligible, fee, paid, paidOnline, toInstant(updatedAt), sender, toInstant(receivedAt), [],
  ]
}

const keyOf = (agency: unknown, code: unknown) => `${String(agency)}|${String(code)}`
const countedDaysOf = (row: Row) => COUNTED_ON.map((at) => row[at]).filter((it) => typeof it === 'string').map((it) => toHanoiDay(Date.parse(it)))

/**
 * Writes dossier states; resolves when they are in the warehouse. A changed state makes its old days dirty as well as its new ones.
 * One that changes what was counted in a month whose edition is out is flagged as late and leaves that month alone.
 */
export function createDossierWriter(deps: { warehouse: Warehouse; dirtyDays: DirtyDays; publishedPeriods: PublishedPeriods; logger: Logger }) {
  const readEarlier = async (rows: Row[]): Promise<EarlierState[]> => {
    const found: EarlierState[] = []
    for (let start = 0; start < rows.length; start += CODES_PER_QUERY) {
      const some = rows.slice(start, start + CODES_PER_QUERY)
      found.push(...await deps.warehouse.select(earlierStates, { agencies: some.map((row) => String(row[AGENCY])), codes: some.map((row) => String(row[CODE])) }))
    }
    return found
  }
  const writer = createFactWriter<Row>({
    ...deps, kind: 'dossiers', table: 'dossiers', columns: COLUMNS, toRow: (row) => row,
    dirtyDaysOf: async (rows) => {
      const [earlier, published] = [await readEarlier(rows), await deps.publishedPeriods.all()]
      if (published.size > 0) flagLate(rows, earlier, published)
      const cells = [
        ...earlier.flatMap((it) => it.days.map((day): DirtyDay => ({ day, centreCode: it.centre_code }))),
        ...rows.flatMap((row) => countedDaysOf(row).map((day): DirtyDay => ({ day, centreCode: String(row[CENTRE]) }))),
      ].filter((cell) => !published.has(cell.day.slice(0, 7)))
      return [...new Map(cells.map((cell) => [`${cell.day}|${cell.centreCode}`, cell])).values()]
    },
  })
  return {
    write: (rows: DossierRow[], sender: string, receivedAt: number): Promise<Written> =>
      writer.write(rows.map((row) => toStoredRow(row, sender, receivedAt))),
  }
}
export type DossierWriter = ReturnType<typeof createDossierWriter>

/** A state is late when it gives a published month a day it did not count, or takes one away. */
function flagLate(rows: Row[], earlier: EarlierState[], published: ReadonlySet<string>): void {
  const publishedDays = (days: Iterable<string>) => [...new Set(days)].filter((day) => published.has(day.slice(0, 7))).sort().join()
  const before = new Map<string, string[]>()
  for (const it of earlier) before.set(keyOf(it.agency_code, it.code), [...(before.get(keyOf(it.agency_code, it.code)) ?? []), ...it.days])
  for (const row of rows as unknown[][]) {
    const isLate = publishedDays(countedDaysOf(row)) !== publishedDays(before.get(keyOf(row[AGENCY], row[CODE])) ?? [])
    row[COLUMNS.indexOf('flags')] = isLate ? ['late-after-publication'] : []
  }
}
