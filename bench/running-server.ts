import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

export const ADMIN = { email: 'bench@example.org', password: 'mat-khau-de-do-toc-do' }

/** A server in a process of its own, on a fresh DATA_DIR. */
export interface RunningServer {
  url: string
  port: number
  dataDir: string
  /** Resident memory in MiB. */
  rssMiB(): number
  /** Processor seconds it and its children have used. */
  cpuSeconds(): number
  /** Stops it; its DATA_DIR stays until the benchmark ends. */
  stop(): Promise<void>
}

const freePort = () => new Promise<number>((resolve) => {
  const server = createServer().listen(0, '127.0.0.1', () => {
    const address = server.address()
    server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
  })
})
const TICKS_PER_SECOND = 100

/**
 * Every DATA_DIR of a benchmark lies in here and is deleted at its end, none between two runs: ext4 gives out no inode that was deleted
 * within the last minutes and steps over each of them, so that deleting the thousands of files of one run slows down all that follow.
 */
const dataDirs = mkdtempSync(join(tmpdir(), 'thuoc-do-bench-'))
const running = new Set<ChildProcess>()
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL')
  rmSync(dataDirs, { recursive: true, force: true, maxRetries: 5 })
})
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))

/**
 * Starts `entry` (main.ts or a rival) with settings that let a benchmark through; resolves when it is ready. Node's flags are ours. Where it `yields`, it
 * takes only what the benchmark itself leaves of the processors.
 */
export async function startServer(entry: string, { dataDir = mkdtempSync(join(dataDirs, 'run-')), yields = false } = {}): Promise<RunningServer> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const [program, ...before] = yields ? ['nice', '-n', '19', process.execPath] : [process.execPath]
  const child = spawn(program ?? '', [...before, ...process.execArgv, ...(process.env['CPU_PROF'] ? ['--cpu-prof', '--cpu-prof-dir', process.env['CPU_PROF']] : []), entry], {
    // The channel closes also when the benchmark is killed, and then the server ends by itself.
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: {
      ...process.env, PORT: String(port), DATA_DIR: dataDir, PUBLIC_URL: url, ADMIN_EMAIL: ADMIN.email, ADMIN_PASSWORD: ADMIN.password,
      LOG_LEVEL: 'error', RATINGS_PER_SECOND: '10000000', UV_THREADPOOL_SIZE: '16', METRICS_PORT: '', REDIS_URL: '', CLICKHOUSE_URL: '', DATABASE_URL: '', ROLES: '',
    },
  })
  running.add(child)
  const ended = new Promise<void>((resolve) => child.once('exit', () => {
    running.delete(child)
    resolve()
  }))
  for (let attempt = 0; !(await fetch(`${url}/readyz`).then((it) => it.ok, () => false)); attempt += 1) {
    if (child.exitCode !== null || attempt > 600) throw new Error(`${entry} did not start`)
    await sleep(100)
  }
  const statusOf = (field: string) => Number(new RegExp(`^${field}:\\s+(\\d+)`, 'm').exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1] ?? 0)
  return {
    url, port, dataDir,
    rssMiB: () => statusOf('VmRSS') / 1024,
    cpuSeconds: () => {
      const fields = readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
      return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND
    },
    stop: async () => {
      child.kill('SIGTERM')
      await ended
    },
  }
}
