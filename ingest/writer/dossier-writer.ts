import type { Logger } from 'pino'
import { z } from 'zod'
import { toCountedDays, type DossierDays } from '../../contract/dossier-days.ts'
import { toHanoiDay } from '../../contract/period.ts'
import type { Clock } from '../../platform/clock.ts'
import { defineQuery } from '../../platform/warehouse/define-query.ts'
import { dossierDayColumns } from '../../platform/warehouse/dossier-day-columns.ts'
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
const [REGISTERED, DUE, FINISHED, RETURNED, SUPPLEMENTS] = (['registered_at', 'due_at', 'finished_at', 'returned_at', 'supplements'] as const).map((it) => COLUMNS.indexOf(it)) as [number, number, number, number, number]
/** Parameters travel in an address, which has its limits. */
const CODES_PER_QUERY = 1_000

interface EarlierState extends DossierDays { agency_code: string; code: string; centre_code: string }
const dayOrNull = z.string().nullable()
const earlierStates = defineQuery<{ agencies: string[]; codes: string[] }, EarlierState>({
  name: 'earlier-dossier-states',
  // Every stored state of these dossiers, not only the current one: each may have been counted on its own days.
  sql: `SELECT DISTINCT agency_code, code, centre_code, ${dossierDayColumns} FROM dossiers
        WHERE agency_code IN {agencies:Array(String)} AND (agency_code, code) IN (SELECT arrayJoin(arrayZip({agencies:Array(String)}, {codes:Array(String)})))`,
  row: z.object({ agency_code: z.string(), code: z.string(), centre_code: z.string(), receivedOn: z.string(), dueOn: dayOrNull, endedOn: dayOrNull, returnedOn: dayOrNull, askedAgainOn: dayOrNull }),
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
const dayOf = (instant: unknown) => (typeof instant === 'string' ? toHanoiDay(Date.parse(instant)) : null)

function daysOf(row: Row): DossierDays {
  const asked = (row[SUPPLEMENTS] as { requested_at: string }[]).map((it) => it.requested_at).sort()
  return { receivedOn: dayOf(row[REGISTERED]) ?? '', dueOn: dayOf(row[DUE]), endedOn: dayOf(row[FINISHED]) ?? dayOf(row[RETURNED]), returnedOn: dayOf(row[RETURNED]), askedAgainOn: dayOf(asked[1]) }
}

/**
 * Writes dossier states; resolves when they are in the warehouse. A changed state makes its old days dirty as well as its new ones.
 * One that changes what was counted in a month whose edition is out is flagged as late and leaves that month alone.
 */
interface Deps { warehouse: Warehouse; dirtyDays: DirtyDays; publishedPeriods: PublishedPeriods; clock: Clock; logger: Logger }

export function createDossierWriter(deps: Deps) {
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
      const today = toHanoiDay(deps.clock())
      if (published.size > 0) flagLate(rows, earlier, published, today)
      const cells = [
        ...earlier.flatMap((it) => toCountedDays(it, today).map((day): DirtyDay => ({ day, centreCode: it.centre_code }))),
        ...rows.flatMap((row) => toCountedDays(daysOf(row), today).map((day): DirtyDay => ({ day, centreCode: String(row[CENTRE]) }))),
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
function flagLate(rows: Row[], earlier: EarlierState[], published: ReadonlySet<string>, today: string): void {
  const publishedDays = (days: Iterable<string>) => [...new Set(days)].filter((day) => published.has(day.slice(0, 7))).sort().join()
  const before = new Map<string, string[]>()
  for (const it of earlier) before.set(keyOf(it.agency_code, it.code), [...(before.get(keyOf(it.agency_code, it.code)) ?? []), ...toCountedDays(it, today)])
  for (const row of rows as unknown[][]) {
    const isLate = publishedDays(toCountedDays(daysOf(row), today)) !== publishedDays(before.get(keyOf(row[AGENCY], row[CODE])) ?? [])
    row[COLUMNS.indexOf('flags')] = isLate ? ['late-after-publication'] : []
  }
}
