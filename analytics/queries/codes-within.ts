import type { PlaceIndex } from '../../registry/place-index.ts'
import type { PlaceCodes } from './current-dossiers.ts'

/** The units and counters in a unit, by the same rule that says who may see what; null for the whole country. */
export function codesWithin(places: Pick<PlaceIndex, 'unitKind' | 'histories' | 'centreOf' | 'isWithin'>, unit: string | null): PlaceCodes {
  if (unit === null || places.unitKind(unit) === 'country') return null
  const { units, counters } = places.histories()
  const within = new Set([...units.keys()].filter((it) => places.isWithin(it, unit)))
  return { units: [...within], counters: [...counters.keys()].filter((it) => within.has(places.centreOf(it) ?? '')) }
}
