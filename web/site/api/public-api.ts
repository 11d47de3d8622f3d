import { createWay } from './create-way.ts'
import { createEditionApi } from './edition-api.ts'
import { createIndexApi } from './index-api.ts'
import { createSubscriptionApi } from './subscription-api.ts'
import { createUnitApi } from './unit-api.ts'
import { createValueApi } from './value-api.ts'
import { createVisitApi } from './visit-api.ts'

/** The way to the server, and what the public asks it. */
export function createPublicApi(fetchFrom?: typeof fetch) {
  const way = createWay(fetchFrom)
  return { way, api: { ...createVisitApi(way), ...createUnitApi(way), ...createValueApi(way), ...createIndexApi(way), ...createEditionApi(way), ...createSubscriptionApi(way) } }
}
