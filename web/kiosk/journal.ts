import { openDB, type DBSchema } from 'idb'
import type { DevicePlace, DeviceSettings } from '../../contract/device.ts'

/** One tap, kept until the server has said that it is stored. */
export interface JournalEntry {
  id: string
  seq: number
  occurredAt: string
  scale: 3 | 5
  score: number
  language: string
  reasons?: string[]
  comment?: string
  dossierCode?: string
  procedureCode?: string
  trigger?: 'citizen' | 'dossier-closed'
  /** waiting: to be sent; acknowledged: taken, not yet stored; parked: refused by the server, kept for the staff */
  status: 'waiting' | 'acknowledged' | 'parked'
  /** when the server answered about it */
  answeredAt?: number
  reason?: string
  /** parked, and the server has written down for good that its number was refused */
  settled?: boolean
}

/** What this tablet is: its token, its place, its settings. `formerToken` is there until its successor was answered for the first time. */
export interface Enrolment { deviceId: string; token: string; formerToken?: string; place: DevicePlace; settings: DeviceSettings }

/** Commands by their ids: those that were carried out, so that none is twice, and those of them that the server has not answered yet. */
export interface Orders { handled: string[]; toConfirm: string[] }

export type Tap = Omit<JournalEntry, 'seq' | 'status' | 'answeredAt' | 'reason' | 'settled'>
/** That a rating was offered for a closed dossier; kept until the server says that it is stored. */
export interface OfferEntry { id: string; offeredAt: string; sentAt?: number; isStored?: boolean }

/** What may still be said about a rating until whoever gave it has gone. */
export type Amendment = Partial<Pick<JournalEntry, 'score' | 'reasons' | 'comment'>>
export interface Backlog { queued: number; parked: number; oldestQueuedAt: string | null; lastSeq: number }

/** Wrong PINs one after the other, and when the last was typed (by this tablet's clock). */
export interface PinAttempts { failures: number; at: number }

interface Schema extends DBSchema {
  ratings: { key: string; value: JournalEntry; indexes: { seq: number; turn: [string, number] } }
  state: { key: 'enrolment' | 'lastSeq' | 'orders' | 'pin-attempts'; value: Enrolment | number | Orders | PinAttempts }
  offers: { key: string; value: OfferEntry }
}

const VERSION = 3
const OFFER_AGAIN_MS = 60_000
const OFFER_REMEMBERED_MS = 20 * 60_000
/** Answered, but not in the warehouse within this time: sent once more, so that even the loss of the server's queue loses nothing. */
const RESEND_AFTER_MS = 120_000

/** The server names a command for thirty days at most; a tablet gets few of them. */
const ORDERS_REMEMBERED = 200

/** The server has answered about it, and has not yet said that it is written down for good. */
const isUnsettled = (entry: JournalEntry) => entry.status === 'acknowledged' || (entry.status === 'parked' && !entry.settled)

const isWithin = (seq: number, ranges: readonly (readonly [number, number])[]) => ranges.some(([from, to]) => seq >= from && seq <= to)

