import { setTimeout as sleep } from 'node:timers/promises'
import type { Redis } from 'ioredis'
import { createFigureStamps, type FigureStamps } from './figure-stamps.ts'

/** The rollups that are recomputed by (day, centre). */
export type DailyKind = 'ratings' | 'dossiers' | 'offers' | 'surveys'
/** Those and the sums by unit that are made from them, by day. */
export type RollupKind = DailyKind | 'rating-units' | 'dossier-units' | 'offer-units' | 'survey-units'

/** A day of Asia/Ho_Chi_Minh at one centre ('' for dossiers that belong to no centre, and for whole days). Surveys count on the first day of a month. */
export interface DirtyDay { day: string; centreCode: string }
export interface TakenDay extends DirtyDay { token: string }

/**
 * Which cells of the rollups no longer match the facts. A mark is written before the insert, so that a kill between the two
 * loses nothing, and once more after it, so that a recomputation that ran in between does not count as done.
 */
export interface DirtyDays {
  mark(kind: RollupKind, days: readonly DirtyDay[]): Promise<void>
  /** Up to `limit` marked days, the earliest first; they stay marked until cleared. */
  take(kind: RollupKind, limit: number): Promise<TakenDay[]>
  /** Forgets the marks that were not renewed since they were taken, and notes of the others up to which they have been recomputed. */
  clear(kind: RollupKind, days: readonly TakenDay[]): Promise<void>
  /** Those of these marks that no recomputation has answered: one that was renewed has been, when a run that took it or a later one is done. */
  pending(kind: RollupKind, days: readonly TakenDay[]): Promise<TakenDay[]>
  count(kind: RollupKind): Promise<number>
  /** Of two recomputations of a cell the one with the higher version counts. Grows also over the loss of Redis's memory. */
  nextVersion(): Promise<number>
}

const FIELDS_PER_QUESTION = 5_000
const SEPARATOR = '|'
const inSlices = <T>(days: readonly T[]): T[][] => Array.from({ length: Math.ceil(days.length / FIELDS_PER_QUESTION) }, (_, index) => days.slice(index * FIELDS_PER_QUESTION, (index + 1) * FIELDS_PER_QUESTION))
const toField = ({ day, centreCode }: DirtyDay) => `${day}${SEPARATOR}${centreCode}`

/** Marks in KEYS[1]; in KEYS[2], of marks that were renewed, the token up to which they have been recomputed. */
const CLEAR_IF_UNCHANGED = `
for i = 1, #ARGV, 2 do
  local token = redis.call('HGET', KEYS[1], ARGV[i])
  if token == ARGV[i + 1] then
    redis.call('HDEL', KEYS[1], ARGV[i])
    redis.call('HDEL', KEYS[2], ARGV[i])
  elseif token and tonumber(redis.call('HGET', KEYS[2], ARGV[i]) or 0) < tonumber(ARGV[i + 1]) then
    redis.call('HSET', KEYS[2], ARGV[i], ARGV[i + 1])
  end
end
return 0`

/** Starts from the time, so that a Redis that has lost everything does not begin below what is written already. */
const NEXT_VERSION = `
local time = redis.call('TIME')
local version = math.max(tonumber(redis.call('GET', KEYS[1]) or 0) + 1, time[1] * 1000 + math.floor(time[2] / 1000))
redis.call('SET', KEYS[1], string.format('%d', version))
return version`

/** `stamps`: what is told that figures have changed, before the marks go. */
export function createDirtyDays(redis: Redis, stamps: Pick<FigureStamps, 'touch'> = createFigureStamps(redis)): DirtyDays {
  const keyOf = (kind: RollupKind) => `dirty-days:${kind}`
  const renewedKeyOf = (kind: RollupKind) => `dirty-days:${kind}:renewed`
  return {
    mark: async (kind, days) => {
      if (days.length === 0) return
      const token = String(await redis.incr('dirty-days:token'))
      for (const some of inSlices(days)) await redis.hset(keyOf(kind), ...some.flatMap((it) => [toField(it), token]))
    },
    take: async (kind, limit) => {
      const found = new Map<string, string>()
      let cursor = '0'
      do {
        const [next, flat] = await redis.hscan(keyOf(kind), cursor, 'COUNT', FIELDS_PER_QUESTION)
        for (let i = 0; i < flat.length; i += 2) found.set(flat[i] ?? '', flat[i + 1] ?? '')
        cursor = next
      } while (cursor !== '0')
      return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).slice(0, limit).map(([field, token]) => {
        const at = field.indexOf(SEPARATOR)
        return { day: field.slice(0, at), centreCode: field.slice(at + 1), token }
      })
    },
    clear: async (kind, days) => {
      if (days.length === 0) return
      await stamps.touch(days.map((it) => it.day))
      for (const some of inSlices(days)) await redis.eval(CLEAR_IF_UNCHANGED, 2, keyOf(kind), renewedKeyOf(kind), ...some.flatMap((it) => [toField(it), it.token]))
    },
    pending: async (kind, days) => {
      const found: TakenDay[] = []
      for (const some of inSlices(days)) {
        const [marks, recomputed] = [await redis.hmget(keyOf(kind), ...some.map(toField)), await redis.hmget(renewedKeyOf(kind), ...some.map(toField))]
        found.push(...some.filter((it, index) => marks[index] !== null && Number(recomputed[index] ?? 0) < Number(it.token)))
      }
      return found
    },
    count: (kind) => redis.hlen(keyOf(kind)),
    nextVersion: async () => Number(await redis.eval(NEXT_VERSION, 1, 'rollup-version')),
  }
}

/** First after so long, then after twice as long each time, up to the longest: few marks are gone soon, and reading many costs. */
const [ASKED_AFTER_MS, ASKED_EVERY_MS] = [25, 200]
const COUNTED_WITHIN_MS = 300_000

const UNITS: Record<DailyKind, RollupKind> = { ratings: 'rating-units', dossiers: 'dossier-units', offers: 'offer-units', surveys: 'survey-units' }

/** Resolves when every cell that is marked now, and the sums by unit above it, have been recomputed (or, should nobody recompute, after some minutes). */
export async function untilRecomputed(dirtyDays: DirtyDays, kind: DailyKind): Promise<void> {
  await untilCleared(dirtyDays, kind)
  await untilCleared(dirtyDays, UNITS[kind])
}

async function untilCleared(dirtyDays: DirtyDays, kind: RollupKind): Promise<void> {
  let awaited = await dirtyDays.take(kind, Number.MAX_SAFE_INTEGER)
  for (let [waitedMs, pauseMs] = [0, ASKED_AFTER_MS]; waitedMs < COUNTED_WITHIN_MS; pauseMs = Math.min(ASKED_EVERY_MS, 2 * pauseMs)) {
    awaited = await dirtyDays.pending(kind, awaited)
    if (awaited.length === 0) return
    await sleep(pauseMs)
    waitedMs += pauseMs
  }
}
