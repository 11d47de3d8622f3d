import { setTimeout as sleep } from 'node:timers/promises'
import { Router } from 'express'
import type { Redis } from 'ioredis'
import type { Logger } from 'pino'
import type { Clock } from '../platform/clock.ts'
import { createQueue, startWorker } from '../platform/queue/queues.ts'
import type { RecordStore } from '../platform/record/record.ts'
import { counterRoutes } from './counter-routes.ts'
import { deviceAdministrationRoutes } from './device-administration-routes.ts'
import { createDevices, type Devices } from './devices.ts'
import { createImportChunks, type ImportChunks } from './imports/import-chunks.ts'
import type { FactImports } from './imports/import-kinds.ts'
import { importRoutes } from './imports/import-routes.ts'
import { createImports, type Imports } from './imports/imports.ts'
import { createImportProcessor } from './imports/process-import.ts'
import { createPlaceEdits } from './place-edits.ts'
import { createPlaceIndex, type PlaceIndex } from './place-index.ts'
import { reorganisationRoutes } from './reorganisations/reorganisation-routes.ts'
import { createReorganisations } from './reorganisations/reorganisations.ts'
import { unitRoutes } from './unit-routes.ts'

const IMPORT_QUEUE = 'imports'
/** A list of units need not wait for a year of ratings. */
const IMPORTS_AT_ONCE = 3

/** After so long every process has loaded what another has written: it asks each second, and then loads. */
const KNOWN_EVERYWHERE_MS = 2_500

export interface RegistryDeps {
  record: RecordStore
  redis: Redis
  clock: Clock
  publicUrl: string
  logger: Logger
  /** Whether other processes work on the same record. */
  isShared?: boolean
}

export interface Registry {
  /** Units and counters in memory, at most two seconds old. */
  places: PlaceIndex
  devices: Devices
  imports: Imports
  importChunks: ImportChunks
  routes: Router
  /** Works imports off, those first that an earlier process left unfinished. */
  startWorkers(factImports?: Partial<FactImports>): { close(): Promise<void> }
  /** Puts unfinished imports into the queue (again). */
  takeUpImports(): Promise<void>
  /** Throws when the record does not answer. */
  ping(): Promise<void>
  close(): Promise<void>
}

/** Who and where. The record must be migrated; resolves when units and counters are in memory. */
export async function createRegistry({ record, redis, clock, publicUrl, logger, isShared = false }: RegistryDeps): Promise<Registry> {
  const places = await createPlaceIndex({ record, clock, logger })
  const devices = createDevices({ record, clock })
  const imports = createImports({ record })
  const importChunks = createImportChunks({ record })
  const queue = createQueue<{ importId: string }>({ redis, name: IMPORT_QUEUE })
  const enqueue = (importId: string) => queue.add({ importId })
  const takeUpImports = async () => {
    for (const id of await imports.unfinished()) await enqueue(id)
  }

  const routes = Router()
  const edits = createPlaceEdits({ record, places })
  routes.use(unitRoutes({ places, edits, clock }))
  routes.use(counterRoutes({ places, edits, clock }))
  routes.use(reorganisationRoutes({ reorganisations: createReorganisations({ record, places, clock }) }))
  routes.use(importRoutes({ imports, chunks: importChunks, enqueue }))
  routes.use(deviceAdministrationRoutes({ devices, places, publicUrl, clock }))

  return {
    places, devices, imports, importChunks, routes, takeUpImports,
    startWorkers: (factImports = {}) => {
      // The queue has these jobs too, unless its data was lost; working one off twice changes nothing.
      Promise.all([takeUpImports(), importChunks.removeOrphans()])
        .catch((error: unknown) => logger.warn({ err: error }, 'unfinished imports could not be taken up'))
      const untilKnownEverywhere = async () => { if (isShared) await sleep(KNOWN_EVERYWHERE_MS) }
      const process = createImportProcessor({ record, places, imports, chunks: importChunks, factImports, untilKnownEverywhere })
      return startWorker({ redis, name: IMPORT_QUEUE, concurrency: IMPORTS_AT_ONCE, process, logger })
    },
    ping: async () => void (await record.query('SELECT 1')),
    close: async () => {
      await places.close()
      await queue.close()
    },
  }
}
