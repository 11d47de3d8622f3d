import { readFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import type { Logger } from 'pino'
import { createAccess, type Access } from './access/create-access.ts'
import { recomputeChangedDefinitions } from './analytics/recomputation/recompute-changed-definitions.ts'
import { createRecomputations } from './analytics/recomputation/recomputations.ts'
import { createSigningKeys } from './analytics/publication/signing-keys.ts'
import { createFigureSettings } from './analytics/origins/figure-settings.ts'
import { markRecentDays } from './analytics/rollups/mark-recent-days.ts'
import { copyAllShifts, copyShiftChanges } from './analytics/dimensions/copy-shifts.ts'
import { copyUnits } from './analytics/dimensions/copy-units.ts'
import { createCustody } from './ingest/custody/custody.ts'
import { countMissingSince } from './ingest/custody/custody-days.ts'
import { OVERDUE_MS } from './ingest/custody/reconcile-custody.ts'
import { createReadStoredRanges } from './ingest/custody/stored-ranges.ts'
import { createFactImports } from './ingest/files/import-facts.ts'
import { createDeadLetters } from './ingest/queue/dead-letters.ts'
import { FACT_QUEUE, type FactGroup } from './ingest/queue/fact-batch.ts'
import { createFactWorker } from './ingest/queue/fact-worker.ts'
import type { RefreshPace } from './jobs/refresh-rollups.ts'
import { createJobs } from './jobs/registry.ts'
import { startJobs } from './jobs/schedule.ts'
import { createHttpApp } from './main-http.ts'
import { systemClock, type Clock } from './platform/clock.ts'
import type { Config } from './platform/config.ts'
import { createLifecycle } from './platform/lifecycle.ts'
import { createMetrics, serveMetrics } from './platform/metrics.ts'
import { createQueue } from './platform/queue/queues.ts'
import { connectRecord } from './platform/record/connect-record.ts'
import type { RecordStore } from './platform/record/record.ts'
import { migrateRecord } from './platform/record/migrate-record.ts'
import { loadSecretKeys } from './platform/secret-key.ts'
import { connectRedis } from './platform/redis/connect-redis.ts'
import { launchRedis } from './platform/redis/launch-redis.ts'
import { connectWarehouse } from './platform/warehouse/connect-warehouse.ts'
import { createDirtyDays, untilRecomputed } from './platform/warehouse/dirty-days.ts'
import { createFigureStamps } from './platform/warehouse/figure-stamps.ts'
import { migrateWarehouse } from './platform/warehouse/migrate-warehouse.ts'
import { createRegistry, type Registry } from './registry/create-registry.ts'
import { createAlarmSender } from './registry/due-alarms/alarm-sender.ts'
import { createDueAlarmBook } from './registry/due-alarms/due-alarm-book.ts'
import { createDueAlarmSettings } from './registry/due-alarms/due-alarm-settings.ts'
import { createMailer } from './platform/mail/create-mailer.ts'
import { createLoop, createLoopJobs } from './response/create-loop.ts'
import { maskPersonalData } from './ingest/pipeline/personal-mask.ts'
import { createPublishedPeriods } from './registry/published-periods.ts'
import { createPetitions } from './response/create-petitions.ts'
import { createSurveys } from './registry/questionnaires/create-surveys.ts'
import { createRestrictedOriginals } from './registry/restricted-originals.ts'

const { version } = JSON.parse(readFileSync(new URL('./package.json', import.meta.url), 'utf8')) as { version: string }

/** Marks live for seconds; facts of these days are counted afresh when Redis has lost them. */
const MARKS_MISSED_MS = 7 * 24 * 3_600_000

export interface RunningService {
  /** Where it listens, `http://127.0.0.1:8080`. */
  url: string
  access: Access
  registry: Registry
  record: RecordStore
  /** Stops accepting, drains what is under way, closes; safe to call twice. */
  stop(): Promise<void>
}

/**
 * Connects the stores, brings their schemas up to date, and starts the roles asked for. One process can play all of them; with
 * CLICKHOUSE_URL, REDIS_URL and DATABASE_URL each may be a process of its own, many of each.
 */
export async function startService(
  config: Config, { logger, clock = systemClock, refreshPace, jobsByHand = [] }: {
    logger: Logger; clock?: Clock
    /** how often changed days are recomputed, if not as usual */
    refreshPace?: RefreshPace
    /** ids of jobs that do not run by the clock, because whoever starts the service runs them */
    jobsByHand?: readonly string[]
  },
): Promise<RunningService> {
  const { onStop, stop } = createLifecycle({ logger })
  return await start().catch(async (error: unknown) => {
    await stop()
    throw error
  })

  async function start(): Promise<RunningService> {
    const launched = config.redisUrl ? null : await launchRedis({ dataDir: config.dataDir, logger, fsync: config.redisFsync })
    if (launched) onStop('redis-server', launched.stop, { withinMs: 20_000 })
    const redis = connectRedis(config.redisUrl ? { url: config.redisUrl } : { socketPath: launched?.socketPath ?? '' })
    redis.on('error', (error) => logger.warn({ err: error }, 'redis connection'))
    onStop('redis', () => redis.disconnect())

    const record = await connectRecord(config)
    onStop('record', record.close)
    await migrateRecord(record)
    const warehouse = connectWarehouse(config)
    onStop('warehouse', warehouse.close)
    await migrateWarehouse(warehouse)

    const { publicUrl, demo, roles } = config
    const access = await createAccess({ record, redis, clock, publicUrl, logger, demo, settings: { ...config, secretKeys: loadSecretKeys(config) } })
    const custody = createCustody({ redis, readStoredRanges: createReadStoredRanges(warehouse), logger })
    const registry = await createRegistry({
      record, redis, clock, publicUrl, logger, isShared: config.databaseUrl !== null, deviceTokenDays: config.deviceTokenDays,
      readWatermark: (deviceId) => custody.storedTo(`device:${deviceId}`),
    })
    onStop('registry', registry.close)
    const facts = createQueue<FactGroup>({ redis, name: FACT_QUEUE })
    onStop('fact queue', facts.close)
    const figureStamps = createFigureStamps(redis)
    const [dirtyDays, metrics] = [createDirtyDays(redis, figureStamps), createMetrics()]
    const deadLetters = createDeadLetters({ warehouse, facts, clock })
    const originals = createRestrictedOriginals({ record, clock, keepDays: config.commentRetentionDays })
    const publishedPeriods = createPublishedPeriods({ record, clock })
    const recomputations = createRecomputations({ record })

    const worker = createFactWorker({ redis, warehouse, dirtyDays, figureStamps, custody, facts, originals, publishedPeriods, clock, logger })
    onStop('fact worker', worker.close, { withinMs: 10_000 })
    if (roles.has('worker')) {
      await facts.retryFailed()
      worker.start()
    }
    if (roles.has('jobs')) {
      const takeUpTree = async () => {
        await copyUnits({ warehouse, dirtyDays }, registry.places)
        await figureStamps.touch(null)
      }
      registry.places.onChange(takeUpTree)
      await takeUpTree()
      const shifts = { warehouse, shiftChanges: registry.shiftChanges, dirtyDays, publishedPeriods }
      await copyAllShifts(shifts)
      await recomputeChangedDefinitions({ warehouse, recomputations, clock, logger })
      const alarmSettings = createDueAlarmSettings({ record, places: registry.places, box: access.box, privateHosts: config.webhookPrivateHosts })
      const alarmBook = createDueAlarmBook({ record, clock })
      const alarmSender = createAlarmSender({ ...registry, record, redis, clock, logger, settings: alarmSettings, book: alarmBook, privateHosts: config.webhookPrivateHosts })
      const alarmWorker = alarmSender.startWorker()
      onStop('alarm queue', alarmSender.close)
      onStop('alarm posts', alarmWorker.close, { withinMs: 12_000 })
      await alarmSender.takeUp()
      const petitions = createPetitions({ ...registry, record, clock, box: access.box, mask: maskPersonalData, keepDays: config.commentRetentionDays })
      const mailer = config.mail && createMailer(config.mail)
      const loop = createLoop({ ...registry, record, warehouse, clock, box: access.box, mask: maskPersonalData, keepDays: config.commentRetentionDays, hasMail: mailer !== null })
      const loopJobs = createLoopJobs(loop, { redis, logger, mailer, publicUrl, demo: config.demo, privateHosts: config.webhookPrivateHosts, dueAlarms: { book: alarmBook, settings: alarmSettings } })
      const postWorker = loopJobs.sender.startWorker()
      onStop('mailer', () => mailer?.close())
      onStop('post queue', loopJobs.sender.close)
      onStop('posts', postWorker.close, { withinMs: 12_000 })
      const surveys = createSurveys({ ...registry, record, redis, clock, box: access.box, publicUrl, privateHosts: config.webhookPrivateHosts })
      const jobs = await startJobs({
        redis, logger,
        jobs: createJobs({
          ...registry, ...access, isOpenAt: registry.openingHours.isOpenAt, officialNameKeepDays: config.officialNameKeepDays, record, warehouse, dirtyDays, originals, publishedPeriods, recomputations, figureSettings: createFigureSettings({ record, publishedPeriods, clock }), dueAlarms: { settings: alarmSettings, book: alarmBook, sender: alarmSender }, loop: loopJobs, surveys, petitions: { ...petitions.intakeDeps, steps: petitions.steps, warehouse, figureStamps }, clock, logger, refreshPace, codeVersion: version, demo, signingKeys: createSigningKeys({ record, box: access.box, clock }) }).filter((it) => !jobsByHand.includes(it.id)),
        onMemoryLost: async () => {
          await markRecentDays({ warehouse, dirtyDays, publishedPeriods, clock, since: clock() - MARKS_MISSED_MS })
          await registry.takeUpImports()
          await recomputations.beginAfresh()
          await alarmSender.takeUp()
        },
      })
      onStop('jobs', jobs.close, { withinMs: 10_000 })
      const imports = registry.startWorkers(createFactImports({
        ...registry, record, clock, chunks: registry.importChunks, storeFacts: worker.storeFacts, untilCounted: (kind) => untilRecomputed(dirtyDays, kind),
      }), {
        untilShiftsCount: async () => {
          await copyShiftChanges(shifts)
          await untilRecomputed(dirtyDays, 'ratings')
        },
      })
      onStop('imports', imports.close)
    }
    if (config.adminEmail && config.adminPassword) await access.accounts.ensureAdministrator(config.adminEmail, config.adminPassword)

    metrics.gauge('fact_jobs_waiting', 'Batches acknowledged and not yet stored', async () => (await facts.counts())['waiting'] ?? 0)
    metrics.gauge('dead_letters', 'Facts that the warehouse cannot read, not replayed', deadLetters.countOpen)
    metrics.gauge('custody_missing_over_24h', 'Ratings that tablets have numbered and that have not come for more than 24 hours', () => countMissingSince(warehouse, clock() - OVERDUE_MS))
    metrics.gauge('dirty_days', 'Days and centres whose rollup awaits recomputation', async () =>
      (await dirtyDays.count('ratings')) + (await dirtyDays.count('dossiers')) + (await dirtyDays.count('offers')) + (await dirtyDays.count('surveys')))
    metrics.gauge('devices_in_alarm', 'Tablets that do not do their work', async () => (await registry.devices.countTroubled()).alarm)
    metrics.gauge('devices_needing_attention', 'Tablets that somebody should look at soon', async () => (await registry.devices.countTroubled()).attention)
    if (config.metricsPort !== null) {
      const metricsServer = await serveMetrics(metrics, config.metricsPort)
      onStop('metrics', () => metricsServer.close())
    }

    const pingStores = () => Promise.all([redis.ping(), record.query('SELECT 1'), warehouse.run('SELECT 1', {}, 'read')])
    const app = createHttpApp({ config, version, access, registry, record, redis, warehouse, figureStamps, custody, facts, deadLetters, originals, clock, logger, pingStores, onStop })
    const server = app.listen(config.port, config.host)
    // Longer than proxies keep an idle connection: the one who sends next must not find it just closed.
    server.keepAliveTimeout = 65_000
    await new Promise<void>((resolve, reject) => server.once('listening', resolve).once('error', reject))
    onStop('http', () => new Promise<void>((resolve) => {
      server.close(() => resolve())
      server.closeIdleConnections()
      setTimeout(() => server.closeAllConnections(), 3_000).unref()
    }))
    const { port } = server.address() as AddressInfo
    const url = `http://${config.host}:${port}`
    logger.info({ url, roles: [...roles], demo }, 'ready')
    return { url, access, registry, record, stop }
  }
}
