import { copyTabletPlaces, type CopyTabletsDeps } from '../analytics/dimensions/copy-tablet-places.ts'
import { markTabletStretches } from '../registry/devices/tablet-stretches.ts'
import type { JobDefinition } from './job.ts'

/** Every ten seconds: where tablets stand, if any has been enrolled, moved or revoked since; once at the start, whatever was told before. */
export const copyTabletPlacesJob = (deps: CopyTabletsDeps): JobDefinition => {
  let copied = ''
  return {
    id: 'copy-tablet-places',
    schedule: { everyMs: 10_000 },
    run: async () => {
      const mark = await markTabletStretches(deps.record)
      if (mark === copied) return
      await copyTabletPlaces(deps)
      copied = mark
    },
  }
}
