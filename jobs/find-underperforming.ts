import { findCounters, isDue } from '../analytics/findings/find-counters.ts'
import { toHanoiDay } from '../contract/period.ts'
import { toDayStart } from '../registry/working-calendar/days.ts'
import type { JobDefinition } from './job.ts'
import type { Logger } from 'pino'

/** Beyond that share of flagged counters it is the method or the figures that need looking at, not the counters (statistics.md §2.5). */
const ALARMING_SHARE = 0.02
const LEAST_COUNTERS = 1_000

const MORNING_MS = 4.5 * 3_600_000
const EVERY_MS = 120_000

/** Which counters the week that ended has shown to underperform: once it is over, when much has come since, and with anything that came each morning before work. */
export const findUnderperformingJob = (deps: Parameters<typeof findCounters>[0] & { logger: Logger }): JobDefinition => ({
  id: 'find-underperforming',
  schedule: { everyMs: EVERY_MS },
  run: async () => {
    const now = deps.clock()
    const morning = toDayStart(toHanoiDay(now)) + MORNING_MS
    if (!await isDue(deps, now >= morning ? morning : 0)) return
    const { weekEnds, counters, flagged } = await findCounters(deps)
    const found = { weekEnd: weekEnds.at(-1), counters, flagged }
    if (counters >= LEAST_COUNTERS && flagged > ALARMING_SHARE * counters) deps.logger.warn(found, 'more counters are flagged than a sound method flags')
    else deps.logger.info(found, 'counters were judged')
  },
})
