import { indexLevel } from '../../../contract/index-values.ts'
import { reportingGaps, type SideBySideLevel } from '../../../contract/reporting-gaps.ts'
import { toAddress, type Way } from './way.ts'

export interface LevelQuery { level: SideBySideLevel, period: string, parent?: string }

/** What is asked of all units of a level at once. */
export const createAffairsApi = ({ get }: Way) => ({
  /** Who has not sent what; without a parent all that one may see. */
  reportingGaps: ({ level, period, parent }: LevelQuery, signal?: AbortSignal) => get(toAddress('/api/v1/reporting-gaps', { level, period, unit: parent }), reportingGaps, signal),
  /** Units of which nothing is known are left out. */
  indexLevel: async (index: string, query: LevelQuery, signal?: AbortSignal) => (await get(toAddress(`/api/v1/indices/${encodeURIComponent(index)}/values`, query), indexLevel, signal)).rows,
})
