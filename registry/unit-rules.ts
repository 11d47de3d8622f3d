import type { Counter, Unit } from '../contract/unit.ts'
import { intersect, OPEN_END, toRange } from './stretch.ts'
import { successionsOf } from './succession.ts'

/** A broken rule of one row: the column it is about and the rule. */
export interface Breach { column: string; rule: string }

/** Histories by code; [] for a code that nobody knows. */
export interface Histories<Row> { of(code: string): readonly Row[] }

interface Range { from: string; to: string }

/** More than any real tree has; a file of a hundred thousand nested units is a mistake. */
const DEEPEST = 60

export const LIES_IN_ITSELF: Breach = { column: 'parentCode', rule: 'no unit lies in itself' }
const SUCCEEDS_ITSELF: Breach = { column: 'successorCode', rule: 'no unit succeeds itself, or a unit that lies in it' }

/** Who stands directly above a unit within a range of days: parents while it is there, successors when it has ended. */
function stepsUp(units: Histories<Unit>, unitCode: string, range: Range): { code: string; range: Range }[] {
  const stretches = units.of(unitCode)
  const parents = stretches.flatMap((it) => (it.parentCode === null ? [] : [{ code: it.parentCode, range: toRange(it) }]))
  const successors = successionsOf(stretches).map((it) => ({ code: it.successorCode, range: { from: it.from, to: it.to } }))
  return [...parents, ...successors].flatMap((it) => {
    const common = intersect(range, it.range)
    return common ? [{ code: it.code, range: common }] : []
  })
}

/** Whether a climb from one code, over the days on which every step holds, comes to another one; null beyond the deepest tree. */
function leadsTo(units: Histories<Unit>, from: string, to: string, range: Range, depth = 1): boolean | null {
  if (from === to) return true
  if (depth > DEEPEST) return null
  let isDeep = false
  for (const step of stepsUp(units, from, range)) {
    const leads = leadsTo(units, step.code, to, step.range, depth + 1)
    if (leads) return true
    isDeep ||= leads === null
  }
  return isDeep ? null : false
}

/** A rule that the way up from a unit breaks, climbed over the days on which every step is valid. */
export function breachOfPath(units: Histories<Unit>, unit: Unit): Breach | null {
  const leads = unit.parentCode === null ? false : leadsTo(units, unit.parentCode, unit.code, toRange(unit))
  if (leads === null) return { column: 'parentCode', rule: `at most ${DEEPEST} units above each other` }
  return leads ? LIES_IN_ITSELF : breachOfSuccession(units, unit)
}

/** A successor is a unit of the same kind, so that nobody who answered for the one answers for a province afterwards. */
function breachOfSuccession(units: Histories<Unit>, { code, kind, validTo, successorCode }: Unit): Breach | null {
  if (successorCode === null) return null
  if (validTo === null) return { column: 'successorCode', rule: 'a unit that goes on until further notice has no successor' }
  const successor = units.of(successorCode)
  if (successor.length === 0) return { column: 'successorCode', rule: 'a known unit' }
  if (!successor.some((it) => it.kind === kind)) return { column: 'successorCode', rule: `a unit of the same kind, ${kind}` }
  return leadsTo(units, successorCode, code, { from: validTo, to: OPEN_END }) === false ? null : SUCCEEDS_ITSELF
}

/** What keeps a counter from being where it says it is. */
export function breachOfCentre(units: Histories<Unit>, { code: counterCode, centreCode }: Counter): Breach | null {
  const centre = units.of(centreCode)
  if (centre.length === 0) return { column: 'centreCode', rule: 'a known unit of the kind centre' }
  if (!centre.some((it) => it.kind === 'centre')) return { column: 'centreCode', rule: `a unit of the kind centre; this is of the kind ${centre.at(-1)?.kind}` }
  if (units.of(counterCode).length > 0) return { column: 'code', rule: 'a code that no unit has' }
  return null
}

/** Where counters lie remains a centre for as long as they do. */
export function breachOfKind(counters: readonly Counter[], unit: Unit): Breach | null {
  if (unit.kind === 'centre') return null
  const inIt = counters.find((it) => it.centreCode === unit.code && intersect(toRange(it), toRange(unit)))
  return inIt ? { column: 'kind', rule: `centre, as long as a counter (${inIt.code}) lies in it` } : null
}

/** Whether any path up from a unit, of any day, passes `above`. */
export function isEverWithin(units: Histories<Unit>, unitCode: string, above: string, seen = new Set<string>()): boolean {
  if (unitCode === above) return true
  if (seen.has(unitCode)) return false
  seen.add(unitCode)
  return units.of(unitCode).some((it) => it.parentCode !== null && isEverWithin(units, it.parentCode, above, seen))
}

/** Whether a unit lies in another on all days of a range on which it is there, or is represented by a successor. */
export function isAlwaysWithin(units: Histories<Unit>, unitCode: string, above: string, range: Range, depth = 0): boolean {
  if (unitCode === above) return true
  if (depth > DEEPEST) return false
  const steps = stepsUp(units, unitCode, range)
  const isRoot = units.of(unitCode).some((it) => it.parentCode === null && intersect(range, toRange(it)))
  return !isRoot && steps.every((it) => isAlwaysWithin(units, it.code, above, it.range, depth + 1))
}
