import { tendCases } from '../response/cases/tend-cases.ts'
import type { LoopJobs } from '../response/create-loop.ts'
import type { JobDefinition } from './job.ts'

/** Every minute: opens cases for contacts whose ratings have come, watches limits, hands up what is over, deletes contacts in time. */
export const tendCasesJob = ({ tending }: LoopJobs): JobDefinition => ({ id: 'tend-cases', schedule: { everyMs: 60_000 }, run: () => tendCases(tending) })
