import { publicSaidDone } from '../../../contract/said-done.ts'
import { unitPage, unitPath, type UnitKind } from '../../../contract/unit.ts'
import { toAddress, type Way } from './way.ts'

/** Which units: of a day (`on`, today when left out), below one (`parent`: all of them, `childrenOf`: the next ones only), of a kind, by words or code. */
export interface UnitsQuery { on?: string, query?: string, code?: string, kind?: UnitKind, parent?: string, childrenOf?: string, limit?: number }
/** The most that the server gives in one page. */
const MOST_ROWS = 500

/** Finding units. */
export const createUnitApi = ({ get, getAll }: Way) => ({
  /** One page of units, for a search. */
  findUnits: async (query: UnitsQuery, signal?: AbortSignal) => (await get(toAddress('/api/v1/units', query), unitPage, signal)).rows,
  units: (query: UnitsQuery, signal?: AbortSignal) => getAll('/api/v1/units', unitPage, { limit: MOST_ROWS, ...query }, signal),
  /** The units of these codes (at most 100) that exist on the day. */
  unitsByCode: async (codes: readonly string[], on: string | undefined, signal?: AbortSignal) => {
    const asked = new URLSearchParams([...codes.map((code) => ['code', code]), ['limit', '100'], ...(on ? [['on', on]] : [])])
    return (await get(`/api/v1/units?${asked.toString()}`, unitPage, signal)).rows
  },
  /** A unit with those above it, the country first. */
  unitPath: (code: string, signal?: AbortSignal) => get(`/api/v1/units/${encodeURIComponent(code)}`, unitPath, signal),
  /** What people said at a centre and what was done, and how many were answered in time. */
  saidDone: (centre: string, signal?: AbortSignal) => get(`/api/v1/centres/${encodeURIComponent(centre)}/said-done`, publicSaidDone, signal),
})
