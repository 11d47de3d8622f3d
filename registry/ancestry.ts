import type { Unit, UnitKind } from '../contract/unit.ts'
import { intersect, toRange } from './stretch.ts'

/** While `validFrom` ≤ day < `validTo`, `code` lay in `ancestorCode`. Every unit lies in itself. */
export interface AncestryRow { code: string; ancestorCode: string; ancestorKind: UnitKind; validFrom: string; validTo: string }

interface Above { code: string; kind: UnitKind; from: string; to: string }

/** Two stretches of an ancestor that differ in name only say the same about who lies where. */
function joinNeighbours(rows: Above[]): Above[] {
  const joined: Above[] = []
  const last = new Map<string, Above>()
  for (const row of rows.sort((a, b) => (a.from < b.from ? -1 : 1))) {
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
  const known = new Map<Unit, Above[]>()

  const climb = (stretch: Unit): Above[] => {
    const remembered = known.get(stretch)
    if (remembered) return remembered
    // The import refuses loops; were one in the record all the same, the climb ends here instead of never.
    known.set(stretch, [])
    const range = toRange(stretch)
    const above: Above[] = [{ code: stretch.code, kind: stretch.kind, ...range }]
    for (const parent of (stretch.parentCode === null ? undefined : units.get(stretch.parentCode)) ?? []) {
      for (const ancestor of climb(parent)) {
        const common = intersect(range, ancestor)
        if (common) above.push({ code: ancestor.code, kind: ancestor.kind, ...common })
      }
    }
    known.set(stretch, above)
    return above
  }

  return [...units].flatMap(([code, stretches]) =>
    joinNeighbours(stretches.flatMap(climb).map((it) => ({ ...it }))).map((it) => ({
      code, ancestorCode: it.code, ancestorKind: it.kind, validFrom: it.from, validTo: it.to,
    })),
  )
}
