import { official, officialPage, shift, shiftList } from '../../../contract/official.ts'
import { openingException, openingHours, type OpenSpan, type OpenStretch } from '../../../contract/opening-hours.ts'
import { ownResults } from '../../../contract/own-results.ts'
import { toAddress, type Query, type Way } from './way.ts'

const officialAddress = (code: string, rest = '') => `/api/v1/officials/${encodeURIComponent(code)}${rest}`
const hoursAddress = (code: string, rest = '') => `/api/v1/opening-hours/${encodeURIComponent(code)}${rest}`

/** Officials with their shifts, when places are open, and what an official sees of the own work. */
export const createPeopleApi = ({ get, write, read, remove }: Way) => ({
  officials: (query: Query, signal?: AbortSignal) => get(toAddress('/api/v1/officials', { limit: 50, ...query }), officialPage, signal),
  addOfficial: async (body: { code: string, name?: string, unitCode?: string, counterCode?: string, validFrom?: string, validTo?: string }) =>
    read(await write('POST', '/api/v1/officials', body), official),
  changeOfficial: async (code: string, body: { name?: string, unitCode?: string | null, leftOn?: string | null }) =>
    read(await write('PATCH', officialAddress(code), body), official),
  shifts: async (code: string, signal?: AbortSignal) => (await get(officialAddress(code, '/shifts'), shiftList, signal)).rows,
  /** Adds a shift, or corrects the one that begins at the same moment. */
  putShift: async (code: string, body: { counterCode: string | null, validFrom: string, validTo?: string | null }) =>
    read(await write('POST', officialAddress(code, '/shifts'), body), shift),
  removeShift: (id: string) => remove(`/api/v1/shifts/${encodeURIComponent(id)}`),

  openingHours: (code: string, signal?: AbortSignal) => get(hoursAddress(code), openingHours, signal),
  putOpeningHours: async (code: string, stretches: readonly OpenStretch[]) => read(await write('PUT', hoursAddress(code), { stretches }), openingHours),
  addOpeningException: async (code: string, body: { day: string, spans: readonly OpenSpan[], reason: string }) =>
    read(await write('POST', hoursAddress(code, '/exceptions'), body), openingException),
  removeOpeningException: (code: string, id: string) => remove(hoursAddress(code, `/exceptions/${encodeURIComponent(id)}`)),

  /** One's own figures of a month. */
  ownResults: (period: string, signal?: AbortSignal) => get(toAddress('/api/v1/own-results', { period }), ownResults, signal),
})
