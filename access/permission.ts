import type { Request } from 'express'
import { AppError } from '../platform/errors.ts'
import { hasRight, principalOf, toActor, type KnownPrincipal, type Person } from './principal.ts'
import type { Right } from '../contract/access.ts'

/** Where units lie; the registry's index is one. */
export interface UnitTree {
  /** Whether a unit lies in another, or is it; a unit that has ended is represented by its successor, or lies where it last lay. */
  isWithin(unitCode: string, ancestorCode: string): boolean
  /** Who represents a unit today: itself, or the last of its successors when it has ended. */
  representativeOf(unitCode: string): string
  /** The centre a counter belongs to, or last belonged to; null when there is no such counter. */
  centreOf(counterCode: string): string | null
}

/** What the guard has found out about a request: who asks, and how far they reach. The one place where scope is decided. */
export interface Permission {
  principal: KnownPrincipal
  /** The name under which changes stand in the audit log. */
  actor: string
  /** The unit everything is narrowed to, or who represents it since it has ended; null is the whole country. */
  unitCode: string | null
  has(right: Right): boolean
  /** null asks for the whole country. */
  includesUnit(unitCode: string | null): boolean
  includesCounter(counterCode: string): boolean
  /** Whether there is, or was, such a unit. */
  knowsUnit(unitCode: string): boolean
  /** Whether a unit lies in another, or is it. */
  isWithin(unitCode: string, ancestorCode: string): boolean
  /** Throws 403 when the unit lies elsewhere. */
  requireUnit(unitCode: string | null): void
  /** Throws 403 when the counter lies elsewhere. */
  requireCounter(counterCode: string): void
}

const trees = new WeakMap<Request, UnitTree>()

/** Called by the guard for every request it lets through. */
export const setTree = (request: Request, tree: UnitTree): void => void trees.set(request, tree)

/** What whoever asks may reach; only on routes that strangers cannot call. */
export function permissionOf(request: Request): Permission {
  const principal = principalOf(request)
  const tree = trees.get(request)
  if (principal.kind === 'public' || !tree) throw new Error('permissionOf was asked about somebody the guard has not let through')
  const unitCode = principal.unitCode === null ? null : tree.representativeOf(principal.unitCode)
  const includesUnit = (code: string | null) => unitCode === null || (code !== null && tree.isWithin(code, unitCode))
  const includesCounter = (code: string) => unitCode === null || includesUnit(tree.centreOf(code))
  const refuse = (code: string | null) => new AppError('no-right', `${code ?? 'The whole country'} does not lie in ${unitCode}, which this ${principal.kind === 'key' ? 'key' : 'account'} is for.`)
  return {
    principal, actor: toActor(principal), unitCode, includesUnit, includesCounter,
    knowsUnit: (code) => tree.isWithin(code, code),
    isWithin: (code, ancestor) => tree.isWithin(code, ancestor),
    has: (right) => hasRight(principal, right),
    requireUnit: (code) => { if (!includesUnit(code)) throw refuse(code) },
    requireCounter: (code) => { if (!includesCounter(code)) throw refuse(code) },
  }
}

/** The person who asks, on routes for people. */
export function personOf(request: Request): Person {
  const principal = principalOf(request)
  if (principal.kind !== 'person') throw new AppError('sign-in-required', 'Nobody is signed in here.')
  return principal
}
