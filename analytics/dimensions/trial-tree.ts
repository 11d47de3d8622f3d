import type { Warehouse } from '../../platform/warehouse/warehouse.ts'
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
}

const DEFINITIONS = {
  ...TREE_SHAPE,
  moved: '(code String, valid_from Date32, valid_to Date32) ENGINE = MergeTree ORDER BY code',
  codes: '(code String) ENGINE = MergeTree ORDER BY code',
}

/** Codes about which two lists of rows do not say the same. */
function differingCodes<Row extends { code: string }>(before: readonly Row[], after: readonly Row[]): Set<string> {
  const toTexts = (rows: readonly Row[]) => {
    const texts = new Map<string, string>()
    for (const row of rows) texts.set(row.code, (texts.get(row.code) ?? '') + JSON.stringify(row))
    return texts
  }
  const [was, is] = [toTexts(before), toTexts(after)]
  return new Set([...new Set([...was.keys(), ...is.keys()])].filter((code) => was.get(code) !== is.get(code)))
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
  return await withTablesBeside(warehouse, DEFINITIONS, async (tables) => {
    const [otherAncestry, otherPlaces] = [differingCodes(before.ancestry(), after.ancestry()), differingCodes(before.factPlaces(), after.factPlaces())]
    await insertAncestry(warehouse, tables.ancestry, after.ancestry().filter((it) => otherAncestry.has(it.code)))
    await insertPlaces(warehouse, tables.places, after.factPlaces().filter((it) => otherPlaces.has(it.code)))
    for (const [trial, present] of [[tables.ancestry, PRESENT_TREE.ancestry], [tables.places, PRESENT_TREE.places]]) {
      await warehouse.run(`INSERT INTO ${trial} SELECT * FROM ${present} WHERE code NOT IN (SELECT code FROM ${trial})`, {}, 'write')
    }
    await warehouse.insert(tables.moved, ['code', 'valid_from', 'valid_to'], moved.moved.map((it) => [it.code, it.validFrom, it.validTo]))
    const codes = new Set([...codesIn(before, moved.ancestors), ...codesIn(after, moved.ancestors)])
    await warehouse.insert(tables.codes, ['code'], [...codes].map((it) => [it]))
    return await work({ tree: tables, moved: tables.moved, codes: tables.codes })
  })
}
