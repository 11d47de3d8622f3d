import { workOffRecomputations, type RecomputationDeps } from '../analytics/recomputation/work-off-recomputations.ts'
import type { JobDefinition } from './job.ts'

/** Every two seconds: goes on with the oldest recomputation that was asked for. */
export const recomputeJob = (deps: RecomputationDeps): JobDefinition => ({
  id: 'recompute',
  schedule: { everyMs: 2000 },
  run: async () => void (await workOffRecomputations(deps)),
})
