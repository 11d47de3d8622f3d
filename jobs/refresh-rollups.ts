import { refreshDailyRollups, refreshUnitRollups } from '../analytics/rollups/refresh-rollups.ts'
import type { Clock } from '../platform/clock.ts'
import type { DirtyDays } from '../platform/warehouse/dirty-days.ts'
import type { Warehouse } from '../platform/warehouse/warehouse.ts'
import type { JobDefinition } from './job.ts'

/** How often marked days are recomputed, and at most which share of the time sums by unit may have: they take whole days. */
export interface RefreshPace { everyMs: number; unitsShare: number }
const PACE: RefreshPace = { everyMs: 1_000, unitsShare: 0.2 }

/**
 * Every second: recomputes the days whose facts have changed. A rating is so in its counter's index within 5 s, and in those of the units
 * above it in the same run, or, in a whole country, some seconds later. A run that takes longer is not joined by the next, which would
 * recompute the same days beside it.
 */
export const refreshRollupsJob = (deps: { warehouse: Warehouse; dirtyDays: DirtyDays; clock: Clock; refreshPace?: RefreshPace | undefined }): JobDefinition => {
  const { everyMs, unitsShare } = deps.refreshPace ?? PACE
  let restUntil = 0
  let isRunning = false
  const refresh = async () => {
    await refreshDailyRollups(deps)
    const startedAt = performance.now()
    if (startedAt < restUntil) return
    await refreshUnitRollups(deps)
    const tookMs = performance.now() - startedAt
    restUntil = startedAt + tookMs / unitsShare
  }
  return {
    id: 'refresh-rollups',
    schedule: { everyMs },
    run: async () => {
      if (isRunning) return
      isRunning = true
      try {
        await refresh()
      } finally {
        isRunning = false
      }
    },
  }
}
