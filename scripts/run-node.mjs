import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { join } from 'node:path'
import { ROOT } from './prepare.mjs'

/**
 * Runs a TypeScript entry as a child and ends with its exit code. The embedded engine works on libuv's threads, of which the
 * default four are too few, and their number is fixed before a program's first line: hence a child. SIGINT comes to it from the
 * terminal; SIGTERM is passed on; when we are killed, it sees our channel close.
 */
export function runNode(args, { env = {}, ipc = true } = {}) {
  const child = spawn(process.execPath, ['--import', 'tsx', ...args], {
    cwd: ROOT, stdio: ['inherit', 'inherit', 'inherit', ...(ipc ? ['ipc'] : [])],
    env: { ...process.env, UV_THREADPOOL_SIZE: '16', ...env },
  })
  process.on('SIGINT', () => {})
  process.on('SIGTERM', () => child.kill('SIGTERM'))
  child.once('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]))
  return child
}

export const entry = (path) => join(ROOT, path)
