import { oddDayDetail, oddDays, ratingQuality, type NewQualityDecision } from '../../../contract/rating-quality.ts'
import { selectivePrompting } from '../../../contract/selective-prompting.ts'
import { toAddress, type Query, type Way } from './way.ts'

const ODD_DAYS = '/api/v1/odd-days'

/** Odd ratings, and figures with and without them. */
export const createOddDayApi = ({ get, write }: Way) => ({
  ratingQuality: (unit: string, period: string, signal?: AbortSignal) => get(toAddress('/api/v1/rating-quality', { unit, period }), ratingQuality, signal),
  oddDays: (query: Query, signal?: AbortSignal) => get(toAddress(ODD_DAYS, query), oddDays, signal),
  oddDay: (counter: string, day: string, sender: string, signal?: AbortSignal) => get(toAddress(`${ODD_DAYS}/${encodeURIComponent(counter)}/${day}`, { sender }), oddDayDetail, signal),
  selectivePrompting: (unit: string, period: string, signal?: AbortSignal) => get(toAddress('/api/v1/selective-prompting', { unit, period }), selectivePrompting, signal),
  decideOddDay: async (decision: NewQualityDecision) => void (await write('POST', `${ODD_DAYS}/decisions`, decision)),
})
