import type { Clock } from '../platform/clock.ts'
import type { RecordStore } from '../platform/record/record.ts'

const WRITTEN_EVERY_MS = 60_000

/**
 * When each key was used last, exact to a minute. A sender's request costs a look into a map; what is written is written beside it,
 * at most once a minute for a key, and nobody waits for it: a record that is away must not keep ratings out.
 */
export function createKeyUses({ record, clock }: { record: RecordStore; clock: Clock }) {
  const writtenAt = new Map<string, number>()
  return {
    note: (keyId: string): void => {
      const now = clock()
      const last = writtenAt.get(keyId)
      if (last !== undefined && last <= now && now - last < WRITTEN_EVERY_MS) return
      writtenAt.set(keyId, now)
      record.query('UPDATE api_key SET last_used_at = $2 WHERE id = $1 AND (last_used_at IS NULL OR last_used_at < $2)', [keyId, new Date(now)])
        .catch(() => writtenAt.delete(keyId))
    },
  }
}
