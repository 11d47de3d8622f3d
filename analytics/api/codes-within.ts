import type { Permission } from '../../access/permission.ts'
import { AppError } from '../../platform/errors.ts'
import type { Places } from '../../registry/places.ts'
import type { PlaceCodes } from '../queries/current-dossiers.ts'

/** Every unit that lies in one, or has, and itself; null for the whole country. */
export function unitsWithin(places: Pick<Places, 'unitKind' | 'histories' | 'isWithin'>, unit: string | null): string[] | null {
  if (unit === null || places.unitKind(unit) === 'country') return null
  return [...places.histories().units.keys()].filter((it) => places.isWithin(it, unit))
}

/** The units and counters in a unit, by the same rule that says who may see what; null for the whole country. */
export function codesWithin(places: Pick<Places, 'unitKind' | 'histories' | 'centreOf' | 'isWithin'>, unit: string | null): PlaceCodes {
  if (unit === null || places.unitKind(unit) === 'country') return null
  const within = new Set(unitsWithin(places, unit))
  return { units: [...within], counters: [...places.histories().counters.keys()].filter((it) => within.has(places.centreOf(it) ?? '')) }
}

/** Every counter that belongs to a centre today, or last belonged to it. */
export const countersOfCentre = (places: Pick<Places, 'histories' | 'centreOf'>, centre: string): string[] => [...places.histories().counters.keys()].filter((it) => places.centreOf(it) === centre)

/** Throws 422 for a counter that nobody knows, and 403 for somebody else's. */
export function requireKnownCounter(places: Places, counter: string, { requireCounter }: Permission): void {
  if (!places.hasCounter(counter)) {
    throw new AppError('invalid-request', `There is no counter ${counter}.`, {
      errors: [{ pointer: '/counter', value: counter, rule: 'a known counter', message: `${counter} is not a known counter.` }],
    })
  }
  requireCounter(counter)
}
