import { Router } from 'express'
import type { Redis } from 'ioredis'
import type { Logger } from 'pino'
import type { Clock } from '../platform/clock.ts'
import { createQueue, startWorker } from '../platform/queue/queues.ts'
import type { RecordStore } from '../platform/record/record.ts'
import { counterRoutes } from './counter-routes.ts'
import { deviceAdministrationRoutes } from './device-administration-routes.ts'
import { createDevices, type Devices } from './devices.ts'
import { importRoutes } from './imports/import-routes.ts'
import { createImports, type Imports } from './imports/imports.ts'
import { createImportProcessor } from './imports/process-import.ts'
import { createPlaceIndex, type PlaceIndex } from './place-index.ts'
import { unitRoutes } from './unit-routes.ts'

const IMPORT_QUEUE = 'imports'

export interface RegistryDeps { record: RecordStore; redis: Redis; clock: Clock; publicUrl: string; logger: Logger }

export interface Registry {
  /** Units and counters in memory, at most two seconds old. */
  places: PlaceIndex
  devices: Devices
  imports: Imports
  routes: Router
  /** Works imports off, those first that an earlier process left unfinished. */
  startWorkers(): { close(): Promise<void> }
  /** Throws when the record does not answer. */
  ping(): Promise<void>
  close(): Promise<void>
}

/** Who and where. The record must be migrated; resolves when units and counters are in memory. */
export async function createRegistry({ record, redis, clock, publicUrl, logger }: RegistryDeps): Promise<Registry> {
  const places = await createPlaceIndex({ record, clock, logger })
  const devices = createDevices({ record, clock })
  const imports = createImports({ record })
  const queue = createQueue<{ importId: string }>({ redis, name: IMPORT_QUEUE })
  const enqueue = (importId: string) => queue.add({ importId })

  const routes = Router()
  routes.use(unitRoutes({ places, clock }))
  routes.use(counterRoutes({ places, clock }))
  routes.use(importRoutes({ imports, enqueue }))
  routes.use(deviceAdministrationRoutes({ devices, places, publicUrl, clock }))

  return {
    places, devices, imports, routes,
    startWorkers: () => {
      // The queue has these jobs too, unless its data was lost; working one off twice changes nothing.
      const taken = imports.unfinished().then((ids) => Promise.all(ids.map(enqueue)))
      taken.catch((error: unknown) => logger.warn({ err: error }, 'unfinished imports could not be taken up'))
      const process = createImportProcessor({ record, places, imports })
      return startWorker({ redis, name: IMPORT_QUEUE, concurrency: 1, process, logger })
    },
    ping: async () => void (await record.query('SELECT 1')),
    close: async () => {
      await places.close()
      await queue.close()
    },
  }
}
