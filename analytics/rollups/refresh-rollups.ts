import type { DirtyDays, TakenDay } from '../../platform/warehouse/dirty-days.ts'
import type { Warehouse } from '../../platform/warehouse/warehouse.ts'
import { DOSSIER_DAILY } from './dossier-daily.ts'
import { RATING_DAILY } from './rating-daily.ts'
import { DIRTY, type RollupDefinition } from './rollup.ts'

const DAYS_PER_STATEMENT = 400
const ROLLUPS: readonly RollupDefinition[] = [RATING_DAILY, DOSSIER_DAILY]

/**
 * Recomputes every marked (day, centre) from the current facts and replaces its cells. Cells that were there before come along
 * with zeros, so that one that has vanished is written as deleted. May run twice, and beside itself.
 */
export async function refreshRollups(
  { warehouse, dirtyDays }: { warehouse: Warehouse; dirtyDays: DirtyDays },
): Promise<{ refreshed: number }> {
  let refreshed = 0
  for (const rollup of ROLLUPS) {
    for (;;) {
      const taken = await dirtyDays.take(rollup.kind, DAYS_PER_STATEMENT)
      if (taken.length === 0) break
      await recompute(warehouse, rollup, taken, await dirtyDays.nextVersion())
      await dirtyDays.clear(rollup.kind, taken)
      refreshed += taken.length
      // Marks that were renewed meanwhile wait for the next run, or a busy day would keep this one going for ever.
      if (taken.length < DAYS_PER_STATEMENT) break
    }
  }
  return { refreshed }
}

async function recompute(warehouse: Warehouse, rollup: RollupDefinition, taken: readonly TakenDay[], version: number): Promise<void> {
  const { table, dimensions, measures, freshCells } = rollup
  const keys = dimensions.join(', ')
  const days = taken.map((it) => it.day).sort()
  const sql = `
    INSERT INTO ${table} (${keys}, ${measures.join(', ')}, version, is_deleted)
    SELECT ${keys}, ${measures.map((it) => `sum(fresh_${it})`).join(', ')}, {version:UInt64},
      ${measures.map((it) => `sum(fresh_${it})`).join(' + ')} = 0
    FROM (
      ${freshCells}
      UNION ALL
      SELECT ${keys}, ${measures.map(() => 'toUInt32(0)').join(', ')} FROM ${table} FINAL
      WHERE day >= {from:Date} AND day <= {to:Date} AND (day, centre_code) IN ${DIRTY}
    )
    GROUP BY ${keys}
    SETTINGS do_not_merge_across_partitions_select_final = 1, max_execution_time = 600`
  await warehouse.run(sql, {
    version, from: days[0], to: days.at(-1), days: taken.map((it) => it.day), centres: taken.map((it) => it.centreCode),
  })
}
