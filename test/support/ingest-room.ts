import type { AddressInfo } from 'node:net'
import type { Redis } from 'ioredis'
import { z } from 'zod'
import { createFigureSettings } from '../../analytics/origins/figure-settings.ts'
import { refreshRollups } from '../../analytics/rollups/refresh-rollups.ts'
import { createAccess } from '../../access/create-access.ts'
import { createCustody } from '../../ingest/custody/custody.ts'
import { createReadStoredRanges } from '../../ingest/custody/stored-ranges.ts'
import { createDeadLetters } from '../../ingest/queue/dead-letters.ts'
import { FACT_QUEUE, type FactGroup } from '../../ingest/queue/fact-batch.ts'
import { createFactWorker } from '../../ingest/queue/fact-worker.ts'
import { createHttpApp } from '../../main-http.ts'
import { systemClock, type Clock } from '../../platform/clock.ts'
import { readConfig } from '../../platform/config.ts'
import { createLifecycle } from '../../platform/lifecycle.ts'
import { createQueue } from '../../platform/queue/queues.ts'
import { createDirtyDays } from '../../platform/warehouse/dirty-days.ts'
import { createFigureStamps } from '../../platform/warehouse/figure-stamps.ts'
import { createRegistry } from '../../registry/create-registry.ts'
import { createPublishedPeriods } from '../../registry/published-periods.ts'
import { createRestrictedOriginals } from '../../registry/restricted-originals.ts'
import { createClient, until } from './client.ts'
import { ADMIN, testService } from './service.ts'
import { accessSettings, freshRecord, quietLogger, sharedRedis } from './stores.ts'

interface RoomOptions { clock?: Clock; redis?: Redis; ratingsPerSecond?: number; keepDays?: number; hasWorker?: boolean; environment?: Record<string, string> }

const text = z.string()
const PUBLIC_URL = 'http://127.0.0.1'

/**
 * The service with every store in the test's hand, and with a clock of the test's own: a record and a Redis for itself, and the
 * warehouse of `testService`. Nothing happens by the clock here; tests run what they want to see.
 */
export async function openIngestRoom({ clock = systemClock, redis: given, ratingsPerSecond = 2_000, keepDays = 90, hasWorker = true, environment = {} }: RoomOptions = {}) {
  const { warehouse } = await testService()
  const { onStop, stop } = createLifecycle({ logger: quietLogger })
  const [record, redis] = [await freshRecord(), given ?? (await sharedRedis())]
  await redis.flushall()
  const config = { ...readConfig({ RATINGS_PER_SECOND: String(ratingsPerSecond), ...environment }), publicUrl: PUBLIC_URL }
  const common = { record, redis, warehouse, clock, logger: quietLogger, publicUrl: PUBLIC_URL, demo: false }
  const access = await createAccess({ ...common, settings: accessSettings })
  await access.accounts.ensureAdministrator(ADMIN.email, ADMIN.password)
  const registry = await createRegistry(common)
  onStop('registry', registry.close)
  onStop('imports', registry.startWorkers().close)
  const facts = createQueue<FactGroup>({ redis, name: FACT_QUEUE })
  onStop('fact queue', facts.close)

  const figureStamps = createFigureStamps(redis)
  const dirtyDays = createDirtyDays(redis, figureStamps)
  const custody = createCustody({ ...common, readStoredRanges: createReadStoredRanges(warehouse) })
  const deadLetters = createDeadLetters({ warehouse, facts, clock })
  const originals = createRestrictedOriginals({ record, clock, keepDays })
  const publishedPeriods = createPublishedPeriods({ record, clock })
  const figureSettings = createFigureSettings({ record, publishedPeriods, clock })
  const worker = createFactWorker({ ...common, dirtyDays, figureStamps, custody, facts, originals, publishedPeriods })
  onStop('fact worker', worker.close)
  if (hasWorker) worker.start()

  const pingStores = () => redis.ping()
  const app = createHttpApp({ ...common, config, version: '0', access, registry, figureStamps, custody, facts, deadLetters, originals, pingStores, onStop })
  const server = app.listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  onStop('http', () => {
    server.close()
    server.closeAllConnections()
  })
  const client = await createClient(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, PUBLIC_URL)

  return {
    app, publicUrl: PUBLIC_URL, client, record, redis, warehouse, access, registry, facts, dirtyDays, custody, deadLetters, originals, worker, figureSettings, close: stop,
    /** A tablet enrolled at a counter; needs no session, which a test may have taken from Redis. */
    enrol: async (counterCode: string) => {
      const { enrolmentCode } = await registry.devices.create({ counterCode, serial: null, actor: 'system' })
      const { deviceId, token } = await registry.devices.enrol({ enrolmentCode, appVersion: '1', hardware: null })
      return { deviceId, token, sender: `device:${deviceId}` }
    },
    /** Resolves when the queue holds nothing more; the mark of a job that waits for another attempt counts as something. */
    settled: (withinMs?: number) => until(async () => {
      const { waiting = 0, active = 0, delayed = 0 } = await facts.counts()
      return waiting + active + delayed === 0
    }, withinMs),
    /** One column of the warehouse, as text. */
    read: (sql: string): Promise<string[]> =>
      warehouse.select({ name: 'test', sql: `SELECT toString(value) AS value FROM (${sql})`, row: z.object({ value: text }) }, {}).then((rows) => rows.map((it) => it.value)),
    refresh: () => refreshRollups({ warehouse, dirtyDays, clock }),
  }
}
export type IngestRoom = Awaited<ReturnType<typeof openIngestRoom>>
