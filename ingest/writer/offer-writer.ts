import { z } from 'zod'
import { toHanoiDay } from '../../contract/period.ts'
import { defineQuery } from '../../platform/warehouse/define-query.ts'
import type { DirtyDay, DirtyDays } from '../../platform/warehouse/dirty-days.ts'
import type { Warehouse } from '../../platform/warehouse/warehouse.ts'
import type { PublishedPeriods } from '../../registry/published-periods.ts'
import type { StoredOffers } from '../offers/stored-offers.ts'
import type { OfferBatch } from '../queue/fact-batch.ts'

const COLUMNS = ['id', 'sender', 'counter_code', 'centre_code', 'offered_at', 'received_at'] as const

/** Where dossiers of a counter were stored: with the centre that their system named, which need not be the counter's. */
const centresOfCounters = defineQuery<{ counters: string[] }, { code: string; centre_code: string }>({
  name: 'centres-of-offers',
  sql: 'SELECT DISTINCT code, centre_code FROM stored_centres WHERE code IN {counters:Array(String)}',
  row: z.object({ code: z.string(), centre_code: z.string() }),
})

interface Deps { warehouse: Warehouse; dirtyDays: DirtyDays; publishedPeriods: Pick<PublishedPeriods, 'all'>; storedOffers: Pick<StoredOffers, 'note'> }

/** Writes what tablets have shown; resolves when it lies in the warehouse. Offers of a month whose edition is out are kept and change nothing of it. */
export function createOfferWriter({ warehouse, dirtyDays, publishedPeriods, storedOffers }: Deps) {
  const dirtyDaysOf = async (batches: readonly OfferBatch[]): Promise<DirtyDay[]> => {
    const counters = [...new Set(batches.flatMap((it) => it.rows.map(([, , counterCode]) => counterCode)))]
    const stored = await warehouse.select(centresOfCounters, { counters })
    const published = await publishedPeriods.all()
    const cells = batches.flatMap(({ rows }) => rows.flatMap(([, offeredAt, counterCode, centreCode]) => {
      const centres = [centreCode, ...stored.filter((it) => it.code === counterCode).map((it) => it.centre_code)]
      return centres.map((it): DirtyDay => ({ day: toHanoiDay(offeredAt), centreCode: it }))
    }))
    return [...new Map(cells.map((it) => [`${it.day}|${it.centreCode}`, it])).values()].filter((it) => !published.has(it.day.slice(0, 7)))
  }
  return {
    write: async (batches: readonly OfferBatch[]): Promise<void> => {
      if (batches.length === 0) return
      const cells = await dirtyDaysOf(batches)
      await dirtyDays.mark('offers', cells)
      await warehouse.insert('shown_offers', COLUMNS, batches.flatMap(({ sender, receivedAt, rows }) => rows.map(([id, offeredAt, counterCode, centreCode]) =>
        [id, sender, counterCode, centreCode, new Date(offeredAt).toISOString(), new Date(receivedAt).toISOString()])))
      await dirtyDays.mark('offers', cells)
      for (const { sender, rows } of batches) await storedOffers.note(sender, rows.map(([id]) => id))
    },
  }
}
export type OfferWriter = ReturnType<typeof createOfferWriter>
