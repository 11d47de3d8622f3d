import type { Clock } from '../platform/clock.ts'

/** What a revocation may take to work everywhere is 5 s; this leaves room for a slow query. */
const REMEMBERED_MS = 2_000
const ENTRIES_KEPT = 20_000

/**
 * Remembers an answer for two seconds, so that a sender's every request does not ask the record. `null` is remembered
 * too; an answer that failed is not.
 */
export function createBriefMemory<T>({ clock, fetch }: { clock: Clock; fetch: (key: string) => Promise<T> }) {
  const remembered = new Map<string, { until: number; answer: Promise<T> }>()
  return {
    get: (key: string): Promise<T> => {
      const known = remembered.get(key)
      const now = clock()
      // A clock that was set back must not make an answer last for a day.
      if (known && known.until > now && known.until <= now + REMEMBERED_MS) return known.answer
      // Whoever tries a hundred thousand invented tokens must not fill the memory.
      if (remembered.size >= ENTRIES_KEPT) remembered.clear()
      const answer = fetch(key)
      remembered.set(key, { until: now + REMEMBERED_MS, answer })
      answer.catch(() => remembered.delete(key))
      return answer
    },
    /** Our own writes are seen at once. */
    forgetAll: () => remembered.clear(),
  }
}
