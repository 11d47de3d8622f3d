import { z } from 'zod'
import { reorganisationPage, reorganisationPreview, reorganisationRow, type Reorganisation } from '../../../contract/reorganisation.ts'
import { counterHistory, counterPage, unitHistory, type counterChange, type newCounter, type newUnit } from '../../../contract/unit.ts'
import { toAddress, type Query, type Way } from './way.ts'

export interface CountersQuery { on?: string, query?: string, centre?: string, limit?: number }

/** The most that the server gives in one page. */
const MOST_ROWS = 500
const anyPage = z.object({ rows: z.array(z.unknown()), cursor: z.string().nullable() })
const segment = (text: string) => encodeURIComponent(text)

/** Changing units and counters, and their reorganisations. */
export const createRegistryApi = ({ get, getAll, write, read, remove }: Way) => ({
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
