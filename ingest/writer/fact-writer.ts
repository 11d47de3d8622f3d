import type { Logger } from 'pino'
import type { DirtyDay, DirtyDays, DailyKind } from '../../platform/warehouse/dirty-days.ts'
import { describeDataError, isDataError } from '../../platform/warehouse/row-error.ts'
import type { Warehouse } from '../../platform/warehouse/warehouse.ts'

export type Row = readonly unknown[]

/** A fact that the warehouse cannot read, by its place among those that were given. */
export interface RefusedRow { index: number; reason: string }

/** What became of the facts that were given: those not named here are stored. `withheld` are places of facts that were not to be. */
export interface Written { refused: RefusedRow[]; withheld: number[] }

/** Joins the facts of many queue jobs into one insert; a promise settles when ClickHouse has answered. */
export interface FactWriter<Fact> { write(facts: Fact[]): Promise<Written> }

interface Waiting<Fact> { facts: Fact[]; resolve(written: Written): void; reject(error: unknown): void }

/** Facts that are left out of an insert: repeated ones are stored already, withheld ones are told to whoever gave them. */
export interface Sifted<Fact> { repeated: ReadonlySet<Fact>; withheld: ReadonlySet<Fact> }

interface WriterDeps<Fact> {
  warehouse: Warehouse
  dirtyDays: DirtyDays
  logger: Logger
  kind: DailyKind
  table: string
  columns: readonly string[]
  toRow(fact: Fact): Row
  /** Which cells of the rollup these facts change; asked before they are inserted. */
  dirtyDaysOf(facts: Fact[]): Promise<DirtyDay[]>
  /** Looks the facts over before they are inserted; one insert at a time, so that nothing slips in between. */
  sift?(facts: Fact[]): Promise<Sifted<Fact>>
}

const ROWS_PER_INSERT = 20_000
/** An insert costs tens of milliseconds of processor time whatever it holds: so many a second, and no more, unless they are full. */
const GATHER_MS = 200

const toWritten = <Fact>(facts: Fact[], refused: ReadonlyMap<Fact, string>, withheld: ReadonlySet<Fact>): Written => ({
  refused: refused.size === 0 ? [] : facts.flatMap((fact, index) => {
    const reason = refused.get(fact)
    return reason === undefined ? [] : [{ index, reason }]
  }),
  withheld: withheld.size === 0 ? [] : facts.flatMap((fact, index) => (withheld.has(fact) ? [index] : [])),
})

export function createFactWriter<Fact>({ warehouse, dirtyDays, logger, kind, table, columns, toRow, dirtyDaysOf, sift }: WriterDeps<Fact>): FactWriter<Fact> {
  let waiting: Waiting<Fact>[] = []
  let flushing: Promise<void> | null = null

  /** Inserts what can be read. A refused insert is halved until the facts that are to blame stand alone. */
  const insertReadable = async (facts: Fact[], refused: Map<Fact, string>): Promise<void> => {
    try {
      await warehouse.insert(table, columns, facts.map(toRow))
    } catch (error) {
      if (!isDataError(error)) throw error
      if (facts.length === 1) {
        refused.set(facts[0] as Fact, `The warehouse cannot read this: ${describeDataError(error)}`)
        return
      }
      logger.warn({ reason: describeDataError(error), table, rows: facts.length }, 'insert refused, halving it')
      const half = Math.ceil(facts.length / 2)
      await insertReadable(facts.slice(0, half), refused)
      await insertReadable(facts.slice(half), refused)
    }
  }

  /** Ends the gathering; null while nobody gathers. */
  let full: (() => void) | null = null
  const untilFull = async (): Promise<void> => {
    if (waitingFacts() >= ROWS_PER_INSERT) return
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, GATHER_MS)
      full = () => {
        clearTimeout(timer)
        resolve()
      }
    })
    full = null
  }
  const waitingFacts = () => waiting.reduce((sum, job) => sum + job.facts.length, 0)

  const settle = async (jobs: Waiting<Fact>[]): Promise<void> => {
    try {
      const facts = jobs.flatMap((job) => job.facts)
      const { repeated, withheld } = sift ? await sift(facts) : { repeated: new Set<Fact>(), withheld: new Set<Fact>() }
      const days = await dirtyDaysOf(facts)
      await dirtyDays.mark(kind, days)
      const refused = new Map<Fact, string>()
      await insertReadable(repeated.size + withheld.size === 0 ? facts : facts.filter((it) => !repeated.has(it) && !withheld.has(it)), refused)
      await dirtyDays.mark(kind, days)
      for (const job of jobs) job.resolve(toWritten(job.facts, refused, withheld))
    } catch (error) {
      jobs.forEach((job) => job.reject(error))
    }
  }
  const flush = async () => {
    while (waiting.length > 0) {
      await untilFull()
      let facts = 0
      const taken = waiting.findIndex((job) => (facts += job.facts.length) >= ROWS_PER_INSERT) + 1 || waiting.length
      const jobs = waiting.slice(0, taken)
      waiting = waiting.slice(taken)
      await settle(jobs)
    }
    flushing = null
  }
  return {
    write: (facts) =>
      new Promise((resolve, reject) => {
        waiting.push({ facts, resolve, reject })
        if (full && waitingFacts() >= ROWS_PER_INSERT) full()
        flushing ??= flush()
      }),
  }
}
