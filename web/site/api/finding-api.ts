import { centreFindings, findingDetail, openAppeals, type NewFindingEntry, type NewOwnEntry } from '../../../contract/finding.ts'
import type { Way } from './way.ts'

const ofCounter = (counter: string) => `/api/v1/counters/${encodeURIComponent(counter)}`

/** What is found of counters, and what those concerned say to it. */
export const createFindingApi = ({ get, write }: Way) => ({
  centreFindings: (centre: string, signal?: AbortSignal) => get(`/api/v1/centres/${encodeURIComponent(centre)}/findings`, centreFindings, signal),
  counterFinding: (counter: string, signal?: AbortSignal) => get(`${ofCounter(counter)}/finding`, findingDetail, signal),
  addFindingEntry: async (counter: string, entry: NewFindingEntry) => void (await write('POST', `${ofCounter(counter)}/finding-entries`, entry)),
  ownFinding: (signal?: AbortSignal) => get('/api/v1/own-finding', findingDetail, signal),
  addOwnEntry: async (entry: NewOwnEntry) => void (await write('POST', '/api/v1/own-finding/entries', entry)),
  openAppeals: async (signal?: AbortSignal) => (await get('/api/v1/appeals', openAppeals, signal)).rows,
})
