import { setTimeout as sleep } from 'node:timers/promises'
import type { Redis } from 'ioredis'
import type { Logger } from 'pino'

/** What of a sender's numbered ratings has come: everything up to `contiguousTo`, but for the ranges in `missing`. */
export interface CustodyState { contiguousTo: number; missing: [number, number][] }
/** Everything up to `storedTo` is in the warehouse, but for the ranges in `missing`. */
export interface StoredState { storedTo: number; missing: [number, number][] }

export type SeqsBySender = ReadonlyMap<string, readonly number[]>

/** Per sender two marks: what was received (acknowledged) and what was stored (the warehouse has answered). */
export interface Custody {
  /** Notes what was acknowledged; a sender whose marks are lost and cannot be read in time has no entry in the answer. */
  received(seqs: SeqsBySender): Promise<Map<string, CustodyState>>
  stored(seqs: SeqsBySender): Promise<void>
  /** Whether a number may already lie in the warehouse: false only where the marks say that it does not. */
  mayBeStored(senders: ReadonlySet<string>): Promise<(senderId: string, seq: number) => boolean>
  /** What a heartbeat answers: only what is stored may be forgotten by the device. */
  storedTo(senderId: string): Promise<StoredState>
}

/** Ranges of numbers the warehouse has for one sender, in order, both ends included. */
export type ReadStoredRanges = (senderId: string) => Promise<[number, number][]>

/**
 * A number so far beyond the highest known one is a fault, not a gap: the rating counts, its number is not believed. Otherwise one
 * broken tablet would have billions missing.
 */
export const PLAUSIBLE_STEP = 10_000
const LISTED_BEYOND = 1_000

/**
 * For each key: "lost" when there is no mark (a new sender, or Redis lost its disk), otherwise the contiguous mark and the numbers
 * beyond it, which wait in a sorted set until the gap before them is closed. ARGV: for each key the count of numbers, then they.
 */
const ADVANCE = `
local answers, at = {}, 1
for k = 1, #KEYS do
  local key, count = KEYS[k], tonumber(ARGV[at])
  local to = tonumber(redis.call('GET', key) or '-1')
  if to < 0 then
    answers[k] = {'lost', {}}
  else
    -- Nearly always the numbers come in their order and nothing waits beyond them.
    local beyond = key .. ':beyond'
    local waits = redis.call('EXISTS', beyond) == 1
    local highest = waits and tonumber(redis.call('ZRANGE', beyond, -1, -1)[1]) or to
    for i = at + 1, at + count do
      local seq = tonumber(ARGV[i])
      if seq > to and seq <= highest + ${PLAUSIBLE_STEP} then
        if seq == to + 1 then
          to = seq
        else
          redis.call('ZADD', beyond, seq, ARGV[i])
          waits = true
        end
        if seq > highest then highest = seq end
      end
    end
    local listed = {}
    if waits then
      redis.call('ZREMRANGEBYSCORE', beyond, '-inf', to)
      while true do
        local first = redis.call('ZRANGE', beyond, 0, 0)
        if first[1] == nil or tonumber(first[1]) > to + 1 then break end
        to = tonumber(first[1])
        redis.call('ZREM', beyond, first[1])
      end
      listed = redis.call('ZRANGE', beyond, 0, ${LISTED_BEYOND - 1})
    end
    if count > 0 then redis.call('SET', key, string.format('%.0f', to)) end
    answers[k] = {string.format('%.0f', to), listed}
  end
  at = at + 1 + count
end
return answers`

/** The gaps between the contiguous mark and the numbers that have arrived beyond it. */
export function toMissing(contiguousTo: number, beyond: readonly number[]): [number, number][] {
  const missing: [number, number][] = []
  let expected = contiguousTo + 1
  for (const seq of beyond) {
    if (seq > expected) missing.push([expected, seq - 1])
    expected = seq + 1
  }
  return missing
}

/** The contiguous mark and the single numbers beyond it, up to the first implausible step. */
export function toMarks(ranges: readonly (readonly [number, number])[]): Marks {
  let [contiguousTo, highest] = [0, 0]
  const beyond: number[] = []
  for (const [from, to] of ranges) {
    if (from > highest + PLAUSIBLE_STEP) break
    if (from <= contiguousTo + 1) contiguousTo = to
    else for (let seq = from; seq <= to; seq += 1) beyond.push(seq)
    highest = to
  }
  return { contiguousTo, beyond }
}

