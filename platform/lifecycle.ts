import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from 'pino'

/** A step that waits for something that never comes must not keep the stores behind it open. */
const STEP_ENDS_WITHIN_MS = 5_000

export interface Lifecycle {
  /**
   * Registers how to undo what was just started. `first` is for what would hold up all the rest: connections that last are ended before the
   * door is closed, which waits for them.
   */
  onStop(name: string, step: () => unknown, more?: { withinMs?: number; first?: boolean }): void
  /** Undoes the start from its end to its beginning; safe to call twice. */
  stop(): Promise<void>
}

/**
 * What was started last is stopped first: nothing new comes in, what is under way is drained, the stores are closed. A step that
 * fails or takes longer than its time (5 s unless told) is logged, and the next one has its turn.
 */
export function createLifecycle({ logger }: { logger: Logger }): Lifecycle {
  const steps: { name: string; step: () => unknown; withinMs: number; first: boolean }[] = []
  let stopping: Promise<void> | null = null

  async function stopAll() {
    const inOrder = [...steps.filter((it) => it.first), ...steps.filter((it) => !it.first).toReversed()]
    for (const { name, step, withinMs } of inOrder) {
      const tooLate = new AbortController()
      await Promise.race([
        Promise.resolve().then(step),
        sleep(withinMs, undefined, { signal: tooLate.signal }).then(() => { throw new Error(`not done within ${withinMs} ms`) }),
      ]).catch((error: unknown) => logger.error({ err: error, step: name }, 'a step of the shutdown failed'))
      tooLate.abort()
    }
  }
  return {
    onStop: (name, step, { withinMs = STEP_ENDS_WITHIN_MS, first = false } = {}) => void steps.push({ name, step, withinMs, first }),
    stop: () => (stopping ??= stopAll()),
  }
}

/** Ctrl-C reaches a whole process group, and a launcher passes SIGTERM on: the same wish may come twice within a moment. */
const SAME_WISH_MS = 2_000
const STOPS_WITHIN_MS = 30_000

/**
 * Ends the process in order when it is asked to: SIGTERM, SIGINT, or the launcher's end (its IPC channel closes, also when it
 * was killed). A second wish after a moment, or half a minute without an end, ends it at once.
 */
export function stopOnSignals({ stop, logger }: { stop(): Promise<void>; logger: Logger }): void {
  let askedAt = 0
  const end = (reason: string) => {
    if (askedAt > 0) {
      if (Date.now() - askedAt > SAME_WISH_MS) process.exit(1)
      return
    }
    askedAt = Date.now()
    logger.info({ reason }, 'stopping')
    setTimeout(() => {
      logger.error('the shutdown took too long')
      process.exit(1)
    }, STOPS_WITHIN_MS).unref()
    stop().then(() => process.exit(0), (error: unknown) => {
      logger.error({ err: error }, 'the shutdown failed')
      process.exit(1)
    })
  }
  process.on('SIGTERM', () => end('SIGTERM'))
  process.on('SIGINT', () => end('SIGINT'))
  process.on('disconnect', () => end('the launcher is gone'))
}
