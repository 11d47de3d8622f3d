import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from 'pino'
import { isDataError } from './row-error.ts'
import type { Warehouse } from './warehouse.ts'

const FIRST_DELAY_MS = 250
/** Tết outlasts a day: there is no last attempt, only a longest pause. */
const LONGEST_DELAY_MS = 60_000

/**
 * The same warehouse for those who rather wait than fail: what does not succeed because the engine is away, full or busy is tried
 * again without end, and everybody waits for the same next attempt. Data errors are thrown at once. `stop` ends the waiting with
 * an error, so that the queue keeps its jobs for the next process.
 */
export function createPatientWarehouse(warehouse: Warehouse, { logger }: { logger: Logger }): { warehouse: Warehouse; stop(): void } {
  const stopping = new AbortController()
  let failures = 0
  let pause: Promise<void> | null = null

  const waitOut = async (delayMs: number): Promise<void> => {
    await sleep(delayMs, undefined, { signal: stopping.signal }).catch(() => {})
    pause = null
  }
  const pauseTogether = (error: unknown): Promise<void> => {
    if (pause) return pause
    const delayMs = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** Math.min(failures, 10))
    failures += 1
    logger.warn({ reason: String(error).slice(0, 200), failures, delayMs }, 'the warehouse is away, trying again')
    pause = waitOut(delayMs)
    return pause
  }
  const patiently = async <T>(work: () => Promise<T>): Promise<T> => {
    for (;;) {
      try {
        const result = await work()
        if (failures > 0) logger.info({ failures }, 'the warehouse is back')
        failures = 0
        return result
      } catch (error) {
        if (isDataError(error)) throw error
        await pauseTogether(error)
        if (stopping.signal.aborted) throw error
      }
    }
  }
  return {
    warehouse: {
      select: (query, params) => patiently(() => warehouse.select(query, params)),
      selectFile: (sql, params, format) => patiently(() => warehouse.selectFile(sql, params, format)),
      insert: (table, columns, rows) => patiently(() => warehouse.insert(table, columns, rows)),
      run: (sql, params, lane) => patiently(() => warehouse.run(sql, params, lane)),
      close: () => warehouse.close(),
    },
    stop: () => stopping.abort(),
  }
}
