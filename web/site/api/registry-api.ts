import { z } from 'zod'
import { reorganisationPage, reorganisationPreview, reorganisationRow, type Reorganisation } from '../../../contract/reorganisation.ts'
import { counterHistory, counterPage, unitHistory, unitPage, unitPath, type counterChange, type newCounter, type newUnit, type UnitKind } from '../../../contract/unit.ts'
import { toAddress, type Query, type Way } from './way.ts'

/** Which units: of a day (`on`, today when left out), below one (`parent`: all of them, `childrenOf`: the next ones only), of a kind, by words or code. */
export interface UnitsQuery { on?: string, query?: string, code?: string, kind?: UnitKind, parent?: string, childrenOf?: string, limit?: number }
export interface CountersQuery { on?: string, query?: string, centre?: string, limit?: number }

/** The most that the server gives in one page. */
const MOST_ROWS = 500
const anyPage = z.object({ rows: z.array(z.unknown()), cursor: z.string().nullable() })
const segment = (text: string) => encodeURIComponent(text)

/** Units, counters and their reorganisations. */
export const createRegistryApi = ({ get, getAll, write, read, remove }: Way) => ({
  /** One page of units, for a search. */
  findUnits: async (query: UnitsQuery, signal?: AbortSignal) => (await get(toAddress('/api/v1/units', query), unitPage, signal)).rows,
  units: (query: UnitsQuery, signal?: AbortSignal) => getAll('/api/v1/units', unitPage, { limit: MOST_ROWS, ...query }, signal),
  /** The units of these codes (at most 100) that exist on the day. */
  unitsByCode: async (codes: readonly string[], on: string | undefined, signal?: AbortSignal) => {
    const asked = new URLSearchParams([...codes.map((code) => ['code', code]), ['limit', '100'], ...(on ? [['on', on]] : [])])
    return (await get(`/api/v1/units?${asked.toString()}`, unitPage, signal)).rows
  },
  /** A unit with those above it, the country first. */
  unitPath: (code: string, signal?: AbortSignal) => get(`/api/v1/units/${segment(code)}`, unitPath, signal),
  unitHistory: async (code: string, signal?: AbortSignal) => (await get(`/api/v1/units/${segment(code)}/history`, unitHistory, signal)).rows,
  addUnit: async (unit: z.input<typeof newUnit>) => void (await write('POST', '/api/v1/units', unit)),

  counters: (query: CountersQuery, signal?: AbortSignal) => getAll('/api/v1/counters', counterPage, { limit: MOST_ROWS, ...query }, signal),
  counterPage: (query: Query, signal?: AbortSignal) => get(toAddress('/api/v1/counters', query), counterPage, signal),
  counterHistory: async (code: string, signal?: AbortSignal) => (await get(`/api/v1/counters/${segment(code)}/history`, counterHistory, signal)).rows,
  addCounter: async (counter: z.input<typeof newCounter>) => void (await write('POST', '/api/v1/counters', counter)),
  changeCounter: async (code: string, change: z.input<typeof counterChange>) => void (await write('PATCH', `/api/v1/counters/${segment(code)}`, change)),

  /** What a reorganisation would do; nothing is written. */
  previewReorganisation: async (asked: Reorganisation) => read(await write('POST', '/api/v1/reorganisations/preview', asked), reorganisationPreview),
  reorganise: async (asked: Reorganisation) => read(await write('POST', '/api/v1/reorganisations', asked), reorganisationRow),
  reorganisations: (query: Query, signal?: AbortSignal) => get(toAddress('/api/v1/reorganisations', query), reorganisationPage, signal),
  undoReorganisation: (id: string) => remove(`/api/v1/reorganisations/${segment(id)}`),

  /** How many rows a list has; `more` where it has more than one page. */
  countRows: async (path: string, query: Query = {}, signal?: AbortSignal) => {
    const { rows, cursor } = await get(toAddress(path, { limit: MOST_ROWS, ...query }), anyPage, signal)
    return { count: rows.length, more: cursor !== null }
  },
})
