import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { join } from 'node:path'
import { ROOT } from './prepare.mjs'

/**
 * Facts wait a fifth of a second for their insert: with room for so many young objects they need not be moved before they are
 * garbage, which is a tenth of the time of a busy process.
 */
const NODE_FLAGS = ['--max-semi-space-size=64', '--import', 'tsx']

/**
 * Runs a TypeScript entry as a child and ends with its exit code. The embedded engine works on libuv's threads, of which the
 * default four are too few, and their number is fixed before a program's first line: hence a child. SIGINT comes to it from the
 * terminal; SIGTERM is passed on; when we are killed, it sees our channel close.
 */
export function runNode(args, { env = {}, ipc = true } = {}) {
  const child = spawn(process.execPath, [...NODE_FLAGS, ...args], {
    cwd: ROOT, stdio: ['inherit', 'inherit', 'inherit', ...(ipc ? ['ipc'] : [])],
    env: { ...process.env, UV_THREADPOOL_SIZE: '16', ...env },
  })
  process.on('SIGINT', () => {})
  process.on('SIGTERM', () => child.kill('SIGTERM'))
  child.once('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]))
  return child
}

export const entry = (path) => join(ROOT, path)
