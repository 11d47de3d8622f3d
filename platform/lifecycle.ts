import type { Logger } from 'pino'

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
