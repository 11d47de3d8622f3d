import type { Redis } from 'ioredis'

/** For how long a process goes on with the stamps it has read: figures are at most that much older than the warehouse's. */
const READ_EVERY_MS = 1_000
const KEY = 'figure-stamps'
const EVERYTHING = 'all'
const monthOf = (day: string) => day.slice(0, 7)

/**
 * What answers may be kept for: a stamp says in which state the figures of some days are. Whoever changes figures touches their stamps
 * after the change is in the warehouse; an answer that was made under another stamp is made anew.
 */
export interface FigureStamps {
  /** The figures of these days have changed; of every day where null. */
  touch(days: Iterable<string> | null): Promise<void>
  /** The state of the figures of days `[from, to)`: another text after every change, at most a second later. */
  of(range: { from: string; to: string }): Promise<string>
}

/** Stamps by month in Redis, which every process reads. A Redis that has lost its memory begins anew with other stamps (`epoch`). */
export function createFigureStamps(redis: Redis, now: () => number = () => performance.now()): FigureStamps {
  let read: { at: number; stamps: Promise<Record<string, string>> } | null = null
  const readAll = async () => {
    await redis.hsetnx(KEY, 'epoch', crypto.randomUUID())
    return await redis.hgetall(KEY)
  }
  const stamps = () => {
    if (read && now() - read.at < READ_EVERY_MS) return read.stamps
    const reading = { at: now(), stamps: readAll() }
    read = reading
    reading.stamps.catch(() => { if (read === reading) read = null })
    return reading.stamps
  }
  return {
    touch: async (days) => {
      const fields = days === null ? [EVERYTHING] : [...new Set([...days].map(monthOf))]
      if (fields.length === 0) return
      const writing = redis.pipeline()
      for (const field of fields) writing.hincrby(KEY, field, 1)
      await writing.exec()
      read = null
    },
    of: async ({ from, to }) => {
      const known = await stamps()
      const within = Object.keys(known).filter((it) => it >= monthOf(from) && `${it}-01` < to && it.length === monthOf(from).length).sort()
      return ['epoch', EVERYTHING, ...within].map((it) => `${it}=${known[it] ?? 0}`).join(' ')
    },
  }
}
