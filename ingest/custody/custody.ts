import type { Redis } from 'ioredis'

/** What of a sender's numbered ratings has come: everything up to `contiguousTo`, but for the ranges in `missing`. */
export interface CustodyState { contiguousTo: number; missing: [number, number][] }

/** Per sender two marks: what was received (acknowledged) and what was stored (the warehouse has answered). */
export interface Custody {
  received(senderId: string, seqs: readonly number[]): Promise<CustodyState>
  stored(senderId: string, seqs: readonly number[]): Promise<CustodyState>
  /** What a heartbeat answers: only what is stored may be forgotten by the device. */
  storedTo(senderId: string): Promise<CustodyState>
}

/** Numbers beyond the contiguous mark wait in a sorted set until the gap before them is closed. */
const ADVANCE = `
local to = tonumber(redis.call('GET', KEYS[1]) or '0')
for i = 1, #ARGV do
  local seq = tonumber(ARGV[i])
  if seq > to then redis.call('ZADD', KEYS[2], seq, ARGV[i]) end
end
while true do
  local first = redis.call('ZRANGE', KEYS[2], 0, 0)
  if first[1] == nil or tonumber(first[1]) > to + 1 then break end
  to = math.max(to, tonumber(first[1]))
  redis.call('ZREM', KEYS[2], first[1])
end
redis.call('SET', KEYS[1], string.format('%.0f', to))
return {string.format('%.0f', to), redis.call('ZRANGE', KEYS[2], 0, 999)}`

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

export function createCustody(redis: Redis): Custody {
  const advance = async (mark: 'received' | 'stored', senderId: string, seqs: readonly number[]): Promise<CustodyState> => {
    const key = `custody:${mark}:${senderId}`
    const [to, beyond] = (await redis.eval(ADVANCE, 2, key, `${key}:beyond`, ...seqs)) as [string, string[]]
    const contiguousTo = Number(to)
    return { contiguousTo, missing: toMissing(contiguousTo, beyond.map(Number)) }
  }
  return {
    received: (senderId, seqs) => advance('received', senderId, seqs),
    stored: (senderId, seqs) => advance('stored', senderId, seqs),
    storedTo: (senderId) => advance('stored', senderId, []),
  }
}
