import type { Request, RequestHandler } from 'express'
import { AppError } from '../platform/errors.ts'
import { shelfOf } from '../platform/shelved.ts'
import { setTree, type UnitTree } from './permission.ts'
import { hasRight, principalOf, type Principal } from './principal.ts'
import { ROUTE_RULES, type RouteRule } from './route-rules.ts'

const toPattern = (path: string) => new RegExp(`^${path.replaceAll('.', String.raw`\.`).replace(/:\w+/g, '[^/]+')}/?$`, 'i')

/** Rules lie together by method and what their address is about, so that few are tried for a request. */
const toShelf = (method: string, path: string) => `${method} ${shelfOf(path)}`
const shelves = new Map<string, { pattern: RegExp; rule: RouteRule }[]>()
for (const [route, rule] of Object.entries(ROUTE_RULES)) {
  const [method = '', path = ''] = route.split(' ')
  const shelf = toShelf(method, path)
  shelves.set(shelf, [...(shelves.get(shelf) ?? []), { pattern: toPattern(path), rule }])
}

/** The rule of a request; null when no row of the table fits it. */
export const ruleOf = (method: string, path: string): RouteRule | null =>
  shelves.get(toShelf(method === 'HEAD' ? 'GET' : method, path))?.find((it) => it.pattern.test(path))?.rule ?? null

/** Enforces the table of rights; goes before every route of the API but those of senders, who are judged before their body is read. */
export function createGuard({ tree }: { tree: UnitTree }): RequestHandler {
  return (request, _response, next) => {
    if (request.path.startsWith('/api/')) {
      const rule = ruleOf(request.method, request.path)
      if (!rule) throw new AppError('not-found', `${request.method} ${request.path} is not an address of this service.`)
      letThrough(request, principalOf(request), rule)
      setTree(request, tree)
    }
    next()
  }
}

/** Throws 401 to strangers and 403 to those who lack the right or the reach. */
function letThrough(request: Request, principal: Principal, { callers, reach }: RouteRule): void {
  if (callers === 'public' || (typeof callers === 'object' && 'sender' in callers)) return
  if (principal.kind === 'public') {
    throw request.headers.authorization
      ? new AppError('sender-unknown', 'This token opens nothing here; an API key or a signed-in person is needed.')
      : new AppError('sign-in-required', 'Sign in, or send an API key as "Authorization: Bearer …".')
  }
  const whose = principal.kind === 'key' ? 'the key' : 'the account'
  if (callers === 'signed-in') {
    if (principal.kind !== 'person') throw new AppError('sign-in-required', 'This is for people who are signed in, not for keys.')
    return
  }
  if (principal.kind === 'person' && principal.mustSetUpSecondFactor) {
    throw new AppError('second-factor-to-set-up', 'Accounts of this role need a second factor here: set it up under /tai-khoan, then everything else opens.')
  }
  if (!callers.some((right) => hasRight(principal, right))) {
    throw new AppError('no-right', `This needs ${callers.map((right) => `"${right}"`).join(' or ')}, which ${whose} does not have.`)
  }
  if (reach === 'country' && principal.unitCode !== null) {
    throw new AppError('no-right', `This concerns the whole country; ${whose} is for ${principal.unitCode}.`)
  }
}
