import type { Request } from 'express'
import type { Right, Scope } from '../contract/access.ts'
import type { Role } from '../contract/role.ts'

/** Who asks. `unitCode` null means the whole country; who must set up a second factor has no rights until then. */
export type Principal =
  | { kind: 'public' }
  | {
    kind: 'person'; accountId: string; sessionId: string; email: string; name: string; role: Role; unitCode: string | null; officialCode: string | null
    rights: ReadonlySet<Right>; mustSetUpSecondFactor: boolean
  }
  | { kind: 'key'; id: string; name: string; scopes: ReadonlySet<Scope>; unitCode: string | null }
export type KnownPrincipal = Exclude<Principal, { kind: 'public' }>
export type Person = Extract<Principal, { kind: 'person' }>

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

/** The name under which a principal's changes stand in the audit log. */
export const toActor = (principal: KnownPrincipal): string =>
  principal.kind === 'person' ? `person:${principal.accountId}` : `key:${principal.id}`
