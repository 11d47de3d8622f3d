import express, { type Router } from 'express'
import type { Redis } from 'ioredis'
import { RateLimiterMemory } from 'rate-limiter-flexible'
import { createAccess, type Access } from '../../access/create-access.ts'
import { deviceRoutes } from '../../ingest/http/device-routes.ts'
import { systemClock } from '../../platform/clock.ts'
import { readConfig } from '../../platform/config.ts'
import { notFound, problemHandler } from '../../platform/http.ts'
import { createLogger } from '../../platform/logger.ts'
import { connectRecord } from '../../platform/record/connect-record.ts'
import { migrateRecord } from '../../platform/record/migrate-record.ts'
import { loadSecretKeys } from '../../platform/secret-key.ts'
import { connectRedis } from '../../platform/redis/connect-redis.ts'
import { launchRedis } from '../../platform/redis/launch-redis.ts'
import { connectWarehouse } from '../../platform/warehouse/connect-warehouse.ts'
import { migrateWarehouse } from '../../platform/warehouse/migrate-warehouse.ts'
import type { Warehouse } from '../../platform/warehouse/warehouse.ts'
import { createRegistry, type Registry } from '../../registry/create-registry.ts'

/** The same stores, doors and checks as the service has; a rival differs in what it does with ratings alone. */
export interface Room { access: Access; registry: Registry; redis: Redis; warehouse: Warehouse; limiter: RateLimiterMemory; logger: ReturnType<typeof createLogger> }

/** What a rival adds: its route for ratings, and how many ratings of a sender it has stored. */
export interface Rival { routes: Router; storedOf(senderId: string): number }

/** Starts a rival as a server, by the same settings as the service. */
export async function serveRival(createRival: (room: Room) => Promise<Rival>): Promise<void> {
  const config = readConfig(process.env)
  const logger = createLogger(config)
  const { socketPath, stop } = await launchRedis({ dataDir: config.dataDir, logger })
  const redis = connectRedis({ socketPath })
  const record = await connectRecord(config)
  await migrateRecord(record)
  const warehouse = connectWarehouse(config)
  await migrateWarehouse(warehouse)
  const access = await createAccess({
    record, redis, clock: systemClock, publicUrl: config.publicUrl, logger, demo: false, settings: { ...config, secretKeys: loadSecretKeys(config) },
  })
  const registry = await createRegistry({ record, redis, clock: systemClock, publicUrl: config.publicUrl, logger })
  registry.startWorkers()
  await access.accounts.ensureAdministrator(config.adminEmail ?? '', config.adminPassword ?? '')

  const limiter = new RateLimiterMemory({ points: config.ratingsPerSecond * 10, duration: 10 })
  const rival = await createRival({ access, registry, redis, warehouse, limiter, logger })
  const custody = { storedTo: async (senderId: string) => ({ storedTo: rival.storedOf(senderId), missing: [] }) }
  const app = express().disable('x-powered-by').disable('etag').set('query parser', 'simple')
  app.get('/readyz', (_request, response) => void response.json({ status: 'ready' }))
  app.use(rival.routes, deviceRoutes({ ...registry, custody, redis, clock: systemClock, demo: false }))
  app.use(access.identify, access.routes, registry.routes, notFound, problemHandler(logger))
  app.listen(config.port, config.host)
  for (const event of ['SIGTERM', 'disconnect'] as const) process.once(event, () => void stop().then(() => process.exit(0)))
}
