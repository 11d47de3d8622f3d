import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** Between making the directory and writing the number into it lies a moment. */
const NAMELESS_FOR_MS = 2_000
/** After a reboot the number may belong to somebody else. */
const WORKS_FOR_MS = 15 * 60_000

/**
 * Runs `work` while nobody else does: two that start at once must not both install or build, so the second waits for the first.
 * The lock is a directory with its owner's process number in it; one whose owner is gone (Ctrl-C, kill -9) holds nobody up.
 */
export function withLock(lock, work, { onWait = () => {} } = {}) {
  mkdirSync(dirname(lock), { recursive: true })
  for (let waits = 0; !isTaken(lock); waits++) {
    if (isStale(lock)) release(lock)
    else {
      if (waits === 0) onWait()
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200)
    }
  }
  try {
    return work()
  } finally {
    release(lock)
  }
}

/** Whether it is now ours. */
function isTaken(lock) {
  try {
    mkdirSync(lock)
  } catch (error) {
    if (error.code === 'EEXIST') return false
    throw error
  }
  writeFileSync(join(lock, 'pid'), String(process.pid))
  return true
}

function isStale(lock) {
  try {
    const ageMs = Date.now() - statSync(lock).mtimeMs
    const owner = existsSync(join(lock, 'pid')) ? Number(readFileSync(join(lock, 'pid'), 'utf8')) : 0
    return ageMs > WORKS_FOR_MS || (owner > 0 ? !isAlive(owner) : ageMs > NAMELESS_FOR_MS)
  } catch {
    return false // released a moment ago
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}

const release = (lock) => rmSync(lock, { recursive: true, force: true })
