import { copyShiftChanges, type CopyShiftsDeps } from '../analytics/dimensions/copy-shifts.ts'
import type { JobDefinition } from './job.ts'

/** Every two seconds: tells the warehouse which shifts have changed, so that ratings count for whoever was on duty. */
export const copyShiftsJob = (deps: CopyShiftsDeps): JobDefinition => ({
  id: 'copy-shifts',
  schedule: { everyMs: 2000 },
  run: async () => void (await copyShiftChanges(deps)),
})
