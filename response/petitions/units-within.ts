import type { PlaceIndex } from '../../registry/place-index.ts'

/** Every unit that lies in one, or has, and itself; null for the whole country. */
export function unitsWithin(places: Pick<PlaceIndex, 'unitKind' | 'histories' | 'isWithin'>, unit: string | null): string[] | null {
  if (unit === null || places.unitKind(unit) === 'country') return null
  return [...places.histories().units.keys()].filter((it) => places.isWithin(it, unit))
}
