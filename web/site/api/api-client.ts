import { nextTask } from '../../ui/next-task.ts'
import type { createIndexApi } from './index-api.ts'
import type { StaffApi } from './staff-api.ts'
import type { createUnitApi } from './unit-api.ts'
import type { createValueApi } from './value-api.ts'
import type { createVisitApi } from './visit-api.ts'
import type { Way } from './way.ts'

type FirstApi = ReturnType<typeof createVisitApi> & ReturnType<typeof createValueApi> & ReturnType<typeof createUnitApi> & ReturnType<typeof createIndexApi>
export type ApiClient = FirstApi & StaffApi
type Asking = (...given: never[]) => Promise<unknown>

/** What the pages that strangers come to ask, in areas with contracts of their own; everything else is asked by the rest of the client. */
const AREA_OF: Record<keyof FirstApi, keyof typeof AREAS> = {
  instance: 'visit', session: 'visit', indicators: 'value', values: 'value', severalValues: 'value',
  findUnits: 'unit', units: 'unit', unitsByCode: 'unit', unitPath: 'unit', saidDone: 'unit', indices: 'index', serviceQuality: 'index', satisfactionEstimate: 'index',
}
const AREAS = {
  visit: async (way: Way) => (await import('./visit-api.ts')).createVisitApi(way),
  value: async (way: Way) => (await import('./value-api.ts')).createValueApi(way),
  unit: async (way: Way) => (await import('./unit-api.ts')).createUnitApi(way),
  index: async (way: Way) => (await import('./index-api.ts')).createIndexApi(way),
  rest: async (way: Way) => (await import('./staff-api.ts')).createStaffApi(way),
}
type Area = keyof typeof AREAS

/**
 * The site's way to the server. To make the contracts by which answers are read takes a slow phone long, so the library and every area are
 * a task each, after the page stands, and an area comes when it is first asked. Everything is answered later anyway, so that asking can wait for the code.
 */
export function createApiClient(fetchFrom?: typeof fetch): ApiClient {
  let last: Promise<unknown> = import('./parsing.ts')
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const done = last.then(nextTask, nextTask).then(work)
    last = done
    return done
  }
  const way = inTurn(async () => (await import('./create-way.ts')).createWay(fetchFrom))
  const areas = new Map<Area, Promise<object>>()
  const areaOf = (name: keyof ApiClient): Promise<object> => {
    const area: Area = name in AREA_OF ? AREA_OF[name as keyof FirstApi] : 'rest'
    const known = areas.get(area) ?? way.then((it) => inTurn<object>(() => AREAS[area](it)))
    areas.set(area, known)
    // What could not be fetched is asked for anew.
    known.catch(() => areas.delete(area))
    return known
  }
  const ask = (name: keyof ApiClient) => async (...given: never[]): Promise<unknown> => {
    // Which area a name is in is looked up, so what it takes is known to the caller's type alone.
    const asking = (await areaOf(name) as Partial<Record<keyof ApiClient, Asking>>)[name]
    if (!asking) throw new Error(`the server is asked nothing called "${name}"`)
    return await asking(...given)
  }
  return new Proxy({} as ApiClient, { get: (_, name) => ask(name as keyof ApiClient) })
}
