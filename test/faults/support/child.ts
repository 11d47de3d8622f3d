import { spawn, type ChildProcess } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'

export interface ChildPlan {
  name: string
  command: string
  args: string[]
  env?: Record<string, string>
  /** Answers true once the process does its work. */
  isReady(): Promise<boolean>
}

const READY_WITHIN_MS = 60_000
const OUTPUT_KEPT = 20_000

/** A process that can be started, paused, killed and started again; it always runs in a group of its own. */
export function createChild({ name, command, args, env = {}, isReady }: ChildPlan) {
  let child: ChildProcess | null = null
  let ended: Promise<void> = Promise.resolve()
  let output = ''

  const signal = (which: NodeJS.Signals) => {
    try {
      if (child?.pid) process.kill(-child.pid, which)
    } catch { /* it has ended already */ }
  }
  return {
    name,
    output: () => output,
    start: async (): Promise<void> => {
      const started = spawn(command, args, { detached: true, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } })
      child = started
      for (const stream of [started.stdout, started.stderr]) stream.on('data', (chunk) => { output = (output + String(chunk)).slice(-OUTPUT_KEPT) })
      ended = new Promise((resolve) => started.once('exit', () => resolve()))
      for (const since = Date.now(); !(await isReady().catch(() => false)); await sleep(50)) {
        if (started.exitCode !== null || Date.now() - since > READY_WITHIN_MS) throw new Error(`${name} did not start:\n${output}`)
      }
    },
    /** SIGKILL unless told otherwise; resolves when it is gone. */
    kill: async (which: NodeJS.Signals = 'SIGKILL'): Promise<void> => {
      signal('SIGCONT')
      signal(which)
      await ended
    },
    pause: () => signal('SIGSTOP'),
    resume: () => signal('SIGCONT'),
  }
}
export type Child = ReturnType<typeof createChild>
