import { accessSync, constants, mkdirSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import { delimiter, join } from 'node:path'
import type { Config } from './config.ts'
import { checkRedis } from './redis/check-redis.ts'
import { connectRedis } from './redis/connect-redis.ts'

const OLDEST_NODE = [20, 19] as const
const REDIS_ANSWERS_WITHIN_MS = 5_000

/** Everything about this machine that would make the service fail or lose data later; all problems at once, empty when none. */
export async function checkEnvironment(config: Config, { path = '', nodeVersion = process.versions.node } = {}): Promise<string[]> {
  return [
    ...checkNode(nodeVersion), ...checkDataDir(config.dataDir),
    ...await checkPort('PORT', config.host, config.port),
    ...(config.metricsPort === null ? [] : await checkPort('METRICS_PORT', '127.0.0.1', config.metricsPort)),
    ...(config.redisUrl ? await checkRedisAt(config.redisUrl) : checkRedisServer(path)), ...checkRoles(config),
  ]
}

function checkNode(version: string): string[] {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const [oldestMajor, oldestMinor] = OLDEST_NODE
  return major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)
    ? [] : [`Node ${version} is too old: ${oldestMajor}.${oldestMinor} or newer is needed`]
}

function checkDataDir(dataDir: string): string[] {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 })
    if (!statSync(dataDir).isDirectory()) throw new Error('it is no directory')
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK)
    return []
  } catch (error) {
    return [`DATA_DIR: ${dataDir} cannot be written (${error instanceof Error ? error.message : String(error)})`]
  }
}

const checkPort = (name: string, host: string, port: number) => new Promise<string[]>((resolve) => {
  const server = createServer()
  server.once('error', (error: NodeJS.ErrnoException) => resolve([
    error.code === 'EADDRINUSE' ? `${name}: ${port} on ${host} is taken by another process` : `${name}: cannot listen on ${host}:${port} (${error.message})`,
  ]))
  server.listen(port, host, () => server.close(() => resolve([])))
})

function checkRedisServer(path: string): string[] {
  const found = path.split(delimiter).some((directory) => {
    try {
      accessSync(join(directory, 'redis-server'), constants.X_OK)
      return true
    } catch {
      return false
    }
  })
  return found ? [] : ['redis-server is not installed: run "apt-get install redis-server", or set REDIS_URL']
}

/** A Redis that is only just starting is given a few seconds; one that refuses us is a problem at once. */
async function checkRedisAt(url: string): Promise<string[]> {
  const redis = connectRedis({ url })
  let lastError = 'it says nothing'
  redis.on('error', (error) => { lastError = error.message })
  let timer: NodeJS.Timeout | undefined
  const tooLate = new Promise<string[]>((resolve) => {
    timer = setTimeout(() => resolve([`REDIS_URL: no answer within ${REDIS_ANSWERS_WITHIN_MS / 1000} s (${lastError})`]), REDIS_ANSWERS_WITHIN_MS)
  })
  try {
    return await Promise.race([checkRedis(redis), tooLate])
  } catch (error) {
    return [`REDIS_URL: it refuses (${error instanceof Error ? error.message : String(error)})`]
  } finally {
    clearTimeout(timer)
    redis.disconnect()
  }
}

/** Embedded engines allow one process per data directory: a part of the roles alone would wait for work that never comes. */
function checkRoles(config: Config): string[] {
  const embedded = [['CLICKHOUSE_URL', config.clickhouseUrl], ['DATABASE_URL', config.databaseUrl], ['REDIS_URL', config.redisUrl]].filter(([, url]) => url === null).map(([name]) => name)
  return config.roles.size < 4 && embedded.length > 0 && embedded.length < 3
    ? [`ROLES: a process with a part of the roles needs ${embedded.join(' and ')} too, because others must reach the same stores`] : []
}
