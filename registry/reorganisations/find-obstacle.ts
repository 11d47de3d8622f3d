import type { Counter, Unit } from '../../contract/unit.ts'
import { isSameStretch, type StretchChange } from '../history.ts'
import type { StretchRow } from '../stretch-table.ts'
import { breachOfPath, type Histories } from '../unit-rules.ts'
import type { TreeChanges } from './planned-tree.ts'

/** What stands around a reorganisation that is to be undone. */
export interface Surroundings {
  units: ReadonlyMap<string, readonly Unit[]>
  counters: ReadonlyMap<string, readonly Counter[]>
  /** Units that were closed by reorganisations that came later. */
  closedLater: ReadonlySet<string>
  /** Units that accounts and living keys are for. */
  heldUnits: ReadonlySet<string>
}

/** The histories of the touched codes with these changes taken back; [] for what was not there. */
function restored<Row extends StretchRow>(histories: ReadonlyMap<string, readonly Row[]>, changes: readonly StretchChange<Row>[]): Map<string, readonly Row[]> {
  const result = new Map<string, readonly Row[]>()
  for (const { before, after } of changes) {
    const { code, validFrom } = (before ?? after) as Row
    const rest = (result.get(code) ?? histories.get(code) ?? []).filter((it) => it.validFrom !== validFrom)
    result.set(code, before ? [...rest, before].toSorted((a, b) => (a.validFrom < b.validFrom ? -1 : 1)) : rest)
  }
  return result
}

/** Units that a reorganisation made: without it nothing is known of them. */
export const madeUnits = (units: ReadonlyMap<string, readonly Unit[]>, { unit }: TreeChanges): Unit[] => {
  const then = restored(units, unit)
  return unit.flatMap(({ before, after }) => (before === null && after && then.get(after.code)?.length === 0 ? [after] : []))
}

/** A stretch of these changes that is no longer as they left it; null when all are. */
export function findAltered<Row extends StretchRow>(histories: ReadonlyMap<string, readonly Row[]>, changes: readonly StretchChange<Row>[]): string | null {
  for (const { before, after } of changes) {
    const row = before ?? after
    const present = histories.get(row?.code ?? '')?.find((it) => it.validFrom === row?.validFrom)
    if (after ? !present || !isSameStretch(present, after) : present) return row?.code ?? null
  }
  return null
}

/** What builds on a reorganisation and keeps it from being undone, as a sentence; null when nothing does. */
export function findObstacle(changes: TreeChanges, { units, counters, closedLater, heldUnits }: Surroundings): string | null {
  const altered = findAltered(units, changes.unit) ?? findAltered(counters, changes.counter)
  if (altered) return `${altered} has been changed again since; take that back first.`

  const made = new Set(madeUnits(units, changes).map((it) => it.code))
  const [unitsThen, countersThen] = [restored(units, changes.unit), restored(counters, changes.counter)]
  for (const [code, now] of made.size > 0 ? units : []) {
    const user = (unitsThen.get(code) ?? now).find((it) => made.has(it.parentCode ?? '') || made.has(it.successorCode ?? ''))
    if (user) return `${user.code} has come to lie in a unit that this made; move it first.`
  }
  for (const [code, now] of made.size > 0 ? counters : []) {
    const user = (countersThen.get(code) ?? now).find((it) => made.has(it.centreCode))
    if (user) return `${user.code} has come to lie in a centre that this made; move it first.`
  }
  const held = [...made].find((it) => heldUnits.has(it))
  if (held) return `An account or key is for ${held}, which this made.`

  const histories: Histories<Unit> = { of: (code) => unitsThen.get(code) ?? units.get(code) ?? [] }
  for (const { before } of changes.unit) {
    const closed = before && closedLater.has(before.parentCode ?? '') ? before.parentCode : null
    if (closed) return `${closed}, where ${before?.code} lay, has been closed since.`
    if (before && breachOfPath(histories, before)) return `${before.code} would lie in itself; what it lay in lies in it now.`
  }
  const lost = changes.counter.find(({ before }) => before && closedLater.has(before.centreCode))?.before
  return lost ? `${lost.centreCode}, where ${lost.code} lay, has been closed since.` : null
}
