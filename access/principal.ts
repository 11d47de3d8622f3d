import type { Request } from 'express'
import type { Role, Scope } from '../contract/access.ts'
import { AppError } from '../platform/errors.ts'
import type { Right } from './roles.ts'

/** Who asks. `unitCode` null means the whole country. */
export type Principal =
  | { kind: 'public' }
  | { kind: 'person'; accountId: string; email: string; name: string; role: Role; unitCode: string | null; rights: ReadonlySet<Right> }
  | { kind: 'key'; id: string; name: string; scopes: ReadonlySet<Scope>; unitCode: string | null }
export type KnownPrincipal = Exclude<Principal, { kind: 'public' }>

const PUBLIC: Principal = { kind: 'public' }
const principals = new WeakMap<Request, Principal>()

/** Remembers who asks; called once per request, by `identify`. */
export const setPrincipal = (request: Request, principal: Principal): void => void principals.set(request, principal)

/** Who asks; the public where nobody has said who they are. */
export const principalOf = (request: Request): Principal => principals.get(request) ?? PUBLIC

export const hasRight = (principal: Principal, right: Right): boolean =>
  principal.kind === 'person' ? principal.rights.has(right)
    : principal.kind === 'key' ? (principal.scopes as ReadonlySet<Right>).has(right)
      : false

/** Who asks, if they have at least one of these rights; throws 401 to strangers and 403 to the others. */
export function requireRight(request: Request, ...anyOf: [Right, ...Right[]]): KnownPrincipal {
  const principal = principalOf(request)
  if (principal.kind === 'public') {
    throw request.headers.authorization
      ? new AppError('sender-unknown', 'This token opens nothing here; an API key or a signed-in person is needed.')
      : new AppError('sign-in-required', 'Sign in, or send an API key as "Authorization: Bearer …".')
  }
  if (anyOf.some((right) => hasRight(principal, right))) return principal
  throw new AppError('no-right', `This needs ${anyOf.map((right) => `"${right}"`).join(' or ')}, which ${principal.kind === 'key' ? 'the key' : 'the account'} does not have.`)
}

/** The name under which a principal's changes stand in the audit log. */
export const toActor = (principal: KnownPrincipal): string =>
  principal.kind === 'person' ? `person:${principal.accountId}` : `key:${principal.id}`
