import type { RestrictedOriginals } from '../registry/restricted-originals.ts'
import type { JobDefinition } from './job.ts'

/** Every night: deletes the unmasked comments that have outlived their time. */
export const deleteExpiredOriginalsJob = ({ originals }: { originals: RestrictedOriginals }): JobDefinition => ({
  id: 'delete-expired-originals',
  schedule: { cron: '20 3 * * *' },
  run: async () => void (await originals.deleteExpired()),
})
