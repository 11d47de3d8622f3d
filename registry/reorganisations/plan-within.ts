import type { Reorganisation } from '../../contract/reorganisation.ts'
import { AppError } from '../../platform/errors.ts'
import { planReorganisation } from './plan-reorganisation.ts'
import type { PlannedTree } from './planned-tree.ts'

/** Codes of units and counters that a request names, new ones too. */
export function namedCodes(request: Reorganisation): { units: string[]; counters: string[] } {
  switch (request.kind) {
    case 'rename': return { units: [request.unitCode], counters: [] }
    case 'move': return { units: [...request.unitCodes, request.toCode], counters: request.counterCodes }
    case 'merge': return { units: [...request.unitCodes, request.into.code], counters: [request.into.code] }
    case 'split': return { units: [request.unitCode, ...request.parts.flatMap((it) => it.unitCodes)], counters: request.parts.flatMap((it) => [it.code, ...it.counterCodes]) }
    case 'close': return { units: request.unitCode ? [request.unitCode] : [], counters: request.counterCode ? [request.counterCode] : [] }
  }
}

/**
 * Carries a reorganisation out on a planned tree for somebody who may write in a unit (null: everywhere). Throws 403 where something
 * touched lies elsewhere, before anything is said about it, and 422 with the part that breaks a rule.
 */
export function planWithin(tree: PlannedTree, request: Reorganisation, unitCode: string | null): void {
  const refusal = () => new AppError('no-right', `Not all that this touches lies in ${unitCode}, where this key or account may write.`)
  if (unitCode !== null && !tree.isNamedWithin(unitCode, namedCodes(request), request.validFrom)) throw refusal()
  planReorganisation(tree, request)
  if (unitCode !== null && !tree.isAllBelow(unitCode, request.validFrom)) throw refusal()
}
