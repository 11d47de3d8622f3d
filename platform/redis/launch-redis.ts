import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, readlinkSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Redis } from 'ioredis'
import type { Logger } from 'pino'

export interface LaunchedRedis { socketPath: string; /** Ends Redis after it has written its file. */ stop(): Promise<void> }

/** The kernel's limit for the path of a unix socket is 108 bytes with its closing zero. */
const SOCKET_PATH_LIMIT = 107
const STARTS_WITHIN_MS = 60_000
const STOPS_WITHIN_MS = 15_000

/**
 * Redis holds this script's standard input open as long as we live: when we are gone, in whatever way, `cat` ends and Redis is
 * told to stop. It runs in a session of its own, so that Ctrl-C at a terminal reaches us first and Redis last.
 */
const KEEPER = 'redis-server "$@" & redis=$!; trap "" TERM INT HUP; cat > /dev/null; kill -TERM $redis; wait $redis'

/**
 * Starts a Redis of our own on a unix socket in DATA_DIR/redis (mode 0700), with an append-only file, and resolves when it has
 * loaded. One that an earlier process left behind is ended first. It never outlives this process, also after kill -9.
 * @throws Error when redis-server is missing or does not answer within a minute
 */
export async function launchRedis({ dataDir, logger }: { dataDir: string; logger: Logger }): Promise<LaunchedRedis> {
  const directory = join(dataDir, 'redis')
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  chmodSync(directory, 0o700)
  const socketPath = socketPathFor(directory)
  const pidFile = join(directory, 'redis.pid')
  await endStale({ pidFile, directory, logger })
  rmSync(socketPath, { force: true })

  const child = spawn('sh', [
    '-c', KEEPER, 'redis-keeper',
    '--port', '0', '--unixsocket', socketPath, '--unixsocketperm', '700', '--dir', directory, '--pidfile', pidFile, '--daemonize', 'no',
    '--appendonly', 'yes', '--appendfsync', 'everysec', '--aof-load-truncated', 'yes', '--save', '', '--maxmemory-policy', 'noeviction',
    '--logfile', join(directory, 'redis.log'), '--loglevel', 'notice',
  ], { stdio: ['pipe', 'ignore', 'ignore'], detached: true })
  let stopping = false
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()).once('error', () => resolve()))
  void ended.then(() => { if (!stopping) logger.error('redis-server has ended by itself') })

  const stop = async () => {
    stopping = true
    child.stdin?.end()
    await Promise.race([ended, sleep(STOPS_WITHIN_MS, undefined, { ref: false })])
  }
  try {
    await untilLoaded(socketPath, () => child.exitCode !== null)
  } catch (error) {
    await stop()
    throw error
  }
  return { socketPath, stop }
}

/** In DATA_DIR where its path is short enough, otherwise in a private directory of the same lifetime under the system's tmp. */
function socketPathFor(directory: string): string {
  const wanted = join(directory, 'redis.sock')
  if (Buffer.byteLength(wanted) <= SOCKET_PATH_LIMIT) return wanted
  const short = join(tmpdir(), `thuoc-do-${createHash('sha256').update(directory).digest('hex').slice(0, 16)}`)
  mkdirSync(short, { recursive: true, mode: 0o700 })
  chmodSync(short, 0o700)
  return join(short, 'redis.sock')
}

async function untilLoaded(socketPath: string, hasEnded: () => boolean): Promise<void> {
  for (const start = Date.now(); Date.now() - start < STARTS_WITHIN_MS; await sleep(25)) {
    if (hasEnded()) throw new Error('redis-server could not be started; is it installed, and what does redis/redis.log in DATA_DIR say?')
    if (existsSync(socketPath) && (await answersPong(socketPath))) return
  }
  throw new Error(`redis-server did not answer within ${STARTS_WITHIN_MS / 1000} s`)
}

async function answersPong(socketPath: string): Promise<boolean> {
  const redis = new Redis(socketPath, { lazyConnect: true, retryStrategy: () => null, maxRetriesPerRequest: 0, enableReadyCheck: false })
  redis.on('error', () => {})
  try {
    await redis.connect()
    return (await redis.ping()) === 'PONG'
  } catch {
    return false
  } finally {
    redis.disconnect()
  }
}

/** Ends a Redis of this directory that lost its starter; two must never write the same file. */
async function endStale({ pidFile, directory, logger }: { pidFile: string; directory: string; logger: Logger }): Promise<void> {
  if (!existsSync(pidFile)) return
  const pid = Number(readFileSync(pidFile, 'utf8').trim())
  for (const start = Date.now(); isRedisOf(pid, directory); await sleep(50)) {
    if (start + STOPS_WITHIN_MS < Date.now()) throw new Error(`An older redis-server (process ${pid}) on ${directory} does not end; end it by hand.`)
    logger.warn({ pid }, 'ending a redis-server that an earlier process left behind')
    process.kill(pid, 'SIGTERM')
    await sleep(200)
  }
  rmSync(pidFile, { force: true })
}

/** Whether that process is a Redis working in that directory: a number in a file may since belong to somebody else. */
function isRedisOf(pid: number, directory: string): boolean {
  if (!Number.isInteger(pid) || pid <= 1) return false
  try {
    const commandLine = readFileSync(`/proc/${pid}/cmdline`, 'utf8')
    const state = /^State:\s+(\S)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
    // Redis rewrites its command line to "redis-server unixsocket:<path>", so its working directory tells whose it is.
    return state !== 'Z' && commandLine.includes('redis-server') && readlinkSync(`/proc/${pid}/cwd`) === realpathSync(directory)
  } catch {
    return false
  }
}
