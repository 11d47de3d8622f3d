import type { Logger } from 'pino'
import { toHanoiDay } from '../../contract/period.ts'
import type { DirtyDay, DirtyDays } from '../../platform/warehouse/dirty-days.ts'
import type { Warehouse } from '../../platform/warehouse/warehouse.ts'
import type { Custody } from '../custody/custody.ts'
import type { RatingFact } from '../pipeline/rating-fact.ts'
import { createFactWriter, type RefusedRow } from './fact-writer.ts'
import { readStoredHashes } from './stored-hashes.ts'

const COLUMNS = [
  'sender', 'id', 'occurred_at', 'corrected_at', 'sent_at', 'received_at', 'seq', 'centre_code', 'counter_code', 'procedure_code',
  'official_code', 'channel', 'scale', 'score', 'reasons', 'comment', 'language', 'trigger', 'dossier_hash', 'flags', 'content_hash',
]

/** Beyond these the engine would read the digits of a moment otherwise than as milliseconds; it is then written out, and refused. */
const PLAIN_MS = 9_999_999_999_999
const toMoment = (epochMs: number) => (epochMs >= 0 && epochMs <= PLAIN_MS ? epochMs : new Date(epochMs).toISOString())

const toRow = (it: RatingFact) => [
  it.sender, it.id, toMoment(it.occurredAt), toMoment(it.correctedAt), toMoment(it.sentAt), toMoment(it.receivedAt), it.seq,
  it.centreCode, it.counterCode, it.procedureCode, it.officialCode, it.channel, it.scale, it.score, it.reasons, it.comment, it.language,
  it.trigger, it.dossierHash, it.flags, it.contentHash,
]

const keyOf = ({ sender, id }: RatingFact) => `${sender}|${id}`

/** What became of ratings: those not named here are stored. A conflict is an id that is stored with other content. */
export interface RatingsWritten { refused: RefusedRow[]; conflicts: RatingFact[] }

interface Deps { warehouse: Warehouse; dirtyDays: DirtyDays; custody: Pick<Custody, 'mayBeStored'>; logger: Logger }

/** Writes ratings; resolves when they are in the warehouse. Of an id that comes with other content, what was stored first counts. */
export function createRatingWriter(deps: Deps) {
  /** A number that custody does not have as stored comes for the first time: its id need not be looked up among the millions of its day. */
  const thoseToLookUp = async (facts: RatingFact[]): Promise<RatingFact[]> => {
    const numbering = new Set(facts.filter((it) => it.seq > 0).map((it) => it.sender))
    if (numbering.size === 0) return facts
    const mayBeStored = await deps.custody.mayBeStored(numbering).catch(() => () => true)
    return facts.filter((it) => it.seq <= 0 || mayBeStored(it.sender, it.seq))
  }
  const writer = createFactWriter<RatingFact>({
    ...deps, kind: 'ratings', table: 'ratings', columns: COLUMNS, toRow,
    sift: async (facts) => {
      const hashes = await readStoredHashes(deps.warehouse, await thoseToLookUp(facts))
      const [repeated, withheld] = [new Set<RatingFact>(), new Set<RatingFact>()]
      for (const fact of facts) {
        const known = hashes.get(keyOf(fact))
        if (known === undefined) hashes.set(keyOf(fact), fact.contentHash)
        else if (known === fact.contentHash) repeated.add(fact)
        // Rows of the time before hashes were kept say nothing; they fold as ever.
        else if (known !== '0') withheld.add(fact)
      }
      return { repeated, withheld }
    },
    // Judged once, by the step that flags: whoever was not late when the month was closed is counted, also if it is written after.
    dirtyDaysOf: async (facts) => {
      const cells = new Map<string, DirtyDay>()
      for (const { correctedAt, centreCode, flags } of facts) {
        const day = toHanoiDay(correctedAt)
        if (!flags.includes('late-after-publication') && !cells.has(`${day}|${centreCode}`)) cells.set(`${day}|${centreCode}`, { day, centreCode })
      }
      return [...cells.values()]
    },
  })
  return {
    write: async (facts: RatingFact[]): Promise<RatingsWritten> => {
      if (facts.length === 0) return { refused: [], conflicts: [] }
      const { refused, withheld } = await writer.write(facts)
      return { refused, conflicts: withheld.flatMap((index) => facts[index] ?? []) }
    },
  }
}
export type RatingWriter = ReturnType<typeof createRatingWriter>
