import { nextTask } from '../../ui/next-task.ts'
import type { createPublicApi } from './public-api.ts'
import type { StaffApi } from './staff-api.ts'

type PublicApi = ReturnType<typeof createPublicApi>['api']
export type ApiClient = PublicApi & StaffApi

/**
 * The site's way to the server. The contracts by which answers are read are a task of their own, after the page stands; what the public does
 * not ask for comes when it is first asked for, being most of it. Everything is answered later anyway, so that asking can wait for the code.
 */
export function createApiClient(fetchFrom?: typeof fetch): ApiClient {
  // The library first: built in one go with the contracts it would keep a slow phone busy for a fifth of a second.
  const publicPart = import('./parsing.ts').then(nextTask).then(() => import('./public-api.ts')).then((it) => it.createPublicApi(fetchFrom))
  let staffPart: Promise<StaffApi> | undefined
  const find = async (name: keyof ApiClient): Promise<(...given: never[]) => unknown> => {
    const { way, api } = await publicPart
    if (name in api) return api[name as keyof PublicApi]
    staffPart ??= import('./staff-api.ts').then((it) => it.createStaffApi(way))
    return (await staffPart)[name as keyof StaffApi]
  }
  const ask = (name: keyof ApiClient) => async (...asked: never[]): Promise<unknown> => await (await find(name))(...asked)
  return new Proxy({} as ApiClient, { get: (_, name) => ask(name as keyof ApiClient) })
}
