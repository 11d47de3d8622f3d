import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Redis } from 'ioredis'
import { createClient, type Client } from '../../support/client.ts'
import { ADMIN } from '../../support/service.ts'
import { freePort } from '../../support/free-port.ts'
import { createChild, type Child } from './child.ts'
import { startPostgres } from '../../../scripts/postgres-cluster.ts'

export type EngineFault = 'none' | 'refuse' | 'full' | 'torn' | 'silent'
export type ProcessName = 'engine' | 'redis' | 'ingest' | 'worker' | 'jobs'

/** The whole system as real processes: engine, Redis with its append-only file, PostgreSQL, and the service in three roles. */
export interface Stack {
  url: string
  client: Client
  processes: Record<ProcessName, Child>
  engineUrl: string
  databaseUrl: string
  /** How the engine fails from now on. */
  failEngine(mode: EngineFault): Promise<void>
  /** kill -9, and after a while started again. */
  killAndRestart(names: readonly ProcessName[], downMs?: number): Promise<void>
  /** Redis is killed and comes back without any of its files, as after the loss of its disk. */
  loseRedis(): Promise<void>
  /** Redis refuses every write for want of memory. */
  fillRedis(isFull: boolean): Promise<void>
  /** How far the clock of the service's processes stands off the true one. */
  setClockOffset(offsetMs: number): void
  stop(): Promise<void>
}

const ROOT = new URL('../../../', import.meta.url).pathname
/** In this order they can be started one after the other. */
const ORDER: readonly ProcessName[] = ['engine', 'redis', 'ingest', 'worker', 'jobs']
const NODE = ['--import', 'tsx']

export async function startStack(): Promise<Stack> {
  const home = mkdtempSync(join(tmpdir(), 'thuoc-do-faults-'))
  chmodSync(home, 0o711)
  const [enginePort, redisPort, ingestPort, workerPort, jobsPort, postgresPort] = await Promise.all(Array.from({ length: 6 }, freePort)) as [number, number, number, number, number, number]
  const postgres = await startPostgres({ directory: join(home, 'postgres'), port: postgresPort })
  const [engineUrl, url] = [`http://127.0.0.1:${enginePort}`, `http://127.0.0.1:${ingestPort}`]
  const clockFile = join(home, 'clock-offset')
  const setClockOffset = (offsetMs: number) => writeFileSync(clockFile, String(offsetMs))
  setClockOffset(0)

  const redisClient = () => {
    const redis = new Redis(redisPort, { retryStrategy: () => null, maxRetriesPerRequest: 0, lazyConnect: true })
    redis.on('error', () => {})
    return redis
  }
  const askRedis = async (...command: [string, ...string[]]): Promise<unknown> => {
    const redis = redisClient()
    try {
      await redis.connect()
      return await redis.call(...command)
    } finally {
      redis.disconnect()
    }
  }
  const isUp = (where: string) => async () => (await fetch(`${where}/readyz`)).ok
  const service = (name: 'ingest' | 'worker' | 'jobs', roles: string, port: number) => createChild({
    name, command: process.execPath, args: [...NODE, 'test/faults/support/start-with-clock.ts'], isReady: isUp(`http://127.0.0.1:${port}`),
    env: {
      ROLES: roles, PORT: String(port), DATA_DIR: join(home, name), REDIS_URL: `redis://127.0.0.1:${redisPort}`, CLICKHOUSE_URL: engineUrl,
      DATABASE_URL: postgres.url, PUBLIC_URL: url, LOG_LEVEL: 'warn', UV_THREADPOOL_SIZE: '16', CLOCK_OFFSET_FILE: clockFile,
      METRICS_PORT: '', ...(name === 'ingest' ? { ADMIN_EMAIL: ADMIN.email, ADMIN_PASSWORD: ADMIN.password } : { ADMIN_EMAIL: '', ADMIN_PASSWORD: '' }),
    },
  })
  const redisDirectory = join(home, 'redis')
  const processes: Record<ProcessName, Child> = {
    engine: createChild({
      name: 'engine', command: process.execPath, args: [...NODE, 'test/faults/support/engine-server.ts', join(home, 'engine'), String(enginePort)],
      env: { UV_THREADPOOL_SIZE: '16' }, isReady: async () => (await fetch(`${engineUrl}/`, { method: 'POST', body: 'SELECT 1' })).ok,
    }),
    redis: createChild({
      name: 'redis', command: 'sh',
      args: ['-c', `mkdir -p ${redisDirectory} && exec redis-server --port ${redisPort} --bind 127.0.0.1 --dir ${redisDirectory} --appendonly yes --appendfsync everysec --save '' --maxmemory-policy noeviction`],
      isReady: async () => (await askRedis('PING')) === 'PONG',
    }),
    ingest: service('ingest', 'ingest,web', ingestPort),
    worker: service('worker', 'worker', workerPort),
    jobs: service('jobs', 'jobs', jobsPort),
  }
  process.chdir(ROOT)
  for (const name of ORDER) await processes[name].start()

  const killAndRestart = async (names: readonly ProcessName[], downMs = 500): Promise<void> => {
    await Promise.all(names.map((name) => processes[name].kill()))
    await sleep(downMs)
    for (const name of ORDER.filter((it) => names.includes(it))) await processes[name].start()
  }
  return {
    url, engineUrl, databaseUrl: postgres.url, processes, client: await createClient(url, url), setClockOffset, killAndRestart,
    failEngine: async (mode) => void (await fetch(`${engineUrl}/fault/${mode}`, { method: 'PUT' })),
    loseRedis: async () => {
      await processes.redis.kill()
      rmSync(redisDirectory, { recursive: true, force: true })
      await processes.redis.start()
    },
    fillRedis: async (isFull) => void (await askRedis('CONFIG', 'SET', 'maxmemory', isFull ? '1mb' : '0')),
    stop: async () => {
      for (const name of ORDER.toReversed()) await processes[name].kill()
      postgres.stop()
      rmSync(home, { recursive: true, force: true })
    },
  }
}
