import type { Logger } from 'pino'
import { LIVE_STEP, type LiveCentre } from '../../contract/live.ts'
import { toHanoiDay } from '../../contract/period.ts'
import type { Clock } from '../../platform/clock.ts'
import { AppError } from '../../platform/errors.ts'
import type { RecordStore } from '../../platform/record/record.ts'
import type { Warehouse } from '../../platform/warehouse/warehouse.ts'
import type { Places } from '../../registry/places.ts'
import { readLiveCounts, type LiveCounts } from './live-counts.ts'
import { createLiveScores } from './live-scores.ts'

/** With the second in which rollups are made this is how old a count is on a screen. */
const POLL_MS = 500

/** Somebody who looks at a centre: told of every change, and once when there will be no more. */
export interface Watcher { onState(state: LiveCentre): void; onEnd(): void }

interface BoardDeps { warehouse: Warehouse; record: RecordStore; places: Pick<Places, 'nameOf' | 'countersOn'>; clock: Clock; logger: Logger; pollMs?: number }

/** Today's counts of centres for everybody who watches: one reading of the warehouse serves all watchers of all centres together. */
export function createLiveBoards({ warehouse, record, places, clock, logger, pollMs = POLL_MS }: BoardDeps) {
  const scores = createLiveScores({ warehouse, record, clock })
  const watchers = new Map<string, Set<Watcher>>()
  const states = new Map<string, LiveCentre>()
  let timer: NodeJS.Timeout | undefined
  let reading = false
  let isAway = false
  let closed = false

  async function read(centres: readonly string[]): Promise<LiveCentre[]> {
    const day = toHanoiDay(clock())
    const counts = await readLiveCounts(warehouse, day, centres)
    const shown = await scores.of(day, counts)
    const registered = places.countersOn(day)
    return centres.map((centre) => {
      const rows = counts.filter((it) => it.centreCode === centre)
      const known = new Map(rows.map((it) => [it.counterCode, it]))
      const codes = new Set([...registered.filter((it) => it.centreCode === centre).map((it) => it.code), ...[...known.keys()].filter((it) => it !== '')])
      const sum = (of: keyof Pick<LiveCounts, 'ratings' | 'received' | 'returned'>) => rows.reduce((total, it) => total + it[of], 0)
      return {
        centre, day, countedAt: new Date(clock()).toISOString(), ratings: sum('ratings'), received: sum('received'), returned: sum('returned'), step: LIVE_STEP,
        counters: [...codes].map((code) => {
          const { ratings = 0, received = 0, returned = 0 } = known.get(code) ?? {}
          return { code, name: places.nameOf(code) ?? { vi: code, en: code }, ratings, received, returned, score: shown.get(code) ?? null }
        }),
      }
    })
  }

  /** The state of one centre: of those that are watched the newest reading. */
  async function stateOf(centre: string): Promise<LiveCentre> {
    const [state] = states.has(centre) ? [states.get(centre)] : await read([centre])
    if (!state) throw new Error(`${centre} was not read`)
    return state
  }

  const isSame = (a: LiveCentre | undefined, b: LiveCentre) => a !== undefined && JSON.stringify({ ...a, countedAt: '' }) === JSON.stringify({ ...b, countedAt: '' })

  async function poll(): Promise<void> {
    reading = true
    try {
      for (const state of await read([...watchers.keys()])) {
        const before = states.get(state.centre)
        states.set(state.centre, state)
        if (!isSame(before, state)) for (const watcher of watchers.get(state.centre) ?? []) watcher.onState(state)
      }
      isAway = false
    } catch (error) {
      // Said once: a warehouse that is away for an hour would say it seven thousand times.
      if (!isAway) logger.warn({ err: error }, 'the live boards cannot be counted; trying again')
      isAway = true
    } finally {
      reading = false
    }
    goOn()
  }

  function goOn(): void {
    clearTimeout(timer)
    if (!closed && watchers.size > 0 && !reading) timer = setTimeout(() => void poll(), pollMs).unref()
  }

  function leave(centre: string, watcher: Watcher): void {
    const together = watchers.get(centre)
    together?.delete(watcher)
    if (together?.size !== 0) return
    watchers.delete(centre)
    states.delete(centre)
  }

  return {
    /** The state of this moment, for whoever does not watch; who asks within a moment of a watcher's reading gets that. */
    read: stateOf,

    /** The newest state of a centre that is watched; undefined before its first reading. */
    latest: (centre: string): LiveCentre | undefined => states.get(centre),

    /** Tells of a centre from now on, the present state first; answers how to leave. Throws 503 while the service stops. */
    watch: async (centre: string, watcher: Watcher): Promise<() => void> => {
      if (closed) throw new AppError('unavailable', 'The service is stopping; come again in a moment.', { retryAfterSeconds: 2 })
      const together = watchers.get(centre) ?? new Set()
      watchers.set(centre, together.add(watcher))
      try {
        const state = await stateOf(centre)
        // Whoever has left meanwhile is told nothing; who has been told by a reading in between is told the newer state.
        if (together.has(watcher)) watcher.onState(states.get(centre) ?? state)
        if (watchers.get(centre) === together && !states.has(centre)) states.set(centre, state)
      } catch (error) {
        leave(centre, watcher)
        throw error
      }
      goOn()
      return () => leave(centre, watcher)
    },

    /** Ends every watching; before the service stops listening, which waits for open connections. */
    close: (): void => {
      closed = true
      clearTimeout(timer)
      for (const watcher of [...watchers.values()].flatMap((it) => [...it])) watcher.onEnd()
    },
  }
}
export type LiveBoards = ReturnType<typeof createLiveBoards>
