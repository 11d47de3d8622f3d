import { indicatorList, indicatorValues, severalValues, type Bucket, type Level, type Segment } from '../../../contract/indicator.ts'
import { toAddress, type Way } from './way.ts'

/** What to ask an indicator's values for: a period, or days `[from, to)`. */
export interface ValuesQuery {
  period?: string
  from?: string
  to?: string
  level: Level
  parent?: string
  bucket?: Bucket
  segment?: Segment
}

/** Indicators and their values. */
export const createValueApi = ({ get }: Way) => ({
  indicators: async (signal?: AbortSignal) => (await get('/api/v1/indicators', indicatorList, signal)).rows,
  values: async (indicator: string, query: ValuesQuery, signal?: AbortSignal) =>
    (await get(toAddress(`/api/v1/indicators/${encodeURIComponent(indicator)}/values`, query), indicatorValues, signal)).rows,
  /** Of all indicators that can be counted like that, or of some. */
  severalValues: (query: ValuesQuery & { indicators?: string }, signal?: AbortSignal) => get(toAddress('/api/v1/values', query), severalValues, signal),
})
