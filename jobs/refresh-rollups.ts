import { refreshDailyRollups, refreshUnitRollups } from '../analytics/rollups/refresh-rollups.ts'
import type { Clock } from '../platform/clock.ts'
import type { DirtyDays } from '../platform/warehouse/dirty-days.ts'
import type { Warehouse } from '../platform/warehouse/warehouse.ts'
import type { JobDefinition } from './job.ts'

/** Sums by unit take whole days: where that is much, they may have at most this share of the time. */
const UNITS_SHARE = 0.2

/**
 * Every second: recomputes the days whose facts have changed. A rating is so in its counter's index within 5 s, and in those of the units
 * above it in the same run, or, in a whole country, some seconds later.
 */
export const refreshRollupsJob = (deps: { warehouse: Warehouse; dirtyDays: DirtyDays; clock: Clock }): JobDefinition => {
  let restUntil = 0
  return {
    id: 'refresh-rollups',
    schedule: { everyMs: 1000 },
    run: async () => {
      await refreshDailyRollups(deps)
      const startedAt = performance.now()
      if (startedAt < restUntil) return
      await refreshUnitRollups(deps)
      const tookMs = performance.now() - startedAt
      restUntil = startedAt + tookMs / UNITS_SHARE
    },
  }
}
