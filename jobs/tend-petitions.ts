import { tendPetitions, type TendDeps } from '../response/petitions/tend-petitions.ts'
import type { JobDefinition } from './job.ts'

/** Every minute: looks at the limits of petitions anew, closes those that are done, deletes contacts in time, and copies what is counted. */
export const tendPetitionsJob = (deps: TendDeps): JobDefinition => ({ id: 'tend-petitions', schedule: { everyMs: 60_000 }, run: async () => void (await tendPetitions(deps)) })
