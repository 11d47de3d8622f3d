import { centreFindings, findingDetail, openAppeals, ownFinding, type NewFindingEntry, type NewOwnEntry } from '../../../contract/finding.ts'
import { findingBackground } from '../../../contract/finding-background.ts'
import type { Way } from './way.ts'

/** Of the counter where one sat last, where none is chosen. */
const ofOwn = (path: string, counter?: string) => `/api/v1/own-finding${path}${counter ? `?counter=${encodeURIComponent(counter)}` : ''}`
const ofCounter = (counter: string) => `/api/v1/counters/${encodeURIComponent(counter)}`

/** What is found of counters, and what those concerned say to it. */
export const createFindingApi = ({ get, write }: Way) => ({
  centreFindings: (centre: string, signal?: AbortSignal) => get(`/api/v1/centres/${encodeURIComponent(centre)}/findings`, centreFindings, signal),
  counterFinding: (counter: string, signal?: AbortSignal) => get(`${ofCounter(counter)}/finding`, findingDetail, signal),
  addFindingEntry: async (counter: string, entry: NewFindingEntry) => void (await write('POST', `${ofCounter(counter)}/finding-entries`, entry)),
  findingBackground: (counter: string, signal?: AbortSignal) => get(`${ofCounter(counter)}/finding-background`, findingBackground, signal),
  ownFinding: (counter?: string, signal?: AbortSignal) => get(ofOwn('', counter), ownFinding, signal),
  ownFindingBackground: (counter?: string, signal?: AbortSignal) => get(ofOwn('/background', counter), findingBackground, signal),
  addOwnEntry: async (entry: NewOwnEntry, counter?: string) => void (await write('POST', ofOwn('/entries', counter), entry)),
  openAppeals: async (signal?: AbortSignal) => (await get('/api/v1/appeals', openAppeals, signal)).rows,
})
