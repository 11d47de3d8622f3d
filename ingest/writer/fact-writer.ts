import type { Logger } from 'pino'
import type { DirtyDay, DirtyDays, RollupKind } from '../../platform/warehouse/dirty-days.ts'
import type { Warehouse } from '../../platform/warehouse/warehouse.ts'
import { NeverSucceeds } from '../../platform/queue/queues.ts'

export type Row = readonly unknown[]

/** Joins the rows of many queue jobs into one insert; a job's promise settles when ClickHouse has answered. */
export interface FactWriter { write(rows: Row[]): Promise<void> }

interface Waiting { rows: Row[]; resolve(): void; reject(error: unknown): void }

interface WriterDeps {
  warehouse: Warehouse
  dirtyDays: DirtyDays
  logger: Logger
  kind: RollupKind
  table: string
  columns: readonly string[]
  /** Which cells of the rollup these rows change; asked before they are inserted. */
  dirtyDaysOf(rows: Row[]): Promise<DirtyDay[]>
}

const ROWS_PER_INSERT = 20_000
/** An insert costs about 7 ms whatever it holds, so waiting a moment for company makes everybody faster. */
const GATHER_MS = 15

/** ClickHouse's codes for "these values cannot be read": retrying the same rows can never help. */
const DATA_ERROR_CODES = new Set(['6', '26', '27', '38', '41', '53', '69', '72', '117', '131', '321', '376', '441'])
interface EngineError extends Error { code: string; type?: string }
const isDataError = (error: unknown): error is EngineError =>
  error instanceof Error && 'code' in error && DATA_ERROR_CODES.has(String(error.code))

/** What the engine found wrong and in which column; its own message quotes the rows, which are nobody's business in a log. */
const describe = ({ code, type, message }: EngineError) =>
  `ClickHouse ${code} ${type ?? ''} ${/while reading the value of key (\w+)/.exec(message)?.[1] ?? ''}`

export function createFactWriter({ warehouse, dirtyDays, logger, kind, table, columns, dirtyDaysOf }: WriterDeps): FactWriter {
  let waiting: Waiting[] = []
  let flushing: Promise<void> | null = null

  const insert = async (jobs: Waiting[]) => {
    const rows = jobs.flatMap((job) => job.rows)
    const days = await dirtyDaysOf(rows)
    await dirtyDays.mark(kind, days)
    await warehouse.insert(table, columns, rows)
    await dirtyDays.mark(kind, days)
  }
  const settle = async (jobs: Waiting[]): Promise<void> => {
    try {
      await insert(jobs)
      for (const job of jobs) job.resolve()
    } catch (error) {
      if (!isDataError(error)) return jobs.forEach((job) => job.reject(error))
      if (jobs.length === 1) return jobs[0]?.reject(new NeverSucceeds(`The warehouse cannot read these rows: ${describe(error)}`))
      // One unreadable row must not cost the other jobs their insert: each is tried on its own.
      logger.warn({ reason: describe(error), table, jobs: jobs.length }, 'insert refused, splitting it by job')
      for (const job of jobs) await settle([job])
    }
  }
  const flush = async () => {
    await new Promise((resolve) => setTimeout(resolve, GATHER_MS))
    while (waiting.length > 0) {
      let rows = 0
      const taken = waiting.findIndex((job) => (rows += job.rows.length) >= ROWS_PER_INSERT) + 1 || waiting.length
      const jobs = waiting.slice(0, taken)
      waiting = waiting.slice(taken)
      await settle(jobs)
    }
    flushing = null
  }
  return {
    write: (rows) =>
      new Promise((resolve, reject) => {
        waiting.push({ rows, resolve, reject })
        flushing ??= flush()
      }),
  }
}
