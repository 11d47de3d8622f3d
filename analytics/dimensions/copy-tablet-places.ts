import { z } from 'zod'
import type { RecordStore } from '../../platform/record/record.ts'
import { defineQuery } from '../../platform/warehouse/define-query.ts'
import type { DirtyDay, DirtyDays } from '../../platform/warehouse/dirty-days.ts'
import type { Warehouse } from '../../platform/warehouse/warehouse.ts'
import type { PublishedPeriods } from '../../registry/published-periods.ts'
import { readTabletStretches } from '../../registry/devices/tablet-stretches.ts'
import { withTablesBeside } from './tree-tables.ts'

export interface CopyTabletsDeps { record: RecordStore; warehouse: Warehouse; dirtyDays: Pick<DirtyDays, 'mark'>; publishedPeriods: Pick<PublishedPeriods, 'all'> }

const COLUMNS = ['counter_code', 'valid_from', 'valid_to'] as const
const TABLE = 'tablet_places'

/** Days and centres at which dossiers were closed while a tablet was there by one of the two tables only. */
const touchedDays = (other: string) => defineQuery<Record<string, never>, DirtyDay>({
  name: 'days-of-moved-tablets', lane: 'job',
  sql: `SELECT DISTINCT toString(daily.day) AS day, daily.centre_code AS centre_code FROM (SELECT DISTINCT day, centre_code, counter_code FROM offer_daily WHERE closed > 0) AS daily
        INNER JOIN (
          SELECT counter_code, min(toDate(valid_from, 'Asia/Ho_Chi_Minh')) AS since FROM (
            SELECT counter_code, valid_from, valid_to FROM (SELECT ${COLUMNS.join(', ')} FROM ${TABLE} UNION ALL SELECT ${COLUMNS.join(', ')} FROM ${other})
            GROUP BY counter_code, valid_from, valid_to HAVING count() = 1)
          GROUP BY counter_code) AS touched ON touched.counter_code = toString(daily.counter_code)
        WHERE daily.day >= touched.since`,
  row: z.object({ day: z.string(), centre_code: z.string() }).transform((it): DirtyDay => ({ day: it.day, centreCode: it.centre_code })),
})

/**
 * Copies where tablets stand and stood, then has the days counted afresh on which that has changed, but for published months. The copy is
 * written beside the old one and exchanged with it; days are marked before and after, so that no count of the old places stays. May be
 * broken off anywhere. Answers how many cells were marked.
 */
export async function copyTabletPlaces({ record, warehouse, dirtyDays, publishedPeriods }: CopyTabletsDeps): Promise<number> {
  const stretches = await readTabletStretches(record)
  const published = await publishedPeriods.all()
  return await withTablesBeside(warehouse, { tablet_places: `AS ${TABLE}` }, async ({ tablet_places: beside }) => {
    await warehouse.insert(beside, COLUMNS, stretches.map((it) => [it.counterCode, new Date(it.from).toISOString(), new Date(it.to).toISOString()]))
    const cells = (await warehouse.select(touchedDays(beside), {})).filter((it) => !published.has(it.day.slice(0, 7)))
    await dirtyDays.mark('offers', cells)
    await warehouse.run(`EXCHANGE TABLES ${beside} AND ${TABLE}`, {}, 'write')
    await dirtyDays.mark('offers', cells)
    return cells.length
  })
}
