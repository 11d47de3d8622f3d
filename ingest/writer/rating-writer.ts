import type { Logger } from 'pino'
import { toHanoiDay } from '../../contract/period.ts'
import type { DirtyDays } from '../../platform/warehouse/dirty-days.ts'
import type { Warehouse } from '../../platform/warehouse/warehouse.ts'
import type { RatingFact } from '../pipeline/rating-fact.ts'
import { createFactWriter } from './fact-writer.ts'

const COLUMNS = [
  'sender', 'id', 'occurred_at', 'corrected_at', 'received_at', 'seq', 'centre_code', 'counter_code', 'procedure_code', 'official_code',
  'channel', 'scale', 'score', 'reasons', 'comment', 'language', 'trigger', 'dossier_hash',
] as const
const CORRECTED_AT = COLUMNS.indexOf('corrected_at')
const CENTRE = COLUMNS.indexOf('centre_code')

const toInstant = (epochMs: number) => new Date(epochMs).toISOString()

const toRow = (it: RatingFact) => [
  it.sender, it.id, toInstant(it.occurredAt), toInstant(it.correctedAt), toInstant(it.receivedAt), it.seq, it.centreCode, it.counterCode,
  it.procedureCode, it.officialCode, it.channel, it.scale, it.score, it.reasons, it.comment, it.language, it.trigger, it.dossierHash,
]

/** Writes ratings; resolves when they are in the warehouse. */
export function createRatingWriter(deps: { warehouse: Warehouse; dirtyDays: DirtyDays; logger: Logger }) {
  const writer = createFactWriter({
    ...deps, kind: 'ratings', table: 'ratings', columns: COLUMNS,
    dirtyDaysOf: async (rows) => {
      const cells = new Map(rows.map((row) => {
        const cell = { day: toHanoiDay(Date.parse(String(row[CORRECTED_AT]))), centreCode: String(row[CENTRE]) }
        return [`${cell.day}|${cell.centreCode}`, cell]
      }))
      return [...cells.values()]
    },
  })
  return { write: (facts: RatingFact[]) => writer.write(facts.map(toRow)) }
}
export type RatingWriter = ReturnType<typeof createRatingWriter>