type Mark = 'received' | 'stored'
interface Marks { contiguousTo: number; beyond: number[] }
const SEED_WITHIN_MS = 500
/** A sign of life is answered also while Redis is stalled. */
const TOLD_WITHIN_MS = 2_000

export function createCustody({ redis, readStoredRanges, logger }: { redis: Redis; readStoredRanges: ReadStoredRanges; logger: Logger }): Custody {
  const seeding = new Map<string, Promise<void>>()

  /** Marks that are not in Redis are made from the warehouse: nobody else knows what was stored before. */
  const seed = (senderId: string): Promise<void> => {
    const running = seeding.get(senderId)
    if (running) return running
    const work = (async () => {
      const { contiguousTo, beyond } = toMarks(await readStoredRanges(senderId))
      for (const mark of ['received', 'stored'] as const) {
        const key = `custody:${mark}:${senderId}`
        if (beyond.length > 0) await redis.zadd(`${key}:beyond`, ...beyond.flatMap((seq) => [seq, seq]))
        await redis.set(key, contiguousTo, 'NX')
      }
    })().finally(() => seeding.delete(senderId))
    seeding.set(senderId, work)
    return work
  }

  const ask = async (mark: Mark, seqs: SeqsBySender) => {
    const senders = [...seqs.keys()]
    const answers = (await redis.eval(
      ADVANCE, senders.length, ...senders.map((it) => `custody:${mark}:${it}`), ...[...seqs.values()].flatMap((it) => [it.length, ...it]),
    )) as ['lost' | string, string[]][]
    const known = new Map<string, Marks>()
    senders.forEach((sender, i) => {
      const [to, beyond] = answers[i] ?? ['lost', []]
      if (to !== 'lost') known.set(sender, { contiguousTo: Number(to), beyond: beyond.map(Number) })
    })
    return known
  }

  /** `seedWith` makes lost marks anew; false when that has not worked yet. */
  const advance = async (mark: Mark, seqs: SeqsBySender, seedWith: (senders: string[]) => Promise<boolean>) => {
    if (seqs.size === 0) return new Map<string, Marks>()
    const known = await ask(mark, seqs)
    const lost = new Map([...seqs].filter(([sender]) => !known.has(sender)))
    if (lost.size === 0 || !(await seedWith([...lost.keys()]))) return known
    return new Map([...known, ...(await ask(mark, lost))])
  }
  const seedInAnyCase = async (senders: string[]) => {
    await Promise.all(senders.map(seed))
    return true
  }
  /** Nobody waits long for an answer: the marks are made in the background, and the next answer has them. */
  const seedSoon = (senders: string[]) => Promise.race([
    seedInAnyCase(senders).catch((error: unknown) => {
      logger.warn({ err: error }, 'custody marks could not be read from the warehouse')
      return false
    }),
    sleep(SEED_WITHIN_MS, false, { ref: false }),
  ])

  return {
    received: async (seqs) => {
      const marks = await advance('received', seqs, seedSoon)
      return new Map([...marks].map(([sender, { contiguousTo, beyond }]) => [sender, { contiguousTo, missing: toMissing(contiguousTo, beyond) }]))
    },
    stored: async (seqs) => void (await advance('stored', seqs, seedInAnyCase)),
    mayBeStored: async (senders) => {
      const marks = new Map([...await ask('stored', new Map([...senders].map((it) => [it, []])))].map(([sender, { contiguousTo, beyond }]) =>
        [sender, { contiguousTo, beyond: new Set(beyond), highest: beyond.at(-1) ?? contiguousTo, isWhole: beyond.length < LISTED_BEYOND }]))
      return (sender, seq) => {
        const known = marks.get(sender)
        // Numbers that custody does not believe are not marked when they are stored.
        if (!known || seq <= known.contiguousTo || seq > known.highest + PLAUSIBLE_STEP) return true
        return known.beyond.has(seq) || (seq > known.highest && !known.isWhole)
      }
    },
    storedTo: async (senderId) => {
      const asked = advance('stored', new Map([[senderId, []]]), seedSoon).then((known) => known.get(senderId), () => undefined)
      const marks = await Promise.race([asked, sleep(TOLD_WITHIN_MS, undefined, { ref: false })])
      // Not known at the moment: nothing may be forgotten.
      if (!marks) return { storedTo: 0, missing: [] }
      const { contiguousTo, beyond } = marks
      return { storedTo: beyond.at(-1) ?? contiguousTo, missing: toMissing(contiguousTo, beyond) }
    },
  }
}
