import type { Role, Scope } from '../contract/access.ts'

/** What somebody may do. A key's scopes are rights of the same names; the others belong to people only. */
export type Right = Scope | 'keys:write' | 'devices:write' | 'operations:write' | 'originals:read'

/** The whole of who may do what. A unit on the account narrows every right to that unit and what lies below it. */
export const RIGHTS: Record<Role, ReadonlySet<Right>> = {
  administrator: new Set<Right>(['results:read', 'registry:write', 'ratings:write', 'dossiers:write', 'keys:write', 'devices:write', 'operations:write']),
  director: new Set<Right>(['results:read']),
  'case-handler': new Set<Right>(['results:read', 'originals:read']),
}
