import type { Redis } from 'ioredis'
import type { Logger } from 'pino'
import { startWorker } from '../../platform/queue/queues.ts'
import type { DirtyDays } from '../../platform/warehouse/dirty-days.ts'
import type { Warehouse } from '../../platform/warehouse/warehouse.ts'
import type { Custody } from '../custody/custody.ts'
import { correctClock } from '../pipeline/correct-clock.ts'
import { createLinkDossier } from '../pipeline/link-dossier.ts'
import { createDossierWriter } from '../writer/dossier-writer.ts'
import { createRatingWriter } from '../writer/rating-writer.ts'
import { FACT_QUEUE } from './fact-batch.ts'
import { createFactBatchProcessor } from './process-fact-batch.ts'

/** So many jobs wait together for one insert; measured best between 50 and 200. */
const CONCURRENCY = 100

interface Deps { redis: Redis; warehouse: Warehouse; dirtyDays: DirtyDays; custody: Custody; logger: Logger }

/** Takes facts out of the queue and into the warehouse. */
export function startFactWorker({ redis, warehouse, dirtyDays, custody, logger }: Deps) {
  return startWorker({
    redis, logger, name: FACT_QUEUE, concurrency: CONCURRENCY,
    process: createFactBatchProcessor({
      warehouse, custody,
      steps: [correctClock, createLinkDossier({ redis, warehouse })],
      ratings: createRatingWriter({ warehouse, dirtyDays, logger }),
      dossiers: createDossierWriter({ warehouse, dirtyDays, logger }),
    }),
  })
}
