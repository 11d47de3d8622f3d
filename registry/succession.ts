import type { Unit } from '../contract/unit.ts'
import { OPEN_END } from './stretch.ts'

/** From `from` until `to` (exclusive) a unit that has ended is represented by its successor. */
export interface Succession { successorCode: string; from: string; to: string }

/** The times after the end of a unit's stretches, until it begins anew, for which it has a successor. */
export function successionsOf(stretches: readonly Unit[]): Succession[] {
  return stretches.flatMap(({ validTo, successorCode }, index) => {
    if (validTo === null || successorCode === null) return []
    const to = stretches[index + 1]?.validFrom ?? OPEN_END
    return validTo < to ? [{ successorCode, from: validTo, to }] : []
  })
}

/** Who represents a unit on a day on which it has ended; null while it is there, or when nobody does. */
export function successorOn(stretches: readonly Unit[] | undefined, day: string): string | null {
  const last = stretches?.findLast((it) => it.validFrom <= day)
  return last && last.validTo !== null && last.validTo <= day ? last.successorCode : null
}
