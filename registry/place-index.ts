import type { Logger } from 'pino'
import { toHanoiDay } from '../contract/period.ts'
import type { Clock } from '../platform/clock.ts'
import type { RecordStore } from '../platform/record/record.ts'
import { createPlaces, type Places } from './places.ts'
import { readForwards } from './unit-forwards.ts'
import { readVersion } from './registry-version.ts'
import { counterTable, readStretches, unitTable } from './stretch-table.ts'

/** With the time of loading, a change made by another process is here within two seconds. */
const POLL_MS = 1_000

/** Is told of every new state; what it returns is awaited, so that an import is done only when its listeners are. */
export type PlacesListener = () => void | Promise<void>

/** Units and counters in memory, at most two seconds old. */
export interface PlaceIndex extends Places {
  /** Loads the present state and awaits every listener; after our own writes. */
  reload(): Promise<void>
  /** The state of this moment, which stays as it is whatever is written meanwhile. */
  present(): Places
  /** Answers a function that ends the listening. */
  onChange(listener: PlacesListener): () => void
  close(): Promise<void>
}

/** Loads the registry and keeps watching it. */
export async function createPlaceIndex(
  { record, clock, logger, pollMs = POLL_MS }: { record: RecordStore; clock: Clock; logger: Logger; pollMs?: number },
): Promise<PlaceIndex> {
  const today = () => toHanoiDay(clock())
  const listeners = new Set<PlacesListener>()
  let places = createPlaces({ units: new Map(), counters: new Map(), forwards: new Map(), today })
  let announcedVersion = 0
  let closed = false
  let timer: NodeJS.Timeout | undefined
  let last: Promise<unknown> = Promise.resolve()

  /** One load at a time, and one that was asked for after a write begins after it. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = last.then(work)
    last = turn.catch(() => {})
    return turn
  }

  const load = async () => {
    // The version is read first: a write in between makes the next poll load once more, never once too few.
    const version = await readVersion(record)
    const units = await readStretches(record, unitTable)
    const counters = await readStretches(record, counterTable)
    places = createPlaces({ units, counters, forwards: await readForwards(record), today })
    for (const listener of listeners) await listener()
    announcedVersion = version
  }

  const poll = async () => {
    try {
      await inTurn(async () => {
        if (!closed && (await readVersion(record)) !== announcedVersion) await load()
      })
    } catch (error) {
      logger.warn({ err: error }, 'units and counters could not be loaded; trying again')
    }
    if (!closed) timer = setTimeout(() => void poll(), pollMs).unref()
  }

  await inTurn(load)
  timer = setTimeout(() => void poll(), pollMs).unref()

  return {
    counterAt: (counterCode, epochMs) => places.counterAt(counterCode, epochMs),
    hasUnit: (code) => places.hasUnit(code),
    hasCounter: (code) => places.hasCounter(code),
    unitKind: (code) => places.unitKind(code),
    isWithin: (unitCode, ancestorCode, day) => places.isWithin(unitCode, ancestorCode, day),
    representativeOf: (unitCode, day) => places.representativeOf(unitCode, day),
    nameOf: (code, day) => places.nameOf(code, day),
    centreOf: (counterCode) => places.centreOf(counterCode),
    placeOf: (counterCode) => places.placeOf(counterCode),
    pathOf: (unitCode) => places.pathOf(unitCode),
    ancestry: () => places.ancestry(),
    factPlaces: () => places.factPlaces(),
    counters: () => places.counters(),
    unitHistory: (code) => places.unitHistory(code),
    counterHistory: (code) => places.counterHistory(code),
    histories: () => places.histories(),
    unitsOn: (day) => places.unitsOn(day),
    countersOn: (day) => places.countersOn(day),
    present: () => places,
    reload: () => inTurn(load),
    onChange: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    close: async () => {
      closed = true
      clearTimeout(timer)
      await last
    },
  }
}
