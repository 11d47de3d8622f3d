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
 * Starts a TypeScript entry as a child. The embedded engine works on libuv's threads, of which the default four are too few, and their
 * number is fixed before a program's first line: hence a child. When we are killed, it sees our channel close (`ipc`).
 */
export const startNode = (args, { env = {}, ipc = true, output = 'inherit' } = {}) => spawn(process.execPath, [...NODE_FLAGS, ...args], {
  cwd: ROOT, stdio: ['inherit', output, output, ...(ipc ? ['ipc'] : [])], env: { ...process.env, UV_THREADPOOL_SIZE: '16', ...env },
})

/** How a child ended, as an exit code. */
export const exitCodeOf = (child) => new Promise((resolve) => child.once('exit', (code, signal) => resolve(code ?? 128 + constants.signals[signal])))

/** Runs a TypeScript entry and ends with its exit code. SIGINT comes to it from the terminal; SIGTERM is passed on. */
export function runNode(args, options) {
  const child = startNode(args, options)
  process.on('SIGINT', () => {})
  process.on('SIGTERM', () => child.kill('SIGTERM'))
  void exitCodeOf(child).then((code) => process.exit(code))
  return child
}

export const entry = (path) => join(ROOT, path)
