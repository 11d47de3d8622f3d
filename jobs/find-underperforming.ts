import type { Logger } from 'pino'
import { findCounters, isDue } from '../analytics/findings/find-counters.ts'
import { toHanoiDay } from '../contract/period.ts'
import { toDayStart } from '../registry/working-calendar/days.ts'
import type { JobDefinition } from './job.ts'

type Deps = Parameters<typeof findCounters>[0] & { logger: Logger }

/** Beyond that share of flagged counters it is the method or the figures that need looking at, not the counters (statistics.md §2.5). */
const ALARMING_SHARE = 0.02
const LEAST_COUNTERS = 1_000

const MORNING_MS = 4.5 * 3_600_000
const [EVERY_MS, QUIET_MS] = [120_000, 600_000]

/** Which counters the week that ended has shown to underperform: once it is over, when much has come since, and with anything that came each morning before work. */
export const findUnderperformingJob = (deps: Deps): JobDefinition => {
  let quietUntil = 0
  const judgeWhenDue = async () => {
    const now = deps.clock()
    if (now < quietUntil) return
    const morning = toDayStart(toHanoiDay(now)) + MORNING_MS
    const due = await isDue(deps, now >= morning ? morning : 0)
    // To ask again costs a look at two years of counts.
    if (due !== 'never judged') quietUntil = now + QUIET_MS
    if (due === false) return
    const { weekEnds, counters, flagged } = await findCounters(deps)
    const found = { weekEnd: weekEnds.at(-1), counters, flagged }
    if (counters >= LEAST_COUNTERS && flagged > ALARMING_SHARE * counters) deps.logger.warn(found, 'more counters are flagged than a sound method flags')
    else deps.logger.info(found, 'counters were judged')
  }
  return { id: 'find-underperforming', schedule: { everyMs: EVERY_MS }, run: judgeWhenDue }
}
