import { openDB, type DBSchema } from 'idb'
import type { OpenedRatingLink } from '../../../contract/rating-link.ts'
import type { Amendment, JournalEntry, Tap } from '../journal.ts'

/** open: not rated yet; waiting: rated, to be sent; taken: the server has it; used, over: it was refused, and why */
export type BallotState = 'open' | 'waiting' | 'taken' | 'used' | 'over'

/** What this telephone was given for one link, and what was said with it. `door` is the link in the address. */
export interface Ballot { door: string; opened: OpenedRatingLink; state: BallotState; keptAt: number; tap?: Tap }

interface Schema extends DBSchema { ballots: { key: string; value: Ballot } }

/** After so long a telephone forgets what it sent; what was not sent is never forgotten. */
const REMEMBERED_MS = 7 * 24 * 3_600_000
const plain = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T

/** The telephone's memory (IndexedDB): a rating given in a tunnel is sent when the page is opened again, by whatever link. */
export async function openBallots() {
  const db = await openDB<Schema>('thuoc-do-phone', 1, { upgrade: (database) => void database.createObjectStore('ballots', { keyPath: 'door' }) })
  const change = async (door: string, to: Partial<Ballot>): Promise<void> => {
    const transaction = db.transaction('ballots', 'readwrite')
    const ballot = await transaction.store.get(door)
    if (ballot) void transaction.store.put({ ...ballot, ...plain(to) })
    await transaction.done
  }
  /** What somebody is still at. In memory only: after a reload or a crash it goes out as it is. */
  let open = ''
  return {
    change,
    find: async (door: string): Promise<Ballot | null> => (await db.get('ballots', door)) || null,
    keep: async (ballot: Ballot): Promise<void> => {
      const transaction = db.transaction('ballots', 'readwrite')
      for (const old of await transaction.store.getAll()) if (old.state !== 'waiting' && ballot.keptAt - old.keptAt > REMEMBERED_MS) void transaction.store.delete(old.door)
      void transaction.store.put(plain(ballot))
      await transaction.done
    },
    /** What was said and not sent, but for what somebody is still at. */
    waiting: async (): Promise<Ballot[]> => (await db.getAll('ballots')).filter((it) => it.state === 'waiting' && it.door !== open),

    /** As a tablet's journal takes it: the first tap counts, what is chosen afterwards is added. */
    toJournal: (door: string) => ({
      record: async (tap: Tap): Promise<JournalEntry> => {
        open = door
        await change(door, { state: 'waiting', tap })
        return { ...tap, seq: 0, status: 'waiting' }
      },
      amend: async (id: string, amendment: Amendment): Promise<void> => {
        const ballot = await db.get('ballots', door)
        if (ballot && ballot.tap && ballot.tap.id === id && ballot.state === 'waiting') await change(door, { tap: { ...ballot.tap, ...amendment } })
      },
      close: (): void => { open = '' },
    }),
  }
}
export type Ballots = Awaited<ReturnType<typeof openBallots>>
