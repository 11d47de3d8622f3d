import type { IndicatorDefinition } from '../indicator.ts'
import type { Spread } from './findings.ts'
import type { Estimate } from './format.ts'

/** Where an interval lies: wholly above a reference, wholly below it, or across it, where nothing may be said. */
export type Side = 'higher' | 'lower' | 'cannot-tell'

/** The side of a reference value on which a 95 % interval lies; colour is allowed on the two sure sides only. */
export function toSide({ lower, upper }: Pick<Estimate, 'lower' | 'upper'>, reference: number): Side {
  return lower > reference ? 'higher' : upper < reference ? 'lower' : 'cannot-tell'
}

/** What a side means to people: more late dossiers or more days are worse. */
export function toTone(side: Side, direction: IndicatorDefinition['direction']): 'better' | 'worse' | 'unsure' {
  if (side === 'cannot-tell') return 'unsure'
  return (side === 'higher') === (direction === 'higher-is-better') ? 'better' : 'worse'
}

/** How many of these lie where; those without an estimate are left out. */
export function countSides(estimates: readonly (Estimate | null)[], reference: number): Spread {
  const sides = estimates.flatMap((it) => (it ? [toSide(it, reference)] : []))
  const count = (side: Side) => sides.filter((it) => it === side).length
  return { higher: count('higher'), lower: count('lower'), unsure: count('cannot-tell') }
}
