import type { Indicator } from '../indicators/indicator.ts'
import { areReadTogether } from './indicator-cells.ts'

/** Indicators over the same rows, so that those are read once for all of them. */
export function inReadings(all: readonly Indicator[]): [Indicator, ...Indicator[]][] {
  const readings: [Indicator, ...Indicator[]][] = []
  for (const indicator of all) {
    const known = readings.find(([first]) => areReadTogether(first, indicator))
    if (known) known.push(indicator)
    else readings.push([indicator])
  }
  return readings
}
