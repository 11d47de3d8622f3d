import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { writeAudit } from '../../access/audit-log.ts'
import type { RatingCard } from '../../contract/rating-link.ts'
import { toHanoiDay } from '../../contract/period.ts'
import type { Clock } from '../../platform/clock.ts'
import { AppError } from '../../platform/errors.ts'
import type { RecordStore } from '../../platform/record/record.ts'
import type { Places } from '../places.ts'
import type { RatingLinks } from './rating-links.ts'

const cardRow = z.object({ id: z.string(), counter_code: z.string(), made_at: z.date(), withdrawn_at: z.date().nullable() })
const COLUMNS = 'id, counter_code, made_at, withdrawn_at'
/** A card hangs until somebody withdraws it; an end that far away only keeps the form of a link. */
const CARD_DAYS = 20 * 366
const DAY_MS = 24 * 3_600_000

/** Cards with a square code that stand at counters. Everybody can read them, so a card is a door with limits, and what comes through it is marked. */
export function createRatingCards({ record, places, links, clock }: { record: RecordStore; places: Places; links: RatingLinks; clock: Clock }) {
  const toCard = (row: z.infer<typeof cardRow>): RatingCard[] => {
    const place = places.placeOf(row.counter_code)
    const { link } = links.make({ letter: 'd', counterCode: row.counter_code, until: row.made_at.getTime() + CARD_DAYS * DAY_MS, single: row.id })
    return place ? [{ id: row.id, place, url: links.toUrl(link), madeAt: row.made_at.toISOString() }] : []
  }
  const find = async (id: string) => z.array(cardRow).parse(await record.query(`SELECT ${COLUMNS} FROM rating_card WHERE id::text = $1`, [id]))[0] ?? null

  return {
    /** The cards of a centre's counters today; those that had none get one. */
    makeAt: (centreCode: string, actor: string): Promise<RatingCard[]> => record.transaction(async (session) => {
      const counters = places.countersOn(toHanoiDay(clock())).filter((it) => it.centreCode === centreCode).map((it) => it.code)
      const made = z.array(z.object({ counter_code: z.string() })).parse(await session.query(
        `INSERT INTO rating_card (id, counter_code, made_by, made_at) SELECT id, counter, $3, $4 FROM unnest($1::uuid[], $2::text[]) AS fresh (id, counter)
         ON CONFLICT (counter_code) WHERE withdrawn_at IS NULL DO NOTHING RETURNING counter_code`,
        [counters.map(() => randomUUID()), counters, actor, new Date(clock())],
      ))
      if (made.length > 0) await writeAudit(session, { actor, action: 'rating-card.make', subject: `unit:${centreCode}`, detail: { counters: made.map((it) => it.counter_code) } })
      const rows = z.array(cardRow).parse(await session.query(
        `SELECT ${COLUMNS} FROM rating_card WHERE withdrawn_at IS NULL AND counter_code = ANY($1::text[]) ORDER BY counter_code COLLATE "C"`, [counters],
      ))
      return rows.flatMap(toCard)
    }),

    /** At which counter a card hangs; null where there is none. */
    counterOf: async (id: string): Promise<string | null> => (await find(id))?.counter_code ?? null,
    /** Whether a card still opens anything. */
    isOpen: async (id: string): Promise<boolean> => {
      const card = await find(id)
      return card !== null && card.withdrawn_at === null
    },

    withdraw: (id: string, actor: string): Promise<void> => record.transaction(async (session) => {
      const [row] = z.array(z.object({ counter_code: z.string() })).parse(await session.query(
        'UPDATE rating_card SET withdrawn_at = coalesce(withdrawn_at, $2) WHERE id::text = $1 RETURNING counter_code', [id, new Date(clock())],
      ))
      if (!row) throw new AppError('not-found', 'There is no such card.')
      await writeAudit(session, { actor, action: 'rating-card.withdraw', subject: `counter:${row.counter_code}`, detail: { card: id } })
    }),
  }
}
export type RatingCards = ReturnType<typeof createRatingCards>
