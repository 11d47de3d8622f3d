import { toMonthPeriod } from '../../contract/period.ts'
import type { PublishedPeriods } from '../../registry/published-periods.ts'
import type { Step } from './run-pipeline.ts'

/** Flags what belongs to a month whose edition is out: it is stored and counted as late, and waits for a revision of the edition. */
export const createFlagLate = ({ publishedPeriods }: { publishedPeriods: PublishedPeriods }): Step => ({
  name: 'flag-late',
  run: async (facts) => {
    const published = await publishedPeriods.all()
    if (published.size === 0) return { facts }
    return {
      facts: facts.map((fact) =>
        published.has(toMonthPeriod(fact.correctedAt)) ? { ...fact, flags: [...fact.flags, 'late-after-publication' as const] } : fact),
    }
  },
})
