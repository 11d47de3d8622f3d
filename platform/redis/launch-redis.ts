import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmodSync, existsSync, lstatSync, mkdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Redis } from 'ioredis'
import type { Logger } from 'pino'
import { takeDirectory } from './take-directory.ts'

export interface LaunchedRedis { socketPath: string; /** Ends Redis after it has written its file. */ stop(): Promise<void> }

/** The kernel's limit for the path of a unix socket is 108 bytes with its closing zero. */
const SOCKET_PATH_LIMIT = 107
const ANSWERS_WITHIN_MS = 60_000
const STOPS_WITHIN_MS = 15_000

/**
 * We hold this script's standard input open as long as we live: when we are gone, in whatever way, `cat` ends and Redis is told to
 * stop. The script ends with Redis, so that we notice when Redis ends by itself. It runs in a session of its own: Ctrl-C at a
 * terminal reaches us first and Redis last. Signals are ignored only after Redis was started, which would inherit that.
 */
const KEEPER = `
  exec 3<&0
  redis-server "$@" 3<&- &
  redis=$!
  trap "" TERM INT HUP
  (cat <&3 > /dev/null; kill -TERM $redis) &
  watcher=$!
  exec 0<&- 3<&-
  wait $redis
  kill -KILL $watcher`

/**
 * Starts a Redis of our own on a unix socket in DATA_DIR/redis (mode 0700), with an append-only file, and resolves when it has
 * loaded. One that an earlier process left behind is ended first. It never outlives this process, also after kill -9.
 * @throws ConfigError when another living process works on that DATA_DIR
 * @throws Error when redis-server is missing, ends at once, or says nothing for a minute
 */
export async function launchRedis(
  { dataDir, logger, fsync = 'everysec' }: { dataDir: string; logger: Logger; fsync?: 'everysec' | 'always' },
): Promise<LaunchedRedis> {
  const directory = join(dataDir, 'redis')
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  chmodSync(directory, 0o700)
  const socketPath = socketPathFor(directory)
  const pidFile = join(directory, 'redis.pid')
  const leaveDirectory = await takeDirectory({ directory, pidFile, logger })
  rmSync(socketPath, { force: true })

  const keeper = spawn('sh', [
    '-c', KEEPER, 'redis-keeper',
    '--port', '0', '--unixsocket', socketPath, '--unixsocketperm', '700', '--dir', directory, '--pidfile', pidFile, '--daemonize', 'no',
    '--appendonly', 'yes', '--appendfsync', fsync, '--aof-load-truncated', 'yes', '--save', '', '--maxmemory-policy', 'noeviction',
    '--logfile', join(directory, 'redis.log'), '--loglevel', 'notice',
  ], { stdio: ['pipe', 'ignore', 'ignore'], detached: true })
  keeper.stdin.on('error', () => { /* it is gone; `ended` says so too */ })
  let [isEnded, isStopping] = [false, false]
  const ended = new Promise<void>((resolve) => keeper.once('exit', () => resolve()).once('error', () => resolve())).then(() => {
    isEnded = true
    if (!isStopping) logger.error('redis-server has ended by itself')
  })

  const stop = async () => {
    isStopping = true
    keeper.stdin.end()
    await Promise.race([ended, sleep(STOPS_WITHIN_MS, undefined, { ref: false })])
    if (!isEnded) logger.error({ afterMs: STOPS_WITHIN_MS }, 'redis-server is still writing its file; it ends by itself when it is done')
    leaveDirectory()
  }
  try {
    await untilLoaded(socketPath, () => isEnded)
  } catch (error) {
    await stop()
    throw error
  }
  return { socketPath, stop }
}

/** In DATA_DIR where its path is short enough, otherwise in a private directory under the system's tmp, the same at every start. */
function socketPathFor(directory: string): string {
  const wanted = join(directory, 'redis.sock')
  if (Buffer.byteLength(wanted) <= SOCKET_PATH_LIMIT) return wanted
  const short = join(tmpdir(), `thuoc-do-${createHash('sha256').update(directory).digest('hex').slice(0, 16)}`)
  mkdirSync(short, { recursive: true, mode: 0o700 })
  // Anybody may make directories in tmp; one that somebody else put there must not hold our socket.
  const made = lstatSync(short)
  if (!made.isDirectory() || made.uid !== process.getuid?.()) throw new Error(`${short} belongs to somebody else; choose a shorter DATA_DIR`)
  chmodSync(short, 0o700)
  return join(short, 'redis.sock')
}

/** A long file takes long to load; as long as Redis says that it is loading, it is given the time. */
async function untilLoaded(socketPath: string, hasEnded: () => boolean): Promise<void> {
  for (let heardAt = Date.now(); Date.now() - heardAt < ANSWERS_WITHIN_MS; await sleep(25)) {
    if (hasEnded()) throw new Error('redis-server could not be started; is it installed, and what does redis/redis.log in DATA_DIR say?')
    const answer = existsSync(socketPath) ? await ping(socketPath) : ''
    if (answer === 'PONG') return
    if (answer.startsWith('LOADING')) heardAt = Date.now()
  }
  throw new Error(`redis-server said nothing for ${ANSWERS_WITHIN_MS / 1000} s`)
}

/** What Redis answers to PING, or why it does not. */
async function ping(socketPath: string): Promise<string> {
  const redis = new Redis(socketPath, { lazyConnect: true, retryStrategy: () => null, maxRetriesPerRequest: 0, enableReadyCheck: false })
  redis.on('error', () => {})
  try {
    await redis.connect()
    return await redis.ping()
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  } finally {
    redis.disconnect()
  }
}
