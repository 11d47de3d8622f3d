import type { Logger } from 'pino'
import { toHanoiDay, toMonthPeriod } from '../../contract/period.ts'
import type { DirtyDays } from '../../platform/warehouse/dirty-days.ts'
import type { Warehouse } from '../../platform/warehouse/warehouse.ts'
import type { PublishedPeriods } from '../../registry/published-periods.ts'
import type { RatingFact } from '../pipeline/rating-fact.ts'
import { createFactWriter, type RefusedRow, type Row } from './fact-writer.ts'
import { readStoredHashes } from './stored-hashes.ts'

const COLUMNS = [
  'sender', 'id', 'occurred_at', 'corrected_at', 'sent_at', 'received_at', 'seq', 'centre_code', 'counter_code', 'procedure_code',
  'official_code', 'channel', 'scale', 'score', 'reasons', 'comment', 'language', 'trigger', 'dossier_hash', 'flags', 'content_hash',
] as const
const at = (column: (typeof COLUMNS)[number]) => COLUMNS.indexOf(column)
const [SENDER, ID, OCCURRED_AT, CORRECTED_AT, CENTRE, HASH] = [at('sender'), at('id'), at('occurred_at'), at('corrected_at'), at('centre_code'), at('content_hash')]

const toInstant = (epochMs: number) => new Date(epochMs).toISOString()

const toRow = (it: RatingFact) => [
  it.sender, it.id, toInstant(it.occurredAt), toInstant(it.correctedAt), toInstant(it.sentAt), toInstant(it.receivedAt), it.seq,
  it.centreCode, it.counterCode, it.procedureCode, it.officialCode, it.channel, it.scale, it.score, it.reasons, it.comment, it.language,
  it.trigger, it.dossierHash, it.flags, it.contentHash,
]

const text = (row: Row, column: number) => String(row[column])
const keyOf = (row: Row) => `${text(row, SENDER)}|${text(row, ID)}`

/** What became of ratings: those not named here are stored. A conflict is an id that is stored with other content. */
export interface RatingsWritten { refused: RefusedRow[]; conflicts: RatingFact[] }

/** Writes ratings; resolves when they are in the warehouse. Of an id that comes with other content, what was stored first counts. */
export function createRatingWriter(deps: { warehouse: Warehouse; dirtyDays: DirtyDays; publishedPeriods: PublishedPeriods; logger: Logger }) {
  const writer = createFactWriter({
    ...deps, kind: 'ratings', table: 'ratings', columns: COLUMNS,
    sift: async (rows) => {
      const hashes = await readStoredHashes(deps.warehouse, rows.map((row) => ({
        sender: text(row, SENDER), id: text(row, ID), day: toHanoiDay(Date.parse(text(row, OCCURRED_AT))),
      })))
      const [repeated, withheld] = [new Set<Row>(), new Set<Row>()]
      for (const row of rows) {
        const known = hashes.get(keyOf(row))
        if (known === undefined) hashes.set(keyOf(row), text(row, HASH))
        else if (known === text(row, HASH)) repeated.add(row)
        // Rows of the time before hashes were kept say nothing; they fold as ever.
        else if (known !== '0') withheld.add(row)
      }
      return { repeated, withheld }
    },
    dirtyDaysOf: async (rows) => {
      const published = await deps.publishedPeriods.all()
      const cells = new Map<string, { day: string; centreCode: string }>()
      for (const row of rows) {
        const correctedAt = Date.parse(text(row, CORRECTED_AT))
        if (published.has(toMonthPeriod(correctedAt))) continue
        const cell = { day: toHanoiDay(correctedAt), centreCode: text(row, CENTRE) }
        cells.set(`${cell.day}|${cell.centreCode}`, cell)
      }
      return [...cells.values()]
    },
  })
  return {
    write: async (facts: RatingFact[]): Promise<RatingsWritten> => {
      if (facts.length === 0) return { refused: [], conflicts: [] }
      const { refused, withheld } = await writer.write(facts.map(toRow))
      return { refused, conflicts: withheld.flatMap((index) => facts[index] ?? []) }
    },
  }
}
export type RatingWriter = ReturnType<typeof createRatingWriter>
