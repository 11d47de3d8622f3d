import type { Warehouse } from '../../platform/warehouse/warehouse.ts'
import { toFactPlaces, type FactPlace } from '../../registry/fact-places.ts'
import type { MovedPlaces } from '../../registry/moved-places.ts'
import type { Places } from '../../registry/places.ts'
import { insertAncestry, insertPlaces, PRESENT_TREE, TREE_SHAPE, withTablesBeside, type TreeTables } from './tree-tables.ts'

/** A tree as it might be, beside the present one, for the time of some questions. */
export interface TrialTree {
  tree: TreeTables
  /** Table of what lies elsewhere, and when: code, valid_from, valid_to. */
  moved: string
  /** Table of every code whose facts lie, before or after, in a unit that loses or gains something. */
  codes: string
  /** Empty tables of codes, for the stored centres of such facts. */
  ratingCentres: string
  dossierCentres: string
}

const CODES = '(code String) ENGINE = MergeTree ORDER BY code'
const DEFINITIONS = {
  ...TREE_SHAPE, moved: '(code String, valid_from Date32, valid_to Date32) ENGINE = MergeTree ORDER BY code', codes: CODES, ratingCentres: CODES, dossierCentres: CODES,
}

const isSameStep = (a: FactPlace | undefined, b: FactPlace) => a?.code === b.code && a.validFrom === b.validFrom && a.placeCode === b.placeCode && a.isOpen === b.isOpen

/** Where facts lie after, for every code about which that is not what it was before. */
function otherPlaces(before: Places, after: Places, moved: MovedPlaces): FactPlace[] {
  const { units, counters, forwards } = after.histories()
  const movedCounters = new Map(moved.counters.map((code) => [code, counters.get(code) ?? []]))
  const known = new Map<string, FactPlace[]>()
  for (const row of before.factPlaces()) {
    const rows = known.get(row.code)
    if (rows) rows.push(row)
    else known.set(row.code, [row])
  }
  const then = new Map<string, FactPlace[]>()
  for (const row of toFactPlaces({ units, counters: movedCounters, forwards }, after.ancestry())) {
    const rows = then.get(row.code)
    if (rows) rows.push(row)
    else then.set(row.code, [row])
  }
  return [...then].flatMap(([code, rows]) => {
    const were = known.get(code) ?? []
    return rows.length === were.length && rows.every((it, index) => isSameStep(were[index], it)) ? [] : rows
  })
}

/** Units and counters that lie in one of these units on any day. */
function codesIn(places: Places, units: ReadonlySet<string>): string[] {
  const inUnits = new Set(places.ancestry().filter((it) => units.has(it.ancestorCode)).map((it) => it.code))
  return [...inUnits, ...[...places.histories().counters].filter(([, history]) => history.some((it) => inUnits.has(it.centreCode))).map(([code]) => code)]
}

/** Only what differs is written; the rest is taken over inside the warehouse. */
export async function withTrialTree<T>(
  warehouse: Warehouse, { before, after, moved }: { before: Places; after: Places; moved: MovedPlaces }, work: (trial: TrialTree) => Promise<T>,
): Promise<T> {
  return await withTablesBeside(warehouse, DEFINITIONS, async ({ ancestry, places, ...others }) => {
    const movedUnits = new Set(moved.units)
    await insertAncestry(warehouse, ancestry, after.ancestry().filter((it) => movedUnits.has(it.code)))
    await insertPlaces(warehouse, places, otherPlaces(before, after, moved))
    for (const [trial, present] of [[ancestry, PRESENT_TREE.ancestry], [places, PRESENT_TREE.places]]) {
      await warehouse.run(`INSERT INTO ${trial} SELECT * FROM ${present} WHERE code NOT IN (SELECT code FROM ${trial})`, {}, 'write')
    }
    await warehouse.insert(others.moved, ['code', 'valid_from', 'valid_to'], moved.moved.map((it) => [it.code, it.validFrom, it.validTo]))
    const codes = new Set([...codesIn(before, moved.ancestors), ...codesIn(after, moved.ancestors)])
    await warehouse.insert(others.codes, ['code'], [...codes].map((it) => [it]))
    return await work({ tree: { ancestry, places }, ...others })
  })
}
