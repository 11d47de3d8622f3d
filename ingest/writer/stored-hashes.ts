import { z } from 'zod'
import { toHanoiDay } from '../../contract/period.ts'
import type { Warehouse } from '../../platform/warehouse/warehouse.ts'

interface Event { sender: string; id: string; /** raw, epoch milliseconds */ occurredAt: number }

/** A statement may have 4 MiB; this many events stay below it, also where each comes from another sender and day. */
const EVENTS_PER_QUERY = 20_000

const hashRow = z.object({ sender: z.string(), id: z.string(), hash: z.string() })

/** Nothing but what our own ids are made of: days, kinds and UUIDs. */
function joinPlain(values: Iterable<string>): string {
  const text = [...new Set(values)].join(',')
  if (!/^[\w:,-]*$/.test(text)) throw new Error('A sender or an id is no plain text.')
  return text
}

/**
 * The content hashes of those events that are stored, by `sender|id`. Days, senders and ids are our own or were parsed as UUIDs,
 * and stand in the text: parameters would make this wait for every page that is being read. An id is looked up on its own day only,
 * which is how the table is sorted; ids as one text are read twice as fast as a list of literals.
 */
export async function readStoredHashes(warehouse: Warehouse, events: readonly Event[]): Promise<Map<string, string>> {
  const hashes = new Map<string, string>()
  const toTexts = (values: Iterable<string>) => `splitByChar(',', '${joinPlain(values)}')`
  for (let start = 0; start < events.length; start += EVENTS_PER_QUERY) {
    const some = events.slice(start, start + EVENTS_PER_QUERY)
    const found = await warehouse.select({
      name: 'stored-hashes',
      lane: 'write',
      row: hashRow,
      sql: `SELECT sender, toString(id) AS id, toString(content_hash) AS hash FROM ratings
            WHERE toDate(occurred_at, 'Asia/Ho_Chi_Minh') IN (SELECT toDate(arrayJoin(${toTexts(some.map((it) => toHanoiDay(it.occurredAt)))})))
              AND sender IN (SELECT arrayJoin(${toTexts(some.map((it) => it.sender))}))
              AND id IN (SELECT toUUID(arrayJoin(${toTexts(some.map((it) => it.id))})))
            ORDER BY received_at DESC`,
    }, {})
    // The earliest comes last and stays.
    for (const { sender, id, hash } of found) hashes.set(`${sender}|${id}`, hash)
  }
  return hashes
}
