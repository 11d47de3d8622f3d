import { WITHOUT, type ProgressCut } from '../../contract/dossier-progress.ts'
import type { PlaceIndex } from '../../registry/place-index.ts'

/** A condition on dossiers and what it binds; text of our own. */
export interface DossierCondition { sql: string; params: Record<string, unknown> }

/** The cuts that a list can be narrowed to, by their columns; procedures have a filter already. */
export type CutFilter = Exclude<ProgressCut, 'procedure'>

/**
 * Under which code of a cut a dossier counts, by the code it carries: a unit that has ended under whoever represents it, a body within a
 * commune under that commune. null where it belongs to none.
 */
export function cutCodeOf(places: Pick<PlaceIndex, 'hasUnit' | 'representativeOf' | 'pathOf'>, by: ProgressCut, code: string): string | null {
  if (code === '') return null
  switch (by) {
    case 'sector': case 'procedure': return code
    case 'agency': case 'centre': return places.hasUnit(code) ? places.representativeOf(code) : code
    case 'commune': {
      const path = places.pathOf(code)
      return path === null ? null : [path.unit, ...path.ancestors.toReversed()].find(({ kind }) => kind === 'commune')?.code ?? null
    }
  }
}

/** The dossiers of one row of a cut; `-` for those that belong to none. The same dossiers as `cutCodeOf` counts under that code. */
export function cutCondition(places: PlaceIndex, by: CutFilter, code: string): DossierCondition {
  const name = `only_${by}`
  if (by === 'sector') return { sql: `sector_code = {${name}:String}`, params: { [name]: code === WITHOUT ? '' : code } }
  if (by !== 'commune' && code === WITHOUT) return { sql: `${by}_code = ''`, params: {} }
  const known = [...places.histories().units.keys()]
  const column = by === 'centre' ? 'centre_code' : 'agency_code'
  if (code === WITHOUT) return { sql: `${column} NOT IN {${name}:Array(String)}`, params: { [name]: known.filter((it) => cutCodeOf(places, by, it) !== null) } }
  return { sql: `${column} IN {${name}:Array(String)}`, params: { [name]: [code, ...known.filter((it) => it !== code && cutCodeOf(places, by, it) === code)] } }
}
