import { createHash } from 'node:crypto'
import type { Redis } from 'ioredis'
import type { Logger } from 'pino'
import { z } from 'zod'
import { liveOffer, type LiveOffer } from '../../contract/offer.ts'
import { toHanoiDay } from '../../contract/period.ts'
import type { Clock } from '../../platform/clock.ts'
import type { KioskSettings } from '../../registry/kiosk/kiosk-settings.ts'
import type { ProcedureIndex } from '../../registry/procedures/procedure-index.ts'
import type { DossierRow } from '../queue/fact-batch.ts'

const CHANNEL = 'rating-offers'
/** Whoever was served is gone by then; a state that comes later is history and not somebody at the counter. */
const OFFERED_FOR_MS = 5 * 60_000
/** A dossier is offered once, however often its state comes. */
const REMEMBERED_SECONDS = 7 * 24 * 3_600
const HANDED_OVER = 10

const announcement = z.object({ counterCode: z.string(), offer: liveOffer })
type Announcement = z.infer<typeof announcement>

/** The same for every state of a dossier; nobody finds the dossier by it who does not know its code. */
export function toOfferId(agencyCode: string, dossierCode: string): string {
  const hex = createHash('sha256').update(`offer\n${agencyCode}\n${dossierCode}`).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

/** When the citizen was at the counter for the result: its hand-over; of systems that tell no hand-over the end, if the status says handed over. */
export const closedAtOf = ([, , , , , , , status, , , finishedAt, returnedAt]: DossierRow): number | null => returnedAt ?? (status === HANDED_OVER ? finishedAt : null)

interface Deps { redis: Redis; procedures: Pick<ProcedureIndex, 'historyOf'>; kioskSettings: Pick<KioskSettings, 'reasonsOf'>; clock: Clock; logger: Logger }

/** From the feed of dossiers to the tablets of their counters: whichever process took the dossier, whichever one holds the tablet's line. */
export function createOfferBoard({ redis, procedures, kioskSettings, clock, logger }: Deps) {
  const listeners = new Map<string, Set<(offer: LiveOffer) => void>>()
  let subscriber: Redis | null = null

  const keyOf = (counterCode: string) => `rating-offer:${counterCode}`
  const tell = ({ counterCode, offer }: Announcement) => { for (const listener of listeners.get(counterCode) ?? []) listener(offer) }

  const toOffer = async (row: DossierRow, closedAt: number): Promise<LiveOffer> => {
    const [agencyCode, dossierCode, , , procedureCode] = row
    const day = toHanoiDay(closedAt)
    const procedure = procedures.historyOf(procedureCode).find((it) => it.validFrom <= day && (it.validTo === null || day < it.validTo))
    return {
      id: toOfferId(agencyCode, dossierCode), dossierCode, procedureCode: procedureCode === '' ? null : procedureCode, procedureName: procedure?.nameVi ?? null,
      reasons: await kioskSettings.reasonsOf(procedureCode), closedAt: new Date(closedAt).toISOString(), expiresAt: new Date(closedAt + OFFERED_FOR_MS).toISOString(),
    }
  }

  const listen = async () => {
    if (subscriber) return
    subscriber = redis.duplicate()
    subscriber.on('error', () => {}) // it comes back by itself
    subscriber.on('message', (_channel, text) => {
      const parsed = announcement.safeParse(JSON.parse(text))
      if (parsed.success) tell(parsed.data)
    })
    await subscriber.subscribe(CHANNEL)
  }

  return {
    /** Offers the rating of dossiers that were closed just now at a counter. Never throws: a dossier is taken whether anybody is asked or not. */
    announce: async (rows: readonly DossierRow[]): Promise<void> => {
      try {
        for (const row of rows) {
          const [counterCode, closedAt] = [row[3], closedAtOf(row)]
          if (counterCode === '' || closedAt === null || Math.abs(clock() - closedAt) > OFFERED_FOR_MS) continue
          const offer = await toOffer(row, closedAt)
          if ((await redis.set(`rating-offered:${offer.id}`, '1', 'EX', REMEMBERED_SECONDS, 'NX')) === null) continue
          // For a tablet whose line is down just now.
          await redis.set(keyOf(counterCode), JSON.stringify({ counterCode, offer }), 'PX', OFFERED_FOR_MS)
          await redis.publish(CHANNEL, JSON.stringify({ counterCode, offer }))
        }
      } catch (error) {
        logger.warn({ err: error }, 'a rating could not be offered')
      }
    },

    /** Tells of offers at a counter from now on, first of the newest that has not expired; answers how to leave. */
    watch: async (counterCode: string, listener: (offer: LiveOffer) => void): Promise<() => void> => {
      const together = listeners.get(counterCode) ?? new Set()
      listeners.set(counterCode, together.add(listener))
      await listen()
      const waiting = await redis.get(keyOf(counterCode))
      const parsed = waiting === null ? null : announcement.safeParse(JSON.parse(waiting))
      if (parsed?.success && Date.parse(parsed.data.offer.expiresAt) > clock()) listener(parsed.data.offer)
      return () => {
        together.delete(listener)
        if (together.size === 0) listeners.delete(counterCode)
      }
    },
    close: async (): Promise<void> => { subscriber?.disconnect() },
  }
}
export type OfferBoard = ReturnType<typeof createOfferBoard>
