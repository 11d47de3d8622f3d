import { official, officialPage, shift, shiftList } from '../../contract/official.ts'
import { openingException, openingHours, type OpenSpan, type OpenStretch } from '../../contract/opening-hours.ts'
import { ownResults } from '../../contract/own-results.ts'
import { toAddress, type Query, type Way } from './way.ts'

const toOfficial = (code: string) => `/api/v1/officials/${encodeURIComponent(code)}`
const toHours = (code: string) => `/api/v1/opening-hours/${encodeURIComponent(code)}`

/** Officials with their shifts, opening hours, and one's own results. */
export const createPeopleApi = ({ get, write, read, remove }: Pick<Way, 'get' | 'write' | 'read' | 'remove'>) => ({
  officials: (query: Query, signal?: AbortSignal) => get(toAddress('/api/v1/officials', { limit: 50, ...query }), officialPage, signal),
  addOfficial: async (body: { code: string, name?: string, unitCode?: string, counterCode?: string, validFrom?: string, validTo?: string }) =>
    read(await write('POST', '/api/v1/officials', body), official),
  changeOfficial: async (code: string, body: { name?: string, unitCode?: string | null, leftOn?: string | null }) =>
    read(await write('PATCH', toOfficial(code), body), official),
  shifts: async (code: string, signal?: AbortSignal) => (await get(`${toOfficial(code)}/shifts`, shiftList, signal)).rows,
  /** Adds a shift, or corrects the one that begins at the same moment. */
  putShift: async (code: string, body: { counterCode: string | null, validFrom: string, validTo?: string | null }) =>
    read(await write('POST', `${toOfficial(code)}/shifts`, body), shift),
  removeShift: (id: string) => remove(`/api/v1/shifts/${encodeURIComponent(id)}`),

  openingHours: (code: string, signal?: AbortSignal) => get(toHours(code), openingHours, signal),
  putOpeningHours: async (code: string, stretches: readonly OpenStretch[]) => read(await write('PUT', toHours(code), { stretches }), openingHours),
  addOpeningException: async (code: string, body: { day: string, spans: readonly OpenSpan[], reason: string }) =>
    read(await write('POST', `${toHours(code)}/exceptions`, body), openingException),
  removeOpeningException: (code: string, id: string) => remove(`${toHours(code)}/exceptions/${encodeURIComponent(id)}`),

  /** One's own figures of a month. */
  ownResults: (period: string, signal?: AbortSignal) => get(toAddress('/api/v1/own-results', { period }), ownResults, signal),
})
