import type { NextFunction, Request, RequestHandler, Response, Router } from 'express'

/** What the router says of its own routes and of routers within it. */
interface Layer { rawPath?: unknown; slash?: boolean; route?: { path: unknown }; handle?: { stack?: Layer[] } }
const ANY = '*'

/** What an address is about: `api v1 values` of `/api/v1/values/…`, or its first part. */
export const shelfOf = (path: string): string => {
  const [, first = '', second = '', third = ''] = path.toLowerCase().split('/')
  return first === 'api' ? `${first} ${second} ${third}` : first
}

/** On which shelves the routes of a router stand; `*` where that cannot be told from their addresses. */
function shelvesOf(router: { stack: Layer[] }): Set<string> {
  return new Set(router.stack.flatMap(({ rawPath, slash, route, handle }) => {
    const path = route ? route.path : rawPath
    if (!route && handle?.stack && slash === true) return [...shelvesOf({ stack: handle.stack })]
    // What comes before the routes of a router, whoever asks, is theirs.
    if (!route && slash === true) return []
    const shelf = typeof path === 'string' ? shelfOf(path) : ANY
    return [/[:*{]/.test(shelf) ? ANY : shelf]
  }))
}

/**
 * Routers, of which a request passes only through those that have a route for what its address is about: Express holds it against every route
 * of every router, and there are hundreds. Their order stays. Takes routers whose routes are all there already.
 */
export function shelved(...routers: readonly Router[]): RequestHandler {
  // The published types do not tell of `rawPath` and `slash`, by which the router knows a route's address.
  const placed = routers.map((router) => ({ router, shelves: shelvesOf(router as unknown as { stack: Layer[] }) }))
  const found = new Map<string, readonly Router[]>()
  for (const shelf of new Set(placed.flatMap((it) => [...it.shelves]))) found.set(shelf, placed.filter((it) => it.shelves.has(shelf) || it.shelves.has(ANY)).map((it) => it.router))
  const others = found.get(ANY) ?? []

  const through = (ahead: readonly Router[], request: Request, response: Response, done: NextFunction, index = 0): void => {
    const router = ahead[index]
    if (!router) return done()
    router(request, response, (error?: unknown) => (error === undefined || error === null ? through(ahead, request, response, done, index + 1) : done(error)))
  }
  const handler: RequestHandler = (request, response, next) => through(found.get(shelfOf(request.path)) ?? others, request, response, next)
  // Whoever looks through the routes of an application finds these as in any router.
  return Object.assign(handler, { stack: routers.map((handle) => ({ handle, slash: true })) })
}