/** The tablet's memory (IndexedDB): survives reloads, crashes and weeks without a network. */
export async function openJournal() {
  const db = await openDB<Schema>('thuoc-do-kiosk', VERSION, {
    // Each version adds to the one before it and takes nothing away: what a tablet has written down is there afterwards.
    upgrade(database, from, _to, transaction) {
      if (from < 1) {
        database.createObjectStore('ratings', { keyPath: 'id' }).createIndex('seq', 'seq')
        database.createObjectStore('state')
      }
      if (from < 2) transaction.objectStore('ratings').createIndex('turn', ['status', 'seq'])
      if (from < 3) database.createObjectStore('offers', { keyPath: 'id' })
    },
    // Another page of a newer version waits for this one to let go.
    blocking: (_current, _blocked, event) => (event.target as IDBDatabase).close(),
  })
  /** The rating that somebody is still at. In memory only: after a reload, a crash or a kill it goes out as it is. */
  let open = ''
  /** Taps that the full memory would not take; written down as soon as there is room. */
  let unwritten: Tap[] = []
  const all = () => db.getAllFromIndex('ratings', 'seq')

  const inTurn = (status: JournalEntry['status'], limit?: number) => db.getAllFromIndex('ratings', 'turn', IDBKeyRange.bound([status, 0], [status, Infinity]), limit)
  const count = (status: JournalEntry['status']) => db.countFromIndex('ratings', 'turn', IDBKeyRange.bound([status, 0], [status, Infinity]))

  const change = async (entries: readonly JournalEntry[], to: Partial<JournalEntry>) => {
    const transaction = db.transaction('ratings', 'readwrite')
    await Promise.all([...entries.map((entry) => transaction.store.put({ ...entry, ...to })), transaction.done])
  }

  const write = async (tap: Tap): Promise<JournalEntry> => {
    const transaction = db.transaction(['ratings', 'state'], 'readwrite')
    const state = transaction.objectStore('state')
    const seq = (((await state.get('lastSeq')) as number | undefined) ?? 0) + 1
    const entry: JournalEntry = { ...tap, seq, status: 'waiting' }
    void transaction.objectStore('ratings').add(entry)
    void state.put(seq, 'lastSeq')
    await transaction.done
    return entry
  }
  /** In their order; what still finds no room goes on waiting. */
  const writeUnwritten = async (): Promise<void> => {
    for (let [tap] = unwritten; tap; [tap] = unwritten) {
      await write(tap)
      unwritten = unwritten.slice(1)
    }
  }

  return {
    enrolment: async () => ((await db.get('state', 'enrolment')) as Enrolment | undefined) ?? null,

    /**
     * Keeps a new enrolment. What still waits keeps its ids, so that it folds if it was sent before, and is numbered afresh:
     * the server counts the sequence of each enrolment from 1.
     */
    enrol: async (enrolment: Enrolment): Promise<void> => {
      const transaction = db.transaction(['ratings', 'state'], 'readwrite')
      const ratings = transaction.objectStore('ratings')
      const kept = await ratings.index('seq').getAll()
      const unstored = kept.filter((entry) => entry.status !== 'parked')
      unstored.forEach((entry, i) => void ratings.put({ ...entry, seq: i + 1, status: 'waiting' }))
      // Numbers of an earlier enrolment are nobody's business any more.
      for (const entry of kept.filter((it) => it.status === 'parked')) void ratings.put({ ...entry, settled: true })
      const state = transaction.objectStore('state')
      void state.put(unstored.length, 'lastSeq')
      void state.put(enrolment, 'enrolment')
      await transaction.done
    },

    orders: async (): Promise<Orders> => ((await db.get('state', 'orders')) as Orders | undefined) ?? { handled: [], toConfirm: [] },

    /** Notes that a command is carried out; done before it is, so that a restart happens once whatever becomes of the confirmation. */
    handle: async (commandId: string): Promise<void> => {
      const transaction = db.transaction('state', 'readwrite')
      const { handled, toConfirm } = ((await transaction.store.get('orders')) as Orders | undefined) ?? { handled: [], toConfirm: [] }
      const without = (ids: string[]) => ids.filter((id) => id !== commandId)
      void transaction.store.put({ handled: [...without(handled), commandId].slice(-ORDERS_REMEMBERED), toConfirm: [...without(toConfirm), commandId] }, 'orders')
      await transaction.done
    },

    /** The server has answered a heartbeat that named these. */
    confirm: async (commandIds: readonly string[]): Promise<void> => {
      const transaction = db.transaction('state', 'readwrite')
      const orders = (await transaction.store.get('orders')) as Orders | undefined
      if (orders) void transaction.store.put({ ...orders, toConfirm: orders.toConfirm.filter((id) => commandIds.indexOf(id) < 0) }, 'orders')
      await transaction.done
    },

    pinAttempts: async (): Promise<PinAttempts> => ((await db.get('state', 'pin-attempts')) as PinAttempts | undefined) ?? { failures: 0, at: 0 },
    keepPinAttempts: async (attempts: PinAttempts) => void (await db.put('state', attempts, 'pin-attempts')),

    keepEnrolment: async (enrolment: Enrolment) => void (await db.put('state', enrolment, 'enrolment')),

    /**
     * Number and rating in one transaction: a number without its rating would be a gap for ever. It counts from here on; while it is open it
     * waits to be sent, because what the server has under its id is never changed. A full memory is no reason to turn anybody away: what it does not
     * take is held until there is room, and only a crash before that would lose it.
     */
    record: async (tap: Tap): Promise<JournalEntry> => {
      open = tap.id
      try {
        await writeUnwritten()
        return await write(tap)
      } catch {
        unwritten = unwritten.concat(tap)
        return { ...tap, seq: 0, status: 'waiting' }
      }
    },
    /** Whether the memory has taken nothing more. */
    isFull: (): boolean => unwritten.length > 0,

    /** Adds to a rating that is still open; afterwards it changes nothing. */
    amend: async (id: string, amendment: Amendment): Promise<void> => {
      if (id !== open) return
      unwritten = unwritten.map((it) => (it.id === id ? { ...it, ...amendment } : it))
      if (unwritten.some((it) => it.id === id)) return
      const transaction = db.transaction('ratings', 'readwrite')
      const entry = await transaction.store.get(id)
      if (entry) void transaction.store.put({ ...entry, ...amendment })
      await transaction.done
    },

    /** Whoever gave the open rating has gone: it may be sent. */
    close: (id: string): void => { if (id === open) open = '' },

    /** What is to be sent now, in the order of the taps. */
    toSend: async (limit: number, now: number): Promise<JournalEntry[]> => {
      await writeUnwritten().catch(() => {})
      // What was answered long ago by a clock that may have been set back since.
      const isOverdue = (entry: JournalEntry) => isUnsettled(entry) && Math.abs(now - (entry.answeredAt || 0)) > RESEND_AFTER_MS
      const [waiting, acknowledged, parked] = [await inTurn('waiting', limit + 1), await inTurn('acknowledged', limit), await inTurn('parked', limit)]
      return waiting.filter((entry) => entry.id !== open).concat(acknowledged.concat(parked).filter(isOverdue)).sort((a, b) => a.seq - b.seq).slice(0, limit)
    },

    acknowledge: (entries: readonly JournalEntry[], now: number) => change(entries, { status: 'acknowledged', answeredAt: now }),
    park: (entry: JournalEntry, reason: string, now: number) => change([entry], { status: 'parked', reason, answeredAt: now }),

    /** The server says that these numbers have not come: they go out again. */
    resend: async (missing: readonly (readonly [number, number])[]) =>
      missing.length > 0 && change((await all()).filter((entry) => isUnsettled(entry) && isWithin(entry.seq, missing)), { status: 'waiting' }),

    /** Forgets what is in the warehouse, and only that; what was refused stays for the staff. */
    forgetStored: async (storedTo: number, missing: readonly (readonly [number, number])[]): Promise<void> => {
      const transaction = db.transaction('ratings', 'readwrite')
      const stored = (await transaction.store.index('seq').getAll(IDBKeyRange.upperBound(storedTo)))
        .filter((entry) => isUnsettled(entry) && !isWithin(entry.seq, missing))
      await Promise.all([
        ...stored.map((entry) => (entry.status === 'parked' ? transaction.store.put({ ...entry, settled: true }) : transaction.store.delete(entry.id))),
        transaction.done,
      ])
    },

    /** Notes that an offer was shown; the same offer again is the same. */
    noteOffer: async (id: string, offeredAt: string): Promise<void> => {
      const transaction = db.transaction('offers', 'readwrite')
      if (!(await transaction.store.get(id))) void transaction.store.put({ id, offeredAt })
      await transaction.done
    },
    hasOffer: async (id: string): Promise<boolean> => (await db.get('offers', id)) !== undefined,
    /** Offers to be sent: new ones, and those that were sent a while ago and are not known to be stored. */
    offersToSend: async (limit: number, now: number): Promise<OfferEntry[]> =>
      (await db.getAll('offers')).filter((it) => !it.isStored).filter((it) => it.sentAt === undefined || Math.abs(now - it.sentAt) > OFFER_AGAIN_MS).slice(0, limit),
    noteOffersSent: async (entries: readonly OfferEntry[], stored: readonly string[], now: number): Promise<void> => {
      const transaction = db.transaction('offers', 'readwrite')
      // What is stored is remembered a while longer: its offer may come once more over a line that broke.
      for (const old of await transaction.store.getAll()) if (old.isStored && Math.abs(now - (old.sentAt || 0)) > OFFER_REMEMBERED_MS) void transaction.store.delete(old.id)
      for (const entry of entries) void transaction.store.put({ ...entry, sentAt: now, isStored: stored.indexOf(entry.id) >= 0 })
      await transaction.done
    },

    backlog: async (): Promise<Backlog> => {
      const [oldest] = await inTurn('waiting', 1)
      return {
        queued: (await count('waiting')) + unwritten.length, parked: await count('parked'), oldestQueuedAt: oldest ? oldest.occurredAt : null, lastSeq: ((await db.get('state', 'lastSeq')) as number | undefined) ?? 0,
      }
    },
  }
}
export type Journal = Awaited<ReturnType<typeof openJournal>>
