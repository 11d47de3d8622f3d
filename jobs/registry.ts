import type { Redis } from 'ioredis'
import type { Clock } from '../platform/clock.ts'
import type { DirtyDays } from '../platform/warehouse/dirty-days.ts'
import type { Warehouse } from '../platform/warehouse/warehouse.ts'
import { computeIndicesJob } from './compute-indices.ts'
import type { JobDefinition } from './job.ts'
import { refreshRollupsJob } from './refresh-rollups.ts'

export interface JobDeps { warehouse: Warehouse; dirtyDays: DirtyDays; redis: Redis; clock: Clock }

/** Everything that happens by the clock. */
export const createJobs = (deps: JobDeps): readonly JobDefinition[] => [refreshRollupsJob(deps), computeIndicesJob(deps)]
