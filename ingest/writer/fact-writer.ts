import type { Logger } from 'pino'
import type { DirtyDay, DirtyDays, RollupKind } from '../../platform/warehouse/dirty-days.ts'
import { describeDataError, isDataError } from '../../platform/warehouse/row-error.ts'
import type { Warehouse } from '../../platform/warehouse/warehouse.ts'

export type Row = readonly unknown[]

/** A row that the warehouse cannot read, by its place among those that were given. */
export interface RefusedRow { index: number; reason: string }

/** What became of the rows that were given: those not named here are stored. `withheld` are places of rows that were not to be. */
export interface Written { refused: RefusedRow[]; withheld: number[] }

/** Joins the rows of many queue jobs into one insert; a promise settles when ClickHouse has answered. */
export interface FactWriter { write(rows: Row[]): Promise<Written> }

interface Waiting { rows: Row[]; resolve(written: Written): void; reject(error: unknown): void }

/** Rows that are left out of an insert: repeated ones are stored already, withheld ones are told to whoever gave them. */
export interface Sifted { repeated: ReadonlySet<Row>; withheld: ReadonlySet<Row> }

interface WriterDeps {
  warehouse: Warehouse
  dirtyDays: DirtyDays
  logger: Logger
  kind: RollupKind
  table: string
  columns: readonly string[]
  /** Which cells of the rollup these rows change; asked before they are inserted. */
  dirtyDaysOf(rows: Row[]): Promise<DirtyDay[]>
  /** Looks the rows over before they are inserted; one insert at a time, so that nothing slips in between. */
  sift?(rows: Row[]): Promise<Sifted>
}

const ROWS_PER_INSERT = 20_000
/** An insert costs tens of milliseconds of processor time whatever it holds: so many a second, and no more, unless they are full. */
const GATHER_MS = 200

const NOTHING: Sifted = { repeated: new Set(), withheld: new Set() }

const toWritten = (rows: Row[], refused: ReadonlyMap<Row, string>, withheld: ReadonlySet<Row>): Written => ({
  refused: refused.size === 0 ? [] : rows.flatMap((row, index) => {
    const reason = refused.get(row)
    return reason === undefined ? [] : [{ index, reason }]
  }),
  withheld: withheld.size === 0 ? [] : rows.flatMap((row, index) => (withheld.has(row) ? [index] : [])),
})

export function createFactWriter({ warehouse, dirtyDays, logger, kind, table, columns, dirtyDaysOf, sift }: WriterDeps): FactWriter {
  let waiting: Waiting[] = []
  let flushing: Promise<void> | null = null

  /** Inserts what can be read. A refused insert is halved until the rows that are to blame stand alone. */
  const insertReadable = async (rows: Row[], refused: Map<Row, string>): Promise<void> => {
    try {
      await warehouse.insert(table, columns, rows)
    } catch (error) {
      if (!isDataError(error)) throw error
      const first = rows[0]
      if (rows.length === 1 && first) {
        refused.set(first, `The warehouse cannot read this: ${describeDataError(error)}`)
        return
      }
      logger.warn({ reason: describeDataError(error), table, rows: rows.length }, 'insert refused, halving it')
      const half = Math.ceil(rows.length / 2)
      await insertReadable(rows.slice(0, half), refused)
      await insertReadable(rows.slice(half), refused)
    }
  }

  /** Ends the gathering; null while nobody gathers. */
  let full: (() => void) | null = null
  const untilFull = async (): Promise<void> => {
    if (waitingRows() >= ROWS_PER_INSERT) return
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, GATHER_MS)
      full = () => {
        clearTimeout(timer)
        resolve()
      }
    })
    full = null
  }
  const waitingRows = () => waiting.reduce((sum, job) => sum + job.rows.length, 0)

  const settle = async (jobs: Waiting[]): Promise<void> => {
    try {
      const rows = jobs.flatMap((job) => job.rows)
      const { repeated, withheld } = sift ? await sift(rows) : NOTHING
      const days = await dirtyDaysOf(rows)
      await dirtyDays.mark(kind, days)
      const refused = new Map<Row, string>()
      await insertReadable(rows.filter((row) => !repeated.has(row) && !withheld.has(row)), refused)
      await dirtyDays.mark(kind, days)
      for (const job of jobs) job.resolve(toWritten(job.rows, refused, withheld))
    } catch (error) {
      jobs.forEach((job) => job.reject(error))
    }
  }
  const flush = async () => {
    while (waiting.length > 0) {
      await untilFull()
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
        if (full && waitingRows() >= ROWS_PER_INSERT) full()
        flushing ??= flush()
      }),
  }
}
