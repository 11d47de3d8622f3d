import type { Logger } from 'pino'
import { toHanoiDay } from '../../contract/period.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Warehouse } from '../../platform/warehouse/warehouse.ts'
import type { NumberedDevice } from '../../registry/devices.ts'
import { PLAUSIBLE_STEP } from './custody.ts'
import { readBalances, readGaps, readReconciledDays, type Balance, type Gap, type ReconciledDay } from './custody-days.ts'

/** One tablet's day: captured = stored + set aside + refused + missing. */
export interface CustodyDay extends Balance {
  captured: number
  missing: number
  missingRanges: [number, number][]
  /** When the oldest of what is missing should have been here; epoch milliseconds. */
  missingSince: number | null
}

const DEVICES_AT_ONCE = 200
const RANGES_KEPT = 100
const COLUMNS = ['sender', 'day', 'captured', 'stored', 'set_aside', 'refused', 'missing', 'missing_ranges', 'missing_since', 'computed_at'] as const

interface ReconcileDeps { warehouse: Warehouse; devices: { numbered(): Promise<NumberedDevice[]> }; clock: Clock; logger: Logger }
export interface Reconciliation { devices: number; captured: number; missing: number; missingOver24h: number; unbalanced: string[] }

/** What is missing for longer raises an alarm: a tablet that was off for a night has had its morning. */
export const OVERDUE_MS = 24 * 3_600_000
export const isOverdue = (missingSince: number | null, now: number) => missingSince !== null && now - missingSince > OVERDUE_MS

/**
 * Holds, for every tablet and day, what it captured against what became of it, over its whole history: a number that comes after a
 * month is entered where it belongs. What a tablet captured is its own word (the number of its last heartbeat), so a rating that
 * never left it is missing too. Running it twice leaves the same rows.
 */
export async function reconcileCustody({ warehouse, devices, clock, logger }: ReconcileDeps): Promise<Reconciliation> {
  const now = clock()
  const result: Reconciliation = { devices: 0, captured: 0, missing: 0, missingOver24h: 0, unbalanced: [] }
  const all = await devices.numbered()
  for (let start = 0; start < all.length; start += DEVICES_AT_ONCE) {
    const some = all.slice(start, start + DEVICES_AT_ONCE)
    const senders = some.map((it) => `device:${it.deviceId}`)
    const balances = bySender(await readBalances(warehouse, senders))
    const gaps = bySender(await readGaps(warehouse, senders))
    const known = bySender(await readReconciledDays(warehouse, senders))
    const rows: unknown[][] = []
    for (const device of some) {
      const sender = `device:${device.deviceId}`
      const { days, captured } = balanceDevice(device, balances.get(sender) ?? [], gaps.get(sender) ?? [])
      const total = days.reduce((sum, it) => sum + it.captured, 0)
      if (total !== captured) result.unbalanced.push(`${sender}: captured ${captured}, accounted for ${total}`)
      result.captured += captured
      for (const day of days) {
        result.missing += day.missing
        if (isOverdue(day.missingSince, now)) result.missingOver24h += day.missing
      }
      rows.push(...toChangedRows(sender, days, known.get(sender) ?? [], now))
    }
    await warehouse.insert('custody_days', COLUMNS, rows)
    result.devices += some.length
  }
  await warehouse.insert('custody_runs', ['through_day', 'ran_at'], [[toHanoiDay(now), new Date(now).toISOString()]])
  if (result.unbalanced.length > 0) logger.error({ unbalanced: result.unbalanced.slice(0, 20) }, 'custody does not balance')
  if (result.missingOver24h > 0) logger.warn(result, 'ratings are missing for more than 24 hours')
  return result
}

/** The step leads from the last number before the gap to the first one after it. */
const isBelieved = (gap: Gap) => gap.to - gap.from + 2 <= PLAUSIBLE_STEP

/** The days of one device, and what it captured in all: the highest plausible number that it or any of its ratings has named. */
export function balanceDevice(
  { seq: saidSeq, lastSeenAt, oldestQueuedAt }: Pick<NumberedDevice, 'seq' | 'lastSeenAt' | 'oldestQueuedAt'>, balances: readonly Balance[], gaps: readonly Gap[],
): { days: CustodyDay[]; captured: number } {
  const believed = gaps.filter(isBelieved)
  // What stands beyond an implausible step is no gap but a fault: those numbers are counted, the step is not.
  const skipped = gaps.filter((gap) => !isBelieved(gap)).reduce((sum, gap) => sum + gap.to - gap.from + 1, 0)
  const highest = Math.max(0, ...balances.map((it) => it.highest))
  const said = Math.min(saidSeq, highest + PLAUSIBLE_STEP)
  const unsent: Gap[] = said > highest
    ? [{ sender: '', from: highest + 1, to: said, day: toHanoiDay(lastSeenAt), since: oldestQueuedAt ?? lastSeenAt }] : []
  const days = new Map<string, CustodyDay>()
  const dayOf = (day: string): CustodyDay => {
    const found = days.get(day) ?? { sender: '', day, stored: 0, setAside: {}, refused: 0, highest: 0, captured: 0, missing: 0, missingRanges: [], missingSince: null }
    days.set(day, found)
    return found
  }
  for (const it of balances) {
    Object.assign(dayOf(it.day), it)
    dayOf(it.day).captured += it.stored + it.refused + Object.values(it.setAside).reduce((sum, count) => sum + count, 0)
  }
  for (const { from, to, day, since } of [...believed, ...unsent]) {
    const at = dayOf(day)
    at.missing += to - from + 1
    at.captured += to - from + 1
    at.missingSince = Math.min(at.missingSince ?? since, since)
    if (at.missingRanges.length < RANGES_KEPT) at.missingRanges.push([from, to])
  }
  return { days: [...days.values()].sort((a, b) => (a.day < b.day ? -1 : 1)), captured: Math.max(highest, said) - skipped }
}

type Counts = Omit<CustodyDay, 'highest' | 'sender'>
const NOTHING: Omit<Counts, 'day'> = { captured: 0, stored: 0, setAside: {}, refused: 0, missing: 0, missingRanges: [], missingSince: null }

/** Rows that differ from what the last run left; a day on which nothing stands any more is written once more, empty. */
function toChangedRows(sender: string, days: readonly Counts[], known: readonly ReconciledDay[], now: number): unknown[][] {
  const prints = new Map(known.map((it) => [it.day, toPrint(it)]))
  const present = new Set(days.map((it) => it.day))
  const emptied = known.filter((it) => !present.has(it.day)).map(({ day }): Counts => ({ day, ...NOTHING }))
  return [...days, ...emptied].filter((it) => prints.get(it.day) !== toPrint(it)).map((it) => [
    sender, it.day, it.captured, it.stored, it.setAside, it.refused, it.missing, it.missingRanges,
    it.missingSince === null ? null : new Date(it.missingSince).toISOString(), new Date(now).toISOString(),
  ])
}
const toPrint = ({ captured, stored, setAside, refused, missing, missingRanges, missingSince }: Counts) =>
  JSON.stringify([captured, stored, Object.entries(setAside).sort(), refused, missing, missingRanges, missingSince])

function bySender<T extends { sender: string }>(rows: readonly T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const row of rows) {
    const group = groups.get(row.sender)
    if (group) group.push(row)
    else groups.set(row.sender, [row])
  }
  return groups
}
