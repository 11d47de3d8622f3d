import { z } from 'zod'
import { toHanoiDay } from '../../contract/period.ts'
import { defineQuery } from '../../platform/warehouse/define-query.ts'
import type { DirtyDay, DirtyDays } from '../../platform/warehouse/dirty-days.ts'
import type { Warehouse } from '../../platform/warehouse/warehouse.ts'
import type { ShiftChangeLog, ShiftCopy, TouchedStretch } from '../../registry/officials/shift-changes.ts'
import type { PublishedPeriods } from '../../registry/published-periods.ts'

const COLUMNS = ['id', 'official_code', 'counter_code', 'valid_from', 'valid_to', 'version', 'is_deleted'] as const
const SHIFTS_AT_ONCE = 10_000

const toRow = (it: ShiftCopy) => [it.id, it.officialCode, it.counterCode, it.validFrom.toISOString(), it.validTo.toISOString(), it.version, it.removed ? 1 : 0]

/** Days and centres at which tablets rated while a touched stretch ran; a rollup's cells keep the centre their ratings were stored with. */
const ratedDays = defineQuery<{ counters: string[]; froms: string[]; tos: string[] }, DirtyDay>({
  name: 'rated-days-of-shifts', lane: 'job',
  sql: `SELECT DISTINCT toString(daily.day) AS day, daily.centre_code AS centre_code
        FROM rating_daily AS daily
        INNER JOIN (
          SELECT stretch.1 AS counter_code, stretch.2 AS first_day, stretch.3 AS last_day
          FROM (SELECT arrayJoin(arrayZip({counters:Array(String)}, {froms:Array(Date)}, {tos:Array(Date)})) AS stretch)
        ) AS touched ON touched.counter_code = daily.counter_code
        WHERE daily.day >= touched.first_day AND daily.day <= touched.last_day`,
  row: z.object({ day: z.string(), centre_code: z.string() }).transform((it): DirtyDay => ({ day: it.day, centreCode: it.centre_code })),
})

export interface CopyShiftsDeps { warehouse: Warehouse; shiftChanges: ShiftChangeLog; dirtyDays: DirtyDays; publishedPeriods: PublishedPeriods }

/**
 * Tells the warehouse of every shift that has changed, then marks the days on which ratings may now belong to somebody else, but for
 * published months. May be broken off anywhere, and run beside itself: the highest version of a shift counts. Answers how many changes.
 */
export async function copyShiftChanges({ warehouse, shiftChanges, dirtyDays, publishedPeriods }: CopyShiftsDeps): Promise<number> {
  for (let copied = 0; ;) {
    const { seqs, shifts, touched } = await shiftChanges.take()
    if (seqs.length === 0) return copied
    await warehouse.insert('official_shifts', COLUMNS, shifts.map(toRow))
    // A recomputation under way may have read the shifts as they were: what is marked now is marked again, so that it runs once more.
    const underWay = await dirtyDays.take('ratings', Number.MAX_SAFE_INTEGER)
    const published = await publishedPeriods.all()
    const days = (await warehouse.select(ratedDays, toArrays(touched))).filter((it) => !published.has(it.day.slice(0, 7)))
    await dirtyDays.mark('ratings', [...underWay, ...days])
    await shiftChanges.forget(seqs)
    copied += seqs.length
  }
}

/** The last day any store's `Date` reaches. */
const LAST_DAY = '2149-01-01'
const toArrays = (touched: readonly TouchedStretch[]) => ({
  counters: touched.map((it) => it.counterCode),
  froms: touched.map((it) => toHanoiDay(it.from.getTime())),
  tos: touched.map((it) => { const day = toHanoiDay(it.to.getTime()); return day < LAST_DAY ? day : LAST_DAY }),
})

const extent = defineQuery({
  name: 'extent-of-shifts', lane: 'job', sql: 'SELECT uniqExact(id) AS count, max(version) AS version FROM official_shifts',
  row: z.object({ count: z.coerce.number(), version: z.coerce.number() }),
})

/** Copies every shift where the warehouse holds others than the record: after one of the two was restored. */
export async function copyAllShifts({ warehouse, shiftChanges }: Pick<CopyShiftsDeps, 'warehouse' | 'shiftChanges'>): Promise<void> {
  const [there] = await warehouse.select(extent, {})
  const here = await shiftChanges.extent()
  if (there?.count === here.count && there.version === here.version) return
  for (let after = ''; ;) {
    const shifts = await shiftChanges.all(after, SHIFTS_AT_ONCE)
    await warehouse.insert('official_shifts', COLUMNS, shifts.map(toRow))
    if (shifts.length < SHIFTS_AT_ONCE) return
    after = shifts.at(-1)?.id ?? ''
  }
}
