import type { Redis } from 'ioredis'

/** A tablet that was cut off tells its offers again within minutes of coming back; what was forgotten here by then is simply stored once more. */
const REMEMBERED_SECONDS = 24 * 3_600

/** Which offers lie in the warehouse, so that a tablet may forget them: written down after the insert, so that no question goes to the warehouse. */
export function createStoredOffers(redis: Redis) {
  const keyOf = (sender: string) => `stored-offers:${sender}`
  return {
    note: async (sender: string, ids: readonly string[]): Promise<void> => {
      if (ids.length === 0) return
      await redis.multi().sadd(keyOf(sender), ...ids).expire(keyOf(sender), REMEMBERED_SECONDS).exec()
    },
    /** Those of these offers of a tablet that are stored. One that Redis has lost is told again by its tablet, folds, and is noted afresh. */
    among: async (sender: string, ids: readonly string[]): Promise<string[]> => {
      const known = ids.length === 0 ? [] : await redis.smismember(keyOf(sender), ...ids)
      return ids.filter((_, index) => known[index] === 1)
    },
  }
}
export type StoredOffers = ReturnType<typeof createStoredOffers>
