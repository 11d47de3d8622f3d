import type { Places } from '../places.ts'

/** A unit and those above it, the nearest first: the order in which settings hold. A unit that nobody knows stands alone. */
export function unitsUpwards(places: Pick<Places, 'pathOf'>, unitCode: string): string[] {
  const path = places.pathOf(unitCode)
  return path === null ? [unitCode] : [path.unit.code, ...path.ancestors.map(({ code }) => code).reverse()]
}
