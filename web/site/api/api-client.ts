import { createWay } from './create-way.ts'
import { createEditionApi } from './edition-api.ts'
import { createIndexApi } from './index-api.ts'
import type { StaffApi } from './staff-api.ts'
import { createSubscriptionApi } from './subscription-api.ts'
import { createUnitApi } from './unit-api.ts'
import { createValueApi } from './value-api.ts'
import { createVisitApi } from './visit-api.ts'
import type { Way } from './way.ts'

const createPublicApi = (way: Way) => ({ ...createVisitApi(way), ...createUnitApi(way), ...createValueApi(way), ...createIndexApi(way), ...createEditionApi(way), ...createSubscriptionApi(way) })

type PublicApi = ReturnType<typeof createPublicApi>
export type ApiClient = PublicApi & StaffApi

/**
 * The site's way to the server. What the public does not ask for comes when it is first asked for: it is most of it, and most visitors are
 * the public. Everything that is asked for is answered later anyway, so that asking can wait for the code that asks.
 */
export function createApiClient(fetchFrom?: typeof fetch): ApiClient {
  const way = createWay(fetchFrom)
  const known: Partial<ApiClient> = createPublicApi(way)
  let staff: Promise<StaffApi> | undefined
  const askLater = (name: keyof StaffApi) => async (...asked: never[]): Promise<unknown> => {
    staff ??= import('./staff-api.ts').then((it) => it.createStaffApi(way))
    const ask: (...given: never[]) => Promise<unknown> = (await staff)[name]
    return await ask(...asked)
  }
  return new Proxy(known, { get: (here, name) => Reflect.get(here, name) ?? askLater(name as keyof StaffApi) }) as ApiClient
}
