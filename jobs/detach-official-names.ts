import type { Officials } from '../registry/officials/officials.ts'
import type { JobDefinition } from './job.ts'

/** Every night: detaches the names of officials who have been gone for so many days; codes and figures stay. */
export const detachOfficialNamesJob = ({ officials, officialNameKeepDays }: { officials: Officials; officialNameKeepDays: number }): JobDefinition => ({
  id: 'detach-official-names',
  schedule: { cron: '30 3 * * *' },
  run: async () => void (await officials.detachNames(officialNameKeepDays)),
})
