import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from './free-port.ts'
import { ADMIN } from './service.ts'

export interface ServiceProcess { url: string; log(): string; kill(signal?: NodeJS.Signals): Promise<void> }

/** A DATA_DIR and a port on which the service can be started, killed and started again as a process of its own. */
export async function createProcessHome() {
  const dataDir = mkdtempSync(join(tmpdir(), 'thuoc-do-process-'))
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  return {
    dataDir, url,
    remove: () => rmSync(dataDir, { recursive: true, force: true }),
    start: async (env: Record<string, string> = {}): Promise<ServiceProcess> => {
      const child = spawn(process.execPath, ['scripts/start.mjs'], {
        detached: true, stdio: ['ignore', 'pipe', 'pipe'],
        env: { ...process.env, PORT: String(port), DATA_DIR: dataDir, PUBLIC_URL: url, ADMIN_EMAIL: ADMIN.email, ADMIN_PASSWORD: ADMIN.password, LOG_LEVEL: 'warn', ...env },
      })
      let log = ''
      for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => { log = (log + String(chunk)).slice(-10_000) })
      const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
      // The whole group, as when the machine's operator or the kernel ends it.
      const kill = async (signal: NodeJS.Signals = 'SIGTERM') => {
        try { process.kill(-(child.pid ?? 0), signal) } catch { /* already gone */ }
        await ended
      }
      for (let attempt = 0; ; attempt++) {
        if (await fetch(`${url}/readyz`).then((it) => it.ok, () => false)) break
        if (child.exitCode !== null || attempt > 400) throw new Error(`The service did not start: ${log}`)
        await sleep(100)
      }
      return { url, log: () => log, kill }
    },
  }
}
