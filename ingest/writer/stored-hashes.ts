import { z } from 'zod'
import type { Warehouse } from '../../platform/warehouse/warehouse.ts'

interface Event { sender: string; id: string; day: string }

/** A statement may have 256 KiB; this many ids stay below it, also where each comes from another sender and day. */
const IDS_PER_QUERY = 2_000

const isPlain = (it: string) => /^[\w:-]+$/.test(it)
const toList = (values: Iterable<string>) => [...new Set(values)].filter(isPlain).map((it) => `'${it}'`).join(',')

/**
 * The content hashes of those events that are stored, by `sender|id`. Days, senders and ids are our own or were parsed as UUIDs,
 * and stand in the text: parameters would make this wait for every page that is being read (and an id is looked up on its own day
 * only, which is how the table is sorted).
 */
export async function readStoredHashes(warehouse: Warehouse, events: readonly Event[]): Promise<Map<string, string>> {
  const hashes = new Map<string, string>()
  for (let start = 0; start < events.length; start += IDS_PER_QUERY) {
    const some = events.slice(start, start + IDS_PER_QUERY)
    const found = await warehouse.select({
      name: 'stored-hashes',
      lane: 'write',
      sql: `SELECT sender, toString(id) AS id, toString(content_hash) AS hash FROM ratings
            WHERE toDate(occurred_at, 'Asia/Ho_Chi_Minh') IN (${toList(some.map((it) => it.day))})
              AND sender IN (${toList(some.map((it) => it.sender))}) AND id IN (${toList(some.map((it) => it.id))})
            ORDER BY received_at DESC`,
      row: z.object({ sender: z.string(), id: z.string(), hash: z.string() }),
    }, {})
    // The earliest comes last and stays.
    for (const { sender, id, hash } of found) hashes.set(`${sender}|${id}`, hash)
  }
  return hashes
}
