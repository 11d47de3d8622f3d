import type { Counter, Unit } from '../contract/unit.ts'

/** All that the registry says about places: histories by code, and what stands for units that were made by mistake. */
export interface PlaceHistories {
  units: ReadonlyMap<string, readonly Unit[]>
  counters: ReadonlyMap<string, readonly Counter[]>
  forwards: ReadonlyMap<string, string>
}
