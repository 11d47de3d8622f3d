import { toDayRange, toHanoiDay } from '../../contract/period.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Warehouse } from '../../platform/warehouse/warehouse.ts'
import type { Places } from '../../registry/places.ts'
import type { Cell } from '../indicators/indicator.ts'
import { findIndicator } from '../indicators/registry.ts'
import { isPetitionMetric, PETITIONS_FROM, readPetitionCounts } from '../queries/petition-counts.ts'
import { breakdownObstacle, selectIndicatorCells } from '../queries/indicator-cells.ts'

export interface OwnCountDeps { warehouse: Warehouse; places: Places; clock: Clock }

/** What we have counted of an indicator; `isSmall`: under its minimum sample, so for those who may see small counts only. */
export interface OwnCount extends Pick<Cell, 'numerator' | 'denominator' | 'sampleSize'> { indicator: string; isSmall: boolean }

/**
 * What we have counted of an indicator for a unit and a period; null where there is nothing, or no such indicator. Shares only: what
 * other systems report of a median or a mean has no numerator to be compared with. Petitions are counted under the metric they are reported under.
 */
export async function readOwnCount({ warehouse, places, clock }: OwnCountDeps, indicatorId: string, unit: string, period: string): Promise<OwnCount | null> {
  if (isPetitionMetric(indicatorId)) return await readOwnPetitions(warehouse, indicatorId, unit, period)
  const [indicator, level, days] = [findIndicator(indicatorId), places.unitKind(unit), toDayRange(period)]
  if (!indicator || !level || !days || indicator.definition.unit !== 'share') return null
  const request = { ...days, today: toHanoiDay(clock()), level, parent: unit, bucket: null, segment: null }
  if (breakdownObstacle(indicator, request)) return null
  const cell = (await selectIndicatorCells(warehouse, indicator, request)).find((it) => it.unit === unit)
  if (!cell) return null
  const { numerator, denominator, sampleSize } = cell
  return { indicator: indicatorId, numerator, denominator, sampleSize, isSmall: sampleSize < indicator.definition.minimumSample }
}

async function readOwnPetitions(warehouse: Warehouse, metric: string, unit: string, period: string): Promise<OwnCount | null> {
  const days = toDayRange(period)
  const found = days && (await readPetitionCounts(warehouse, [unit], days)).find((it) => it.metric === metric)
  return found ? { indicator: metric, numerator: found.numerator, denominator: found.denominator, sampleSize: found.denominator, isSmall: found.denominator < PETITIONS_FROM } : null
}
