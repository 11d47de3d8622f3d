import type { Redis } from 'ioredis'
import type { Logger } from 'pino'
import type { Clock } from '../../platform/clock.ts'
import { startWorker, type AppQueue } from '../../platform/queue/queues.ts'
import type { DirtyDays } from '../../platform/warehouse/dirty-days.ts'
import type { FigureStamps } from '../../platform/warehouse/figure-stamps.ts'
import { createPatientWarehouse } from '../../platform/warehouse/patient-warehouse.ts'
import type { Warehouse } from '../../platform/warehouse/warehouse.ts'
import type { PublishedPeriods } from '../../registry/published-periods.ts'
import type { RestrictedOriginals } from '../../registry/restricted-originals.ts'
import type { Custody } from '../custody/custody.ts'
import { correctClock } from '../pipeline/correct-clock.ts'
import { createFlagLate } from '../pipeline/flag-late.ts'
import { createLinkDossier } from '../pipeline/link-dossier.ts'
import { createMaskComment } from '../pipeline/mask-comment.ts'
import { createDossierWriter } from '../writer/dossier-writer.ts'
import { createStoredOffers } from '../offers/stored-offers.ts'
import { createOfferWriter } from '../writer/offer-writer.ts'
import { createRatingWriter } from '../writer/rating-writer.ts'
import { createDeadLetters } from './dead-letters.ts'
import { FACT_QUEUE, type FactGroup } from './fact-batch.ts'
import { createFactProcessor, type FactProcessor } from './process-fact-batch.ts'

/** So many jobs wait together for one insert; measured best between 50 and 200. */
const CONCURRENCY = 100

interface Deps {
  redis: Redis
  warehouse: Warehouse
  dirtyDays: DirtyDays
  figureStamps: Pick<FigureStamps, 'touch'>
  custody: Custody
  facts: AppQueue<FactGroup>
  originals: RestrictedOriginals
  publishedPeriods: PublishedPeriods
  clock: Clock
  logger: Logger
}

export interface FactWorker {
  /** Stores one job's worth of facts, as the worker does; for facts that come by another way than the queue. */
  storeFacts: FactProcessor
  /** Takes jobs out of the queue from now on. */
  start(): void
  close(): Promise<void>
}

/** Takes facts out of the queue and into the warehouse, and waits as long as it takes while the warehouse is away. */
export function createFactWorker(deps: Deps): FactWorker {
  const { redis, custody, facts, originals, publishedPeriods, clock, logger } = deps
  const { warehouse, stop } = createPatientWarehouse(deps.warehouse, { logger })
  const storeFacts = createFactProcessor({
    warehouse, custody, clock, publishedPeriods, figureStamps: deps.figureStamps, dirtyDays: deps.dirtyDays,
    deadLetters: createDeadLetters({ warehouse, facts, clock }),
    // Masking comes first: what a later step sets aside is stored too.
    steps: [createMaskComment({ originals }), correctClock, createLinkDossier({ redis, warehouse }), createFlagLate({ publishedPeriods })],
    ratings: createRatingWriter({ ...deps, warehouse }),
    dossiers: createDossierWriter({ ...deps, warehouse }),
    offers: createOfferWriter({ ...deps, warehouse, storedOffers: createStoredOffers(redis) }),
  })
  let worker: { close(): Promise<void> } | null = null
  return {
    storeFacts,
    start: () => { worker = startWorker({ redis, logger, name: FACT_QUEUE, concurrency: CONCURRENCY, process: storeFacts }) },
    close: async () => {
      stop()
      await worker?.close()
    },
  }
}
