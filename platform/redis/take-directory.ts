import { readFileSync, readlinkSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from 'pino'
import { ConfigError } from '../config.ts'

/** A process that was just killed may take a moment to be gone. */
const STARTER_LEAVES_WITHIN_MS = 3_000
const STALE_ENDS_WITHIN_MS = 15_000

/**
 * Makes sure that nobody else writes in a Redis directory, and puts our name on it; two must never write the same file. A Redis whose
 * starter is gone is ended, one whose starter lives is left alone. Resolves with what takes our name off again.
 * @throws ConfigError when another living process works there
 */
export async function takeDirectory({ directory, pidFile, logger }: { directory: string; pidFile: string; logger: Logger }): Promise<() => void> {
  const starterFile = join(directory, 'starter.pid')
  for (const start = Date.now(); ; await sleep(50)) {
    const starter = livingStarter(starterFile)
    if (starter === null) break
    if (Date.now() - start > STARTER_LEAVES_WITHIN_MS) {
      throw new ConfigError([`DATA_DIR: process ${starter} works on ${directory}; stop it first, or choose another DATA_DIR`])
    }
  }
  await endStale({ pidFile, directory, logger })
  writeFileSync(starterFile, `${process.pid} ${startTimeOf(process.pid) ?? ''}`, { mode: 0o600 })
  return () => rmSync(starterFile, { force: true })
}

/** Who started the Redis of this directory, when that process still lives. */
function livingStarter(starterFile: string): number | null {
  const [pid = '', startTime = ''] = readIfThere(starterFile).split(' ')
  return startTime !== '' && startTimeOf(Number(pid)) === startTime ? Number(pid) : null
}

/** The kernel's ticks at which a living process began: a number in a file may since belong to somebody else. */
function startTimeOf(pid: number): string | null {
  const stat = readIfThere(`/proc/${pid}/stat`)
  const [state, ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return stat === '' || state === 'Z' || state === 'X' ? null : (rest[18] ?? null)
}

async function endStale({ pidFile, directory, logger }: { pidFile: string; directory: string; logger: Logger }): Promise<void> {
  const pid = Number(readIfThere(pidFile))
  if (isRedisOf(pid, directory)) {
    logger.warn({ pid }, 'ending a redis-server that an earlier process left behind')
    endProcess(pid)
  }
  for (const start = Date.now(); isRedisOf(pid, directory); await sleep(25)) {
    if (Date.now() - start > STALE_ENDS_WITHIN_MS) throw new Error(`An older redis-server (process ${pid}) on ${directory} does not end; end it by hand.`)
  }
  rmSync(pidFile, { force: true })
}

function endProcess(pid: number): void {
  try {
    process.kill(pid, 'SIGTERM')
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
}

/** Whether that process is a living Redis working in that directory. */
function isRedisOf(pid: number, directory: string): boolean {
  if (!Number.isInteger(pid) || pid <= 1 || startTimeOf(pid) === null) return false
  try {
    // Redis rewrites its command line to "redis-server unixsocket:<path>", so its working directory tells whose it is.
    return readIfThere(`/proc/${pid}/cmdline`).includes('redis-server') && readlinkSync(`/proc/${pid}/cwd`) === realpathSync(directory)
  } catch {
    return false
  }
}

function readIfThere(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim()
  } catch {
    return ''
  }
}
