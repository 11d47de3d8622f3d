import { refreshRollups } from '../analytics/rollups/refresh-rollups.ts'
import type { DirtyDays } from '../platform/warehouse/dirty-days.ts'
import type { Warehouse } from '../platform/warehouse/warehouse.ts'
import type { JobDefinition } from './job.ts'

/** Every second: recomputes the days whose facts have changed. A rating is so in its counter's index within 5 s. */
export const refreshRollupsJob = (deps: { warehouse: Warehouse; dirtyDays: DirtyDays }): JobDefinition => ({
  id: 'refresh-rollups',
  schedule: { everyMs: 1000 },
  run: async () => void (await refreshRollups(deps)),
})
