import { editionChecks, editionDetail, editionList, editionSummary } from '../../../contract/edition.ts'
import type { Way } from './way.ts'

/** Where a frozen month's files lie. */
export const editionAddress = (period: string, file: string) => `/api/v1/editions/${encodeURIComponent(period)}/${file}`

/** Published months, and what is done to publish one. */
export const createEditionApi = ({ get, write, read }: Way) => ({
  /** The newest month first; those that are not frozen yet are shown to who publishes. */
  editions: async (signal?: AbortSignal) => (await get('/api/v1/editions', editionList, signal)).rows,
  edition: (period: string, signal?: AbortSignal) => get(`/api/v1/editions/${encodeURIComponent(period)}`, editionDetail, signal),
  editionChecks: (period: string, signal?: AbortSignal) => get(editionAddress(period, 'checks'), editionChecks, signal),
  freezeMonth: async (period: string) => read(await write('POST', '/api/v1/editions', { period }), editionSummary),
})
