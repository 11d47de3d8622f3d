import type { Logger } from 'pino'
import { findCounters } from '../analytics/findings/find-counters.ts'
import type { JobDefinition } from './job.ts'

/** Beyond that share of flagged counters it is the method or the figures that need looking at, not the counters (statistics.md §2.5). */
const ALARMING_SHARE = 0.02
const LEAST_COUNTERS = 100

/** Every morning before work: which counters the week that ended has shown to underperform. */
export const findUnderperformingJob = (deps: Parameters<typeof findCounters>[0] & { logger: Logger }): JobDefinition => ({
  id: 'find-underperforming',
  schedule: { cron: '40 4 * * *' },
  run: async () => {
    const { weekEnds, counters, flagged } = await findCounters(deps)
    const found = { weekEnd: weekEnds.at(-1), counters, flagged }
    if (counters >= LEAST_COUNTERS && flagged > ALARMING_SHARE * counters) deps.logger.warn(found, 'more counters are flagged than a sound method flags')
    else deps.logger.info(found, 'counters were judged')
  },
})
