import { freezeEditions, type FreezeDeps } from '../analytics/publication/freeze-edition.ts'
import type { JobDefinition } from './job.ts'

/** Every second: takes the editions that were asked for, or broken off, to their end. That may last minutes; others wait for it. */
export const freezeEditionsJob = (deps: FreezeDeps): JobDefinition => {
  let isWorking = false
  return {
    id: 'freeze-editions',
    schedule: { everyMs: 1000 },
    run: async () => {
      if (isWorking) return
      isWorking = true
      try {
        await freezeEditions(deps)
      } finally {
        isWorking = false
      }
    },
  }
}
