import { compositeValues, describedIndices } from '../../../contract/index-values.ts'
import { satisfactionEstimate } from '../../../contract/satisfaction-estimate.ts'
import { toAddress, type Way } from './way.ts'

/** Every index with its words; and what is asked of one unit and period: the composite of service quality, and satisfaction estimated for everybody served. */
export const createIndexApi = ({ get }: Way) => ({
  indices: async (signal?: AbortSignal) => (await get('/api/v1/indices', describedIndices, signal)).rows,
  serviceQuality: (unit: string, period: string, signal?: AbortSignal) => get(toAddress('/api/v1/indices/service-quality/values', { unit, period }), compositeValues, signal),
  satisfactionEstimate: (unit: string, period: string, signal?: AbortSignal) =>
    get(toAddress('/api/v1/indicators/counter-satisfaction/estimate', { unit, period }), satisfactionEstimate, signal),
})
