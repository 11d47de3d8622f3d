import type { Unit, UnitKind } from '../contract/unit.ts'
import { intersect, toRange } from './stretch.ts'
import { successionsOf } from './succession.ts'

/**
 * While `validFrom` ≤ day < `validTo`, `code` lay in `ancestorCode`. Every unit lies in itself; one that has ended lies in its
 * successor and in all that one lies in, but no longer in itself.
 */
export interface AncestryRow { code: string; ancestorCode: string; ancestorKind: UnitKind; validFrom: string; validTo: string }

interface Range { from: string; to: string }
interface Above extends Range { code: string; kind: UnitKind }

/** Two stretches of an ancestor that differ in name only say the same about who lies where. */
function joinNeighbours(rows: Above[]): Above[] {
  const joined: Above[] = []
  const last = new Map<string, Above>()
  for (const row of rows.toSorted((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0))) {
    const key = `${row.kind} ${row.code}`
    const before = last.get(key)
    if (before && before.to === row.from) before.to = row.to
    else {
      joined.push(row)
      last.set(key, row)
    }
  }
  return joined
}

/**
 * The tree over time, flat: every unit with itself and each of its ancestors, for the days on which every step of the
 * path between them was valid.
 */
export function toAncestry(units: ReadonlyMap<string, readonly Unit[]>): AncestryRow[] {
  /** A path that comes back to where it was is no path: loops are refused, and end here were one in the record all the same. */
  const climb = (code: string, during: Range, path: readonly string[]): Above[] => {
    if (path.includes(code)) return []
    const stretches = units.get(code) ?? []
    const below = [...path, code]
    const own = stretches.flatMap((stretch): Above[] => {
      const range = intersect(during, toRange(stretch))
      if (!range) return []
      const above = stretch.parentCode === null ? [] : climb(stretch.parentCode, range, below)
      return [{ code, kind: stretch.kind, ...range }, ...above]
    })
    const inherited = successionsOf(stretches).flatMap((it) => {
      const range = intersect(during, it)
      return range ? climb(it.successorCode, range, below) : []
    })
    return [...own, ...inherited]
  }
  const always: Range = { from: '0000-01-01', to: '9999-01-01' }
  return [...units.keys()].flatMap((code) => joinNeighbours(climb(code, always, [])).map((it) => ({
    code, ancestorCode: it.code, ancestorKind: it.kind, validFrom: it.from, validTo: it.to,
  })))
}
